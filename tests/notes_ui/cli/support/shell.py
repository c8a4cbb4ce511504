"""Somebody at a shell: the real command, in a pipe or in a terminal."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from tests.notes_ui.cli.support.in_process import ended
from tests.support.live import ROOT

COMMAND = (sys.executable, "-m", "notes_ui")
PATIENCE = 60  # seconds
NOT_EVERYBODYS = {"VISUAL", "EDITOR", "TERM", "NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED"}
"""variables by which a machine makes the command behave as it does not elsewhere"""
Json = dict[str, object]


@dataclass(frozen=True)
class Shell:
    """A shell in a folder, where NOTES_URL names a server."""

    url: str
    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_EVERYBODYS}
        return kept | {"NOTES_URL": self.url, "PYTHONPATH": str(ROOT), "TZ": "UTC"} | more

    def run(
        self, *arguments: str, typed: str = "", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run `notes` in a pipe until it ends."""
        return ended(arguments, typed, self.environment(**environment), self.folder)

    def process(
        self, *arguments: str, typed: str = "", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """The same as a process of its own, where that makes a difference."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment(**environment),
            input=typed,
            capture_output=True,
            check=False,
            cwd=self.folder,
            text=True,
            timeout=PATIENCE,
        )

    def told(self, *arguments: str, typed: str = "", **environment: str) -> str:
        """What `notes` prints; it must succeed, and say nothing beside it."""
        ended = self.run(*arguments, typed=typed, **environment)
        assert (ended.returncode, ended.stderr) == (0, ""), ended
        return ended.stdout

    def shown(self, *arguments: str, **environment: str) -> str:
        """What `notes` shows in a terminal of 80 columns."""
        environment = {"TERM": "xterm-256color", "COLUMNS": "80"} | environment
        master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        with subprocess.Popen(
            [*COMMAND, *arguments],
            env=self.environment(**environment),
            cwd=self.folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
        ):
            os.close(slave)
            return "".join(_until_closed(master)).replace("\r\n", "\n")

    @contextlib.contextmanager
    def running(self, *arguments: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
        """Run `notes` in a pipe, and press Ctrl-C when the block ends."""
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            env=self.environment(**environment),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(PATIENCE)

    def add(self, title: str, description: str = "") -> int:
        """Have another caller make a note; return its number."""
        body = {"title": title, "description": description}
        answer = httpx.post(f"{self.url}/api/notes", json=body)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def change(self, note_id: int, **fields: object) -> None:
        """Have another caller change a note."""
        answer = httpx.patch(f"{self.url}/api/notes/{note_id}", json=fields)
        assert answer.status_code == 200, answer.text

    def read(self, note_id: int) -> Json:
        """The note as another caller sees it."""
        answer = httpx.get(f"{self.url}/api/notes/{note_id}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


def wait_until(condition: Callable[[], bool], within: float = 10.0) -> None:
    """Return as soon as the condition holds; fail when it does not in time (seconds)."""
    met = Retrying(
        retry=retry_if_result(lambda holds: not holds),
        wait=wait_fixed(0.01),
        stop=stop_after_delay(within),
    )
    met(condition)


def _until_closed(master: int) -> Iterator[str]:
    with open(master, "rb", buffering=0) as terminal:
        while True:
            try:
                read = terminal.read(4096)
            except OSError:  # Linux says so when the other end is closed
                return
            if not read:
                return
            yield read.decode()
