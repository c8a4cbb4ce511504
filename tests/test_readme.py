"""The README's examples are run, and answered as it says."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import ROOT, LiveServer, serving

README = (ROOT / "README.md").read_text()
SHOWN = "localhost:8000"
LONGEST = 5
"""seconds that a stream is listened to"""
TIMED_OUT = 28


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with serving(tmp_path / "notes.db") as running:
        yield running


def examples() -> list[tuple[str, str]]:
    """Each command, and the status that it is answered with."""
    blocks: list[str] = re.findall(r"<!-- examples -->\n```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line]
    found = [re.fullmatch(r"(curl .+?)  # (\d{3})", line) for line in lines]
    assert found
    assert all(found), "an example does not say how it is answered"
    return [(match[1], match[2]) for match in found if match]


def answered(command: str, server: LiveServer, folder: Path) -> str:
    """Run a command, and return the status of its answer."""
    arguments = shlex.split(command.replace(SHOWN, server.url.removeprefix("http://")))
    ended = subprocess.run(
        [*arguments, "--max-time", str(LONGEST), "--write-out", "\n%{http_code}"],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
    )
    assert ended.returncode in {0, TIMED_OUT}, ended.stderr
    return ended.stdout.rpartition("\n")[2]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_are_answered_as_the_readme_says(server: LiveServer, tmp_path: Path) -> None:
    """One after the other, as somebody would who reads it."""
    expected = examples()

    found = [(command, answered(command, server, tmp_path)) for command, _ in expected]
    assert found == expected
