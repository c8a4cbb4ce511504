"""Connections on which nobody waits without end: a frozen server reports nothing by itself."""

from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

T = TypeVar("T")
INTERVAL: Final = 0.1
"""seconds between two checks for Ctrl-C, as psycopg has it"""


class NoAnswer(psycopg.OperationalError):
    """The server has not answered in time. The connection is closed."""


class Bounded(psycopg.Connection[Any]):
    """A connection that is closed if the server takes longer than `longest` seconds to answer."""

    longest: float | None = None

    def wait(self, gen: PQGen[T], interval: float = INTERVAL, timeout: float | None = None) -> T:
        """Wait for an answer.

        :raises NoAnswer: if it does not come in time
        """
        try:
            return super().wait(gen, interval, self.longest if timeout is None else timeout)
        except psycopg.OperationalError as error:
            _close_if_silent(self, error)
            raise


class BoundedAsync(psycopg.AsyncConnection[Any]):
    """The same on an event loop."""

    longest: float | None = None

    async def wait(
        self,
        gen: PQGen[T],
        interval: float = INTERVAL,
        timeout: float | None = None,  # noqa: ASYNC109  # the parameter is psycopg's
    ) -> T:
        """Wait for an answer.

        :raises NoAnswer: if it does not come in time
        """
        try:
            return await super().wait(gen, interval, self.longest if timeout is None else timeout)
        except psycopg.OperationalError as error:
            _close_if_silent(self, error)
            raise


def _close_if_silent(connection: Bounded | BoundedAsync, error: Exception) -> None:
    """Close a connection that still waits for its answer: that would be taken for the next one."""
    if connection.pgconn.transaction_status == TransactionStatus.ACTIVE:
        connection.pgconn.finish()
        raise NoAnswer("the server has not answered in time") from error
