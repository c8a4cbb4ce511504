"""The program on a free port: as a user starts it, or forked from one that has been imported."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.forked import ForkedProgram

ROOT = Path(__file__).parents[2]
ENDED: Final = 10
"""seconds that a server has to end"""
Program = subprocess.Popen[str] | ForkedProgram
Start = Callable[[Mapping[str, str], str, str], Program]


@dataclass(frozen=True)
class LiveServer:
    """A running `notes` command."""

    url: str
    port: int
    process: Program
    database: Path
    database_url: str

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

    It is forked: most of a start are the imports, and this one has them already.

    :param port: 0 takes a free one; `LiveServer.port` tells which
    """
    with _running(_fork, database, port, environment) as server:
        yield server


@contextmanager
def started(database: Path, *, port: int = 0, **environment: str) -> Iterator[LiveServer]:
    """The same, started as a user starts it, by a command of its own."""
    with _running(_start, database, port, environment) as server:
        yield server


def _fork(environment: Mapping[str, str], *arguments: str) -> Program:
    return ForkedProgram(*arguments, environment=environment, folder=ROOT)


def _start(environment: Mapping[str, str], *arguments: str) -> Program:
    return subprocess.Popen(
        [sys.executable, "-m", "notes_ui", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )


@contextmanager
def _running(
    start: Start, database: Path, port: int, environment: Mapping[str, str]
) -> Iterator[LiveServer]:
    settings = {"NOTES_DATABASE_URL": f"sqlite:///{database}", **environment}
    process = start(os.environ | settings, "--port", str(port))
    assert process.stdout is not None
    with process.stdout as told:
        try:
            first_line = told.readline()
            assert "http://" in first_line, f"the server did not start: {first_line!r}"
            url = first_line.split()[1].removesuffix("/front/notes")
            port = int(url.rpartition(":")[2])
            yield LiveServer(url, port, process, database, settings["NOTES_DATABASE_URL"])
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(ENDED)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
