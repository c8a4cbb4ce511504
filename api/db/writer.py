"""The writer: one thread writes, and all requests that wait meanwhile share the next commit.

A durable commit costs a sync of the disk, whatever its size. While one is in progress, new requests
queue up; the next commit makes all of them durable together. Each is answered after its commit.
Consecutive requests of the same kind also share a statement, if possible.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from api.db.group_commit import Asked, Failing, GroupCommit, Job, Operation, T, Together

LARGEST_BATCH: Final = 256
LONGEST_GOODBYE: Final = 1.0
"""seconds"""
logger = logging.getLogger(__name__)


class Writer:
    """The only writer of this process.

    :param committed: called on the event loop after each commit, before the requests are answered
    :param check: called before and after each transaction; if it raises, the batch fails
    """

    def __init__(
        self,
        engine: Engine,
        *,
        committed: Callable[[], object],
        failing: Failing,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self._group = GroupCommit(engine, failing, check)
        self._committing = Lock()
        self._committed = committed
        self.pending = 0
        """the number of requests that wait for their commit"""
        self._stopped = self._left_behind = False
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = Thread(target=self._run, name="notes-writer", daemon=True)
        self._thread.start()

    async def write(self, operation: Operation[T]) -> T:
        """Run the operation in a transaction and return its result once that is durable.

        :raises Exception: what the operation or the commit raised; then nothing was written
        """
        return await self.write_together(_one_by_one, operation)

    async def write_together(self, together: Together[Asked, T], asked: Asked) -> T:
        """Run the operation for this request, together with waiting requests of the same kind.

        It runs in the writer's thread, perhaps several times: a batch that the database has undone
        runs again, and if one of a batch fails, each request runs again by itself. All earlier runs
        are rolled back, but not what they have changed in memory: that must not add up.

        :raises Exception: what the operation or the commit raised; then nothing was written
        """
        if self._stopped:
            raise RuntimeError("The writer has been stopped.")
        job = Job(together, asked, self._loop.create_future())
        self._jobs.put(job)
        self.pending += 1
        answer: T = await job.answer
        return answer

    @property
    def alive(self) -> bool:
        """Whether the thread may still write."""
        return self._thread.is_alive()

    def between(self, act: Callable[[], bool]) -> bool:
        """Run a function while this process writes nothing, in any thread; return its result.

        It never waits: if a write is in progress, it returns False at once.
        """
        if not self._committing.acquire(blocking=False):
            return False
        try:
            return act()
        finally:
            self._committing.release()

    async def stop(self) -> None:
        """Finish all waiting requests, then end the thread.

        If it has not ended after a second, for example because of another program's lock, it is
        abandoned: it may still commit its transaction, but nobody is notified of that.
        """
        self._stopped = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join, LONGEST_GOODBYE)
        if self._thread.is_alive():
            self._left_behind = True
            logger.warning("The writer did not stop in time: waiting writes may be lost")

    def _run(self) -> None:
        stopping = False
        while not stopping:
            batch, stopping = self._next_batch()
            if batch:
                with self._committing:
                    self._group.commit(batch)
                with suppress(RuntimeError):  # the loop is closed, so nobody waits
                    self._loop.call_soon_threadsafe(self._answer, batch)

    def _next_batch(self) -> tuple[list[Job], bool]:
        """Wait for one job, then also take the jobs queued behind it."""
        batch: list[Job] = []
        while len(batch) < LARGEST_BATCH:
            try:
                job = self._jobs.get(block=not batch)
            except Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _answer(self, batch: list[Job]) -> None:
        self.pending -= len(batch)
        if not self._left_behind:  # otherwise the reading connection is closed
            self._follow_up()
        for job in batch:
            if job.answer.done():  # the caller was cancelled
                continue
            if job.failure is None:
                job.answer.set_result(job.result)
            else:
                job.answer.set_exception(job.failure)

    def _follow_up(self) -> None:
        try:
            self._committed()
        except Exception:
            logger.exception("What follows a commit has failed; the commit itself stands")


def _one_by_one(connection: Connection, operations: Sequence[Operation[T]]) -> Sequence[T]:
    return [operation(connection) for operation in operations]
