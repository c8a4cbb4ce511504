"""The servers that are compared, each a process of its own on a free port of this machine."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import psutil

from tests.benchmarks import cores
from tests.support.live import ROOT, started

STARTING: Final = 60.0  # seconds, at most
ANYTHING: Final = "/openapi.json"
"""what any server has"""
SCHEDULED: Final = 2
"""the kind of clock that counts what the scheduler has given"""


@dataclass(frozen=True)
class Server:
    """A running server, and what it has used."""

    port: int
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor time since its start, in all its threads.

        Linux has a clock for each process, as clock_getcpuclockid(3) finds it; elsewhere it is
        told in hundredths of a second.
        """
        if sys.platform == "linux":
            return time.clock_gettime((~self.process.pid << 3) | SCHEDULED)
        times = self.process.cpu_times()
        return times.user + times.system

    def memory(self) -> int:
        """Bytes that it holds in memory."""
        return self.process.memory_info().rss


@contextmanager
def the_app(directory: Path, *, asked: str = ANYTHING, **environment: str) -> Iterator[Server]:
    """The `notes` command, on the database ``notes.db`` of the directory.

    A server that is slow to end has been measured all the same: that is said, and no more.

    :param asked: the path by which it is found to answer
    """
    stack = ExitStack()
    with cores.left_free():
        live = stack.enter_context(started(directory / "notes.db", port=0, **environment))
    try:
        _wait_for_answers(live.port, asked)
        yield Server(live.port, psutil.Process(live.process.pid))
    finally:
        try:
            stack.close()
        except subprocess.TimeoutExpired as error:
            sys.stderr.write(f"(killed: {error}) ")


@contextmanager
def peer(
    module: str, directory: Path, *, asked: str = ANYTHING, **environment: str
) -> Iterator[Server]:
    """A module of this package that has an ``app``, served as `notes` serves ours.

    :param directory: where it runs, and finds or makes its files
    :param asked: the path by which it is found to answer
    """
    with cores.left_free():
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.peers.serve", module],
            env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
            stdout=subprocess.PIPE,
            cwd=directory,
            text=True,
        )
    with process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline()
            assert port, f"{module} did not start"
            _wait_for_answers(int(port), asked)
            yield Server(int(port), psutil.Process(process.pid))
        finally:
            _end(process)


def _wait_for_answers(port: int, path: str) -> None:
    """Ask for anything: a server that has taken its port may still be opening its database."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=STARTING)) as connection:
        connection.request("GET", path)
        connection.getresponse().read()


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
