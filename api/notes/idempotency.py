"""Requests that are sent again: the same `Idempotency-Key` gets the first answer once more.

As the draft of the IETF has it (draft-ietf-httpapi-idempotency-key-header): what was answered is
kept where the notes are, in the transaction of what was done. So a request that comes twice, from
two connections at once or after a restart, is carried out once.
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
    """A request that may come again.

    :param asked: what is the same for the same request, such as a digest of it
    """

    key: str
    asked: str
    known: bool = False
    """whether it had been answered before"""


def once(connection: Connection, repeat: Repeat, act: Callable[[], str]) -> str:
    """The answer that was given before, or the one that is given now, and kept for 24 hours.

    :raises KeyUsed: if another request had that key
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
    """Forget what is older than 24 hours."""
    connection.execute(delete(Answered).where(_old()))


def are_old(connection: Connection) -> bool:
    """Whether there is anything to forget: it can be asked without a lock."""
    return bool(connection.scalar(select(exists().where(_old()))))


def _old() -> ColumnElement[bool]:
    return col(Answered.answered_at) <= datetime.now(UTC) - KEPT
