"""The services of `compose.yaml` as processes of this machine, behind the real Caddy."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.browser.processes.proxies import caddy_running, free_port
from tests.support.api_process import ApiProcess
from tests.support.live import ROOT, LiveServer, serving

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())


@dataclass(frozen=True)
class Services:
    """What runs, and where browsers find it."""

    url: str
    apis: list[ApiProcess]
    fronts: list[LiveServer]


@contextmanager
def one_of_two_apis(folder: Path) -> Iterator[str]:
    """The address of two APIs behind the Caddy of the file. One of them does not run."""
    inner, outer = free_port(), free_port()
    there = ApiProcess(
        NOTES_DATABASE_URL=f"sqlite:///{folder}/notes.db", NOTES_ALLOWED_HOSTS="caddy"
    )
    ports = {name: free_port() for name in ("api1", "front1", "front2")} | {"api2": there.port}
    file = adapted(COMPOSE["configs"]["caddyfile"]["content"], ports, inner, outer)
    with there, caddy_running(file, outer, folder):
        yield f"http://127.0.0.1:{inner}"


@contextmanager
def composed(schema: str, folder: Path) -> Iterator[Services]:
    """Run two APIs and two fronts on a schema, with the Caddyfile of the file."""
    inner, outer = free_port(), free_port()
    with ExitStack() as stack:
        apis = [
            stack.enter_context(ApiProcess(NOTES_DATABASE_URL=schema, NOTES_ALLOWED_HOSTS="caddy"))
            for _ in range(2)
        ]
        fronts = [
            stack.enter_context(
                serving(folder / "none.db", NOTES_API_URL=f"http://127.0.0.1:{inner}")
            )
            for _ in range(2)
        ]
        ports = {f"api{place}": api.port for place, api in enumerate(apis, 1)}
        ports |= {f"front{place}": front.port for place, front in enumerate(fronts, 1)}
        file = adapted(COMPOSE["configs"]["caddyfile"]["content"], ports, inner, outer)
        stack.enter_context(caddy_running(file, outer, folder))
        yield Services(f"http://127.0.0.1:{outer}", apis, fronts)


def adapted(content: str, ports: dict[str, int], inner: int, outer: int) -> str:
    """The Caddyfile for this machine: other ports, and no certificates."""
    for name, port in ports.items():
        assert f"{name}:8000" in content
        content = content.replace(f"{name}:8000", f"127.0.0.1:{port}")
    content, sites = re.subn(r"\$\{NOTES_SITE:-localhost\}", f"http://127.0.0.1:{outer}", content)
    assert sites == 1
    assert "http://caddy:8001" in content
    content = content.replace("grace_period", "admin off\n  grace_period", 1)
    return content.replace("http://caddy:8001", f"http://127.0.0.1:{inner}")
