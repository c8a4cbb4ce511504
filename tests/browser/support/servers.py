"""A server of its own for each test, started while the last one was running."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from tests.support.live import LiveServer, serving

Server = AbstractContextManager[LiveServer]
MOST_AT_ONCE: Final = 4


class Servers:
    """Keeps a spare server: starting and ending one would be half of the time that tests take.

    :param folder: where each server gets a new database
    """

    def __init__(self, folder: Path) -> None:
        self._databases = (folder / f"notes-{number}.db" for number in count())
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE)
        self._ended: list[Future[bool | None]] = []
        self._spare = self._start()

    @contextmanager
    def fresh(self) -> Iterator[LiveServer]:
        """A server that nobody has seen. It ends in the background: leave its pages before."""
        context, started = self._spare
        server = started.result()
        self._spare = self._start()
        try:
            yield server
        finally:
            self._end(context)

    def close(self) -> None:
        """End them all, and tell if one of them would not."""
        context, started = self._spare
        started.result()
        self._end(context)
        self._threads.shutdown()
        for ended in self._ended:
            ended.result()

    def _start(self) -> tuple[Server, Future[LiveServer]]:
        context = serving(next(self._databases))
        return context, self._threads.submit(context.__enter__)

    def _end(self, context: Server) -> None:
        self._ended.append(self._threads.submit(context.__exit__, None, None, None))
