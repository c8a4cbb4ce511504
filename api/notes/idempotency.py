"""Idempotency: a request with the same `Idempotency-Key` gets the first answer again.

This follows the IETF's draft (draft-ietf-httpapi-idempotency-key-header). The answer is stored in
the notes' database, in the transaction of the change. So a request that arrives twice, over two
connections at once or after a restart, is carried out once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.tables import Answered
from api.notes.errors import KeyUsed

KEPT: Final = timedelta(hours=24)


@dataclass(slots=True)
class Repeat:
    """A request that may be sent again.

    :param asked: identifies the request's content, for example a digest of it
    """

    key: str
    asked: str
    known: bool = False
    """whether the request was answered before"""


def once(connection: Connection, repeat: Repeat, act: Callable[[], str]) -> str:
    """The stored answer to the request; without one, run `act` and store its answer for 24 hours.

    :raises KeyUsed: if another request used that key
    """
    here = col(Answered.key) == repeat.key
    since = datetime.now(UTC) - KEPT
    found = connection.execute(
        select(col(Answered.asked), col(Answered.answer)).where(
            here, col(Answered.answered_at) > since
        )
    ).first()
    repeat.known = found is not None
    if found:
        if found.asked != repeat.asked:
            raise KeyUsed
        return str(found.answer)
    answer = act()
    connection.execute(delete(Answered).where(here))
    row = {"key": repeat.key, "asked": repeat.asked, "answer": answer}
    connection.execute(insert(Answered).values(row | {"answered_at": datetime.now(UTC)}))
    return answer


def discard_old(connection: Connection) -> None:
    """Delete answers that are older than 24 hours."""
    connection.execute(delete(Answered).where(_old()))


def are_old(connection: Connection) -> bool:
    """Whether there are answers to delete; this needs no write lock."""
    return bool(connection.scalar(select(exists().where(_old()))))


def _old() -> ColumnElement[bool]:
    return col(Answered.answered_at) <= datetime.now(UTC) - KEPT
