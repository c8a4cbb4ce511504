"""Reads on the event loop. They are short, and give up soon, because all pages wait meanwhile."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy import URL
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from api.db.errors import DatabaseBusy, DatabaseUnusable
from api.db.postgres.address import Patience
from api.db.postgres.connections import NoAnswer
from api.db.postgres.engine import reading_engine
from api.db.postgres.errors import LOCKED, translating

PATIENCE: Final = Patience(connect=2, answer=2.0, statement=2.0, lock=0.1)
REST: Final = 1.0
"""seconds for which nobody reads after a lock was met: each attempt stops all pages"""


class LoopReader:
    """The one connection that reads on the event loop.

    :param silent: called with the error if the server does not answer
    """

    def __init__(self, url: URL, schema: str, *, silent: Callable[[BaseException], object]) -> None:
        self._engine = reading_engine(url, schema, kept=1, patience=PATIENCE)
        self._silent = silent
        self._resting_until = 0.0

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose reads all see one state.

        :raises DatabaseBusy: if somebody has locked a table
        :raises DatabaseUnusable: if the database can't be read
        """
        if time.monotonic() < self._resting_until:
            raise DatabaseBusy(LOCKED)
        try:
            with translating(), self._engine.connect() as connection, connection.begin():
                yield connection
        except DatabaseBusy:
            self._resting_until = time.monotonic() + REST
            raise
        except DatabaseUnusable as error:
            if (cause := error.__cause__) and _is_silence(cause):
                self._silent(cause)
            raise

    def connect(self) -> None:
        """Connect if necessary, so that the next read needs not. In any thread.

        :raises DatabaseUnusable: if the server can't be reached
        """
        with translating(), self._engine.connect():
            pass

    def dispose(self) -> None:
        """Close the connection."""
        self._engine.dispose()


def _is_silence(error: BaseException) -> bool:
    silences = (NoAnswer, psycopg.errors.ConnectionTimeout)
    return isinstance(error, DBAPIError) and isinstance(error.orig, silences)
