"""The real program, started as a user starts it, on a free port."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class LiveServer:
    """A running `notes` command."""

    url: str
    port: int
    process: subprocess.Popen[str]
    database: Path

    @property
    def page(self) -> str:
        return f"{self.url}/front/notes"

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Have it do nothing until the block ends, without anybody noticing it yet."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@contextmanager
def serving(database: Path, *, port: int = 0, **environment: str) -> Iterator[LiveServer]:
    """Run `notes` on the database until the block ends; `NOTES_…` variables by keyword.

    :param port: 0 takes a free one; `LiveServer.port` tells which
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "notes_ui", "--port", str(port)],
        env=os.environ | {"NOTES_DATABASE_URL": f"sqlite:///{database}"} | environment,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            first_line = process.stdout.readline()
            assert "http://" in first_line, f"the server did not start: {first_line!r}"
            url = first_line.split()[1].removesuffix("/front/notes")
            yield LiveServer(url, int(url.rpartition(":")[2]), process, database)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
