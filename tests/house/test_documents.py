"""The documents tell what there is: settings, routes, commands, pictures, versions."""

import re

from starlette.routing import Route, WebSocketRoute

import api
from api.application import create_app
from api.settings import Settings
from tests.house.files import PYPROJECT
from tests.support.live import ROOT

README = (ROOT / "README.md").read_text()
REFERENCE = (ROOT / "api" / "README.md").read_text()


def test_the_readme_lists_every_setting_as_it_is() -> None:
    listed = re.findall(r"^\| `(NOTES_\w+)` \| `(.*?)` \| (.*?) \|$", README, re.MULTILINE)
    settings = Settings.model_fields.items()
    assert listed == [
        (f"NOTES_{name.upper()}", str(field.default), field.description) for name, field in settings
    ]


def test_the_reference_lists_every_route() -> None:
    listed = set(re.findall(r"^\| `([A-Z]+) (/\S*)` \|", REFERENCE, re.MULTILINE))
    routes: set[tuple[str, str]] = set()
    for route in create_app(Settings()).routes:
        if isinstance(route, Route):
            methods = set(route.methods or ()) - {"HEAD"}
            routes |= {(method, route.path_format) for method in methods}
        elif isinstance(route, WebSocketRoute):
            routes.add(("WS", route.path))
    documentation = {"/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"}
    assert listed == {(method, path) for method, path in routes if path not in documentation}


def command(name: str) -> str:
    block = re.search(rf"<!-- command: {name} -->\n```sh\n(.+)\n```", README)
    assert block, f"the README has no command “{name}”"
    return block[1]


def test_the_readmes_commands_use_what_there_is() -> None:
    assert command("run").endswith("-c constraints.txt . && .venv/bin/notes")
    assert PYPROJECT["project"]["scripts"]["notes"] == "notes_ui.__main__:main"
    assert command("test").endswith("&& .venv/bin/python -m pytest -n logical --dist worksteal")
    ci = (ROOT / ".ci" / "run").read_text()
    assert "<!-- command: test -->" in ci
    assert "<!-- command: run -->" in ci


def test_the_readmes_pictures_are_there() -> None:
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", README)
    assert len(pictures) == 2
    assert all((ROOT / picture).stat().st_size > 10_000 for picture in pictures)


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {api.__version__}" in (ROOT / "CHANGELOG.md").read_text()
