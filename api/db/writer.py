"""Group commit: one thread writes, and whoever waits meanwhile shares its next commit.

A durable commit costs a sync of the disk, whatever it holds. While one is under way the next
requests queue up, and all of them are made durable together by the following one; each is
answered after the commit that holds it. Requests of the same kind that follow each other share a
statement as well, if they can.
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

from api.db.group_commit import Asked, GroupCommit, Job, Operation, T, Together

LARGEST_BATCH: Final = 256
LONGEST_GOODBYE: Final = 1.0
"""seconds"""
logger = logging.getLogger(__name__)


class Writer:
    """The only writer of this process.

    :param committed: called on the event loop after each commit, before anyone is answered
    :param translate: turns what the engine raises into an error of ours
    :param check: called before and after each transaction; if it raises, nobody is told of success
    """

    def __init__(
        self,
        engine: Engine,
        *,
        committed: Callable[[], object],
        translate: Callable[[Exception], Exception],
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self._group = GroupCommit(engine, translate, check)
        self._committing = Lock()
        self._committed = committed
        self.pending = 0
        """how many wait for their commit"""
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
        """Run the operation for what is asked, and for whatever others ask of it just then.

        It runs in the writer's thread, and may run up to three times: if one of a batch fails, the
        batch is rolled back and run again, with each at its own risk.

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
        """Whether it may still write."""
        return self._thread.is_alive()

    def between(self, act: Callable[[], bool]) -> bool:
        """Do something while nothing is written here, in any thread; return what it returns.

        Nobody is made to wait for the sake of it: False if something is being written.
        """
        if not self._committing.acquire(blocking=False):
            return False
        try:
            return act()
        finally:
            self._committing.release()

    async def stop(self) -> None:
        """Answer everybody who still waits, then end the thread.

        Where it is still at it after a second, say because of another program's lock, it is left
        behind: it may yet commit what it has begun, but nothing follows that here any more.
        """
        self._stopped = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join, LONGEST_GOODBYE)
        if self._thread.is_alive():
            self._left_behind = True
            logger.warning("The writer is busy and is left behind: what waits may not be written")

    def _run(self) -> None:
        stopping = False
        while not stopping:
            batch, stopping = self._next_batch()
            if batch:
                with self._committing:
                    self._group.commit(batch)
                with suppress(RuntimeError):  # the loop has closed, and nobody waits any more
                    self._loop.call_soon_threadsafe(self._answer, batch)

    def _next_batch(self) -> tuple[list[Job], bool]:
        """Wait for one job, then take those that have queued up behind it."""
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
        if not self._left_behind:  # else the connection that looks for changes is closed
            self._follow_up()
        for job in batch:
            if job.answer.done():  # whoever asked has gone away
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
