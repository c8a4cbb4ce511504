"""The files for containers and for systemd: what can be known of them without a container."""

import configparser
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.browser.processes.composed import COMPOSE, Services, composed, one_of_two_apis
from tests.browser.support.page import OpenPage
from tests.support.live import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
README = (ROOT / "api" / "README.md").read_text()
NOTES = ["notes"]
API = ["uvicorn", "api.main:app"]
SERVICES = COMPOSE["services"]


def said(instruction: str) -> list[str]:
    """What follows an instruction of the Dockerfile, each time that it stands there."""
    return re.findall(rf"^{instruction} (.+)$", DOCKERFILE, re.MULTILINE)


def units() -> dict[str, configparser.ConfigParser]:
    """The units of systemd in the README, by their names."""
    found = {}
    for name, block in re.findall(r"```ini\n# (\S+)\n(.*?)```", README, re.DOTALL):
        found[name] = configparser.ConfigParser(strict=False, interpolation=None)
        found[name].read_string(block)
    return found


def run(words: list[str]) -> list[str]:
    """A command without its folder and its options, which tests give it as well."""
    program = Path(words[0]).name
    return [program, *(word for word in words[1:2] if not word.startswith("-"))]


def test_the_image_is_made_of_what_is_there() -> None:
    sources = [name for copy in said("COPY") for name in copy.split()[:-1]]
    own = [name for name in sources if not name.startswith(("--", "/"))]
    assert {"api", "notes_ui", "constraints.txt"} <= set(own)
    assert all((ROOT / name).exists() for name in own)
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {f"!{name}" for name in own} <= set(ignored)


def test_the_image_runs_as_somebody_without_rights() -> None:
    assert said("USER") == ["1000"]
    assert "uid 1000" in DOCKERFILE
    assert said("HEALTHCHECK")


def test_the_services_are_a_database_two_apis_and_two_fronts() -> None:
    assert set(SERVICES) == {"db", "api1", "api2", "front1", "front2", "caddy"}
    assert SERVICES["api1"] == SERVICES["api2"]
    assert SERVICES["front1"] == SERVICES["front2"]
    assert set(SERVICES["caddy"]["ports"]) == {"80:80", "443:443"}
    assert not [name for name in SERVICES if "ports" in SERVICES[name] and name != "caddy"]


def test_a_container_writes_to_nothing_but_its_data() -> None:
    for name in ("api1", "front1", "caddy"):
        assert SERVICES[name]["read_only"]
    for name in ("api1", "front1"):
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


def test_all_that_is_started_is_what_tests_start() -> None:
    """`ApiProcess` and `serving` run these two."""
    commands = [SERVICES[name]["command"] for name in ("api1", "front1")]
    commands += [shlex.split(unit["Service"]["ExecStart"]) for unit in units().values()]
    assert [run(words) for words in commands] == [API, NOTES, API, NOTES]
    assert said("CMD") == ['["notes"]']


def test_a_front_has_no_database() -> None:
    assert "NOTES_DATABASE_URL" not in SERVICES["front1"]["environment"]
    assert "NOTES_API_URL" not in SERVICES["api1"]["environment"]
    environments = [unit["Service"]["Environment"] for unit in units().values()]
    assert [text.partition("=")[0] for text in environments] == [
        "NOTES_DATABASE_URL",
        "NOTES_API_URL",
    ]


def test_one_write_at_most_is_refused_when_an_api_is_away(tmp_path: Path) -> None:
    with one_of_two_apis(tmp_path) as address:
        answers = [
            httpx.post(f"{address}/api/notes", json={"title": f"{place}"}) for place in range(4)
        ]
    assert sorted(answer.status_code for answer in answers)[:3] == [201, 201, 201]


@pytest.fixture
def services(schema: str, tmp_path: Path) -> Iterator[Services]:
    with composed(schema, tmp_path) as running:
        yield running


def test_a_window_on_each_front_goes_on_when_an_api_is_killed(
    services: Services, windows: list[OpenPage]
) -> None:
    for page in windows:
        page.open(f"{services.url}/front/notes")
    one, other = windows
    one.add("Milk")
    other.shows("Milk")
    services.apis[0].kill()
    one.add("Bread")
    other.shows("Bread", "Milk")
    other.tick("Milk")
    one.shows_ticked("Milk")
    assert httpx.get(f"{services.url}/api/notes").status_code == httpx.codes.NOT_FOUND
    for page in windows:
        page.leave()
