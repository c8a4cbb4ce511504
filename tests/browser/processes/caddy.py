"""The real Caddy in front of several processes, with the file that the README shows."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.support.live import ROOT
from tests.support.waiting import PATIENCE

SHOWN: Final = re.compile(r"```caddyfile\n(.*?)```", re.DOTALL)
UPSTREAMS: Final = "127.0.0.1:8001 127.0.0.1:8002 127.0.0.1:8003"
SITE: Final = "notes.example.org {"
LOCAL: Final = "{{\n\tadmin off\n}}\nhttp://127.0.0.1:{port} {{"
MISSING: Final = "caddy is not installed (Debian package: caddy)"


@contextmanager
def proxied(ports: Sequence[int], folder: Path) -> Iterator[str]:
    """The address at which Caddy sends each browser to one of the ports."""
    if not (caddy := shutil.which("caddy")):
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    port = _free_port()
    file = folder / "Caddyfile"
    file.write_text(_adapted(ports, port))
    command = [caddy, "run", "--config", str(file), "--adapter", "caddyfile"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=folder) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _adapted(ports: Sequence[int], port: int) -> str:
    """The file of the README, for other ports, and without a certificate."""
    found = SHOWN.search((ROOT / "api" / "README.md").read_text())
    assert found
    shown = found[1]
    assert UPSTREAMS in shown
    assert SITE in shown
    here = " ".join(f"127.0.0.1:{each}" for each in ports)
    return shown.replace(UPSTREAMS, here).replace(SITE, LOCAL.format(port=port))


def _free_port() -> int:
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
