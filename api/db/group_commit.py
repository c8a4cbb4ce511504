"""Group commit: one transaction for a batch of operations, and its handling of failures."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from api.db.errors import DatabaseBusy, DatabaseConflict, SharedFailure

PAUSES: Final = (0.02, 0.1, 0.5)
"""seconds before each further attempt of a batch that the database has undone"""

T = TypeVar("T")
Asked = TypeVar("Asked")
Operation = Callable[[Connection], T]
Together = Callable[[Connection, Sequence[Asked]], Sequence[T]]
"""takes several requests, and returns their results in the same order"""


@dataclass(frozen=True, slots=True)
class Failing:
    """How an engine fails."""

    translate: Callable[[Exception], Exception]
    """turns its exceptions into those of `api.db.errors`"""
    is_open: Callable[[Connection], bool]
    """tells whether a transaction is still open after a statement has failed in it"""
    hurry: Callable[[Connection], object] = lambda _: None
    """called in a transaction after somebody has waited for a lock in vain, so that the others of
    the batch do not wait as long again"""


class _RolledBack(Exception):
    """An operation's failure has rolled back the writes of the whole batch."""


@dataclass(slots=True)
class Job:
    """An operation that was requested, and its result."""

    together: Together[Any, Any]
    asked: Any
    answer: asyncio.Future[Any]
    result: Any = None
    failure: BaseException | None = None


class GroupCommit:
    """Commits batches, one at a time.

    :param check: called before and after each transaction; if it raises, the batch fails
    """

    def __init__(
        self,
        engine: Engine,
        failing: Failing,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self._engine = engine
        self._translate, self._is_open = failing.translate, failing.is_open
        self._hurry = failing.hurry
        self._check = check

    def commit(self, batch: list[Job]) -> None:
        """Commit a batch, except for operations that fail; each job then has its result.

        A batch that the database has undone in favour of another program runs again as a whole.
        """
        try:
            self._patiently(self._commit_together, batch)
        except Exception as error:
            failure = self._translate(error)
            if len(batch) > 1 and not isinstance(failure, SharedFailure):
                self._commit_the_sound_ones(batch, has_waited=isinstance(failure, DatabaseBusy))
            else:
                _fail(batch, failure)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self._check()
        with self._engine.begin() as connection:
            yield connection
        self._check()

    def _patiently(self, commit: Callable[[list[Job]], None], batch: list[Job]) -> None:
        for pause in PAUSES:
            try:
                commit(batch)
            except Exception as error:
                if not isinstance(self._translate(error), DatabaseConflict):
                    raise
                time.sleep(pause)
            else:
                return
        commit(batch)

    def _commit_together(self, batch: list[Job]) -> None:
        with self._transaction() as connection:
            for together, jobs in groupby(batch, key=attrgetter("together")):
                _run(connection, together, list(jobs))

    def _commit_the_sound_ones(self, batch: list[Job], *, has_waited: bool) -> None:
        try:
            self._patiently(partial(self._try_each, has_waited=has_waited), batch)
        except _RolledBack:
            self._commit_each(batch)
        except Exception as error:
            failure = self._translate(error)
            if isinstance(failure, SharedFailure):
                _fail(batch, failure)
            else:
                self._commit_each(batch)  # the commit itself has failed, because of one of them

    def _try_each(self, batch: list[Job], *, has_waited: bool) -> None:
        with self._transaction() as connection:
            if has_waited:
                self._hurry(connection)
            for job in batch:
                self._try(job, connection)
                if not has_waited and isinstance(job.failure, DatabaseBusy):
                    has_waited = True
                    self._hurry(connection)

    def _try(self, job: Job, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                _run(connection, job.together, [job])
        except Exception as error:
            if not self._is_open(connection):
                raise _RolledBack from error  # the next savepoint would begin another transaction
            job.failure = self._translate(error)
            if isinstance(job.failure, DatabaseConflict):
                raise  # the others hold locks that may be a part of it

    def _commit_each(self, batch: list[Job]) -> None:
        for number, job in enumerate(batch):
            self.commit([job])
            if isinstance(job.failure, SharedFailure):
                _fail(batch[number:], job.failure)
                break


def _run(connection: Connection, together: Together[Any, Any], jobs: Sequence[Job]) -> None:
    results = together(connection, [job.asked for job in jobs])
    for job, result in zip(jobs, results, strict=True):
        job.result, job.failure = result, None


def _fail(batch: list[Job], failure: Exception) -> None:
    for job in batch:
        job.failure = failure
