"""Group commit: one thread writes, and whoever waits meanwhile shares its next commit.

A durable commit costs a sync of the disk, whatever it holds. While one is under way the next
requests queue up, and all of them are made durable together by the following one; each is
answered after the commit that holds it.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

LARGEST_BATCH: Final = 256

T = TypeVar("T")
Operation = Callable[[Connection], T]
logger = logging.getLogger(__name__)


class SharedFailure(Exception):
    """Raise from, or for, an operation to fail its whole batch: trying each alone is of no use."""


@dataclass(slots=True)
class _Job:
    operation: Operation[Any]
    answer: asyncio.Future[Any]
    result: Any = None
    failure: BaseException | None = None


class Writer:
    """The only writer of this process.

    :param committed: called on the event loop after each commit, before anyone is answered
    :param translate: turns what the engine raises into an error of ours
    """

    def __init__(
        self,
        engine: Engine,
        *,
        committed: Callable[[], object],
        translate: Callable[[Exception], Exception],
    ) -> None:
        self._engine = engine
        self._committed = committed
        self._translate = translate
        self.pending = 0
        """how many wait for their commit"""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = Thread(target=self._run, name="notes-writer", daemon=True)
        self._thread.start()

    async def write(self, operation: Operation[T]) -> T:
        """Run the operation in a transaction and return its result once that is durable.

        The operation runs in the writer's thread and may run twice: a failure of any operation
        rolls back the batch that it shared, and then each of the batch is tried alone.

        :raises Exception: what the operation or the commit raised; then nothing was written
        """
        job = _Job(operation, self._loop.create_future())
        self._jobs.put(job)
        self.pending += 1
        answer: T = await job.answer
        return answer

    async def stop(self) -> None:
        """Answer everybody who still waits, then end the thread."""
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        stopping = False
        with self._engine.connect() as connection:
            while not stopping:
                batch, stopping = self._next_batch()
                if batch:
                    self._commit(connection, batch)
                    self._loop.call_soon_threadsafe(self._answer, batch)

    def _next_batch(self) -> tuple[list[_Job], bool]:
        """Wait for one job, then take those that have queued up behind it."""
        batch: list[_Job] = []
        while len(batch) < LARGEST_BATCH:
            try:
                job = self._jobs.get(block=not batch)
            except Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _commit(self, connection: Connection, batch: list[_Job]) -> None:
        try:
            with connection.begin():
                for job in batch:
                    job.result = job.operation(connection)
        except Exception as error:
            failure = self._translate(error)
            if len(batch) == 1 or isinstance(failure, SharedFailure):
                for job in batch:
                    job.failure = failure
            else:
                for job in batch:
                    self._commit(connection, [job])

    def _answer(self, batch: list[_Job]) -> None:
        self.pending -= len(batch)
        try:
            self._committed()
        except Exception:
            logger.exception("What follows a commit has failed; the commit itself stands")
        for job in batch:
            if job.answer.done():  # whoever asked has gone away
                continue
            if job.failure is None:
                job.answer.set_result(job.result)
            else:
                job.answer.set_exception(job.failure)
