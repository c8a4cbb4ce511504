"""A server of its own for each test, started while the last one was running."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from tests.support.live import LiveServer, serving

MOST_AT_ONCE: Final = 4


class Started(NamedTuple):
    """A server, and what ends it."""

    server: LiveServer
    running: ExitStack


class Servers:
    """Keeps a spare server: starting and ending one would be a good part of each test.

    A port is used again as soon as its server has ended: a browser keeps what it has compiled of
    the scripts of an address.

    :param folder: where each server gets a new database
    """

    def __init__(self, folder: Path) -> None:
        self._databases = (folder / f"notes-{number}.db" for number in count())
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE)
        self._ended: list[Future[None]] = []
        self._free: list[int] = []
        """ports of servers that have ended"""
        self._spare = self._start()

    @contextmanager
    def fresh(self) -> Iterator[LiveServer]:
        """A server that nobody has seen. It ends in the background: leave its pages before."""
        started, self._spare = self._spare.result(), self._start()
        try:
            yield started.server
        finally:
            self._end(started)

    def close(self) -> None:
        """End them all, and tell if one of them would not."""
        self._end(self._spare.result())
        self._threads.shutdown()
        for ended in self._ended:
            ended.result()

    def _start(self) -> Future[Started]:
        return self._threads.submit(self._started, next(self._databases))

    def _started(self, database: Path) -> Started:
        running = ExitStack()
        try:
            port = self._free.pop() if self._free else 0
            return Started(running.enter_context(serving(database, port=port)), running)
        except AssertionError:  # somebody has taken the port meanwhile
            return Started(running.enter_context(serving(database)), running)

    def _end(self, started: Started) -> None:
        self._ended.append(self._threads.submit(self._stop, started))

    def _stop(self, started: Started) -> None:
        started.running.close()
        self._free.append(started.server.port)
