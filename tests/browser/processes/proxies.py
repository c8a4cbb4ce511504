"""The real Caddy, nginx and HAProxy in front of several processes, with the files of the README."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.support.live import ROOT
from tests.support.waiting import PATIENCE

PORTS: Final = (8001, 8002, 8003)
SEVERAL: Final = "Several processes"
UNDER_A_PATH: Final = "Under a path"
"""the parts of the README with a file for each program"""
RUN: Final = {
    "caddy": ("caddy", "run", "--adapter", "caddyfile", "--config"),
    "nginx": ("nginx", "-e", "/dev/null", "-c"),
    "haproxy": ("haproxy", "-db", "-f"),
}
FRAMES: Final = {
    "caddy": "{{\n\tadmin off\n}}\n{shown}",
    "nginx": "daemon off;\npid {folder}/nginx.pid;\nevents {{ }}\nhttp {{\naccess_log off;\n"
    "client_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxy;\n{shown}\n}}\n",
    "haproxy": "{shown}",
}
"""what a test adds to the part that the README shows"""
SITES: Final[Mapping[str, tuple[str, str]]] = {
    "caddy": (r"\w+\.example\.org {", "http://127.0.0.1:{port} {{"),
    "nginx": ("listen 80;", "listen 127.0.0.1:{port};"),
    "haproxy": ("bind :80", "bind 127.0.0.1:{port}"),
}
"""where the README listens, as a pattern, and where a test does"""


@contextmanager
def proxied(
    program: str, ports: Sequence[int], folder: Path, part: str = SEVERAL, *, without: str = ""
) -> Iterator[str]:
    """The address at which the program sends each browser to one of the ports.

    :param part: the part of the README that shows its file
    :param without: what is left out of the file
    """
    port = free_port()
    shown = _shown(program, part).replace(without, "")
    with _running(program, _adapted(program, shown, ports, port, folder), port, folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def caddy_running(content: str, port: int, folder: Path) -> Iterator[None]:
    """Run Caddy with the content of a Caddyfile.

    :param port: where it listens
    """
    with _running("caddy", content, port, folder):
        yield


@contextmanager
def _running(program: str, content: str, port: int, folder: Path) -> Iterator[None]:
    if not (found := shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")):
        missing = f"{program} is not installed (Debian package: {program})"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    file = folder / program
    file.write_text(content)
    command = [found, *RUN[program][1:], str(file)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=folder) as process:
        try:
            _wait_for(port)
            yield
        finally:
            process.terminate()


def _shown(program: str, part: str) -> str:
    """The file that the README shows."""
    readme = (ROOT / "api" / "README.md").read_text()
    _, _, behind = readme.partition(f"# {part}\n")
    language = {"caddy": "caddyfile"}.get(program, program)
    found = re.search(rf"```{language}\n(.*?)```", behind.partition("\n## ")[0], re.DOTALL)
    assert found
    return found[1]


def _adapted(program: str, shown: str, ports: Sequence[int], port: int, folder: Path) -> str:
    """The file for other ports, and without certificates."""
    site, here = SITES[program]
    shown, count = re.subn(site, here.format(port=port), shown)
    assert count == 1
    for before, now in zip(PORTS, ports, strict=False):
        assert f":{before}" in shown
        shown = shown.replace(f":{before}", f":{now}")
    return FRAMES[program].format(shown=shown, folder=folder)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
        else:
            return
