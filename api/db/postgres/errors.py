"""What SQLAlchemy and psycopg raise, by the names of `api.db.errors` and in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from api.db.errors import DatabaseBusy, DatabaseUnusable

BUSY: Final = frozenset({"55P03", "57014", "40P01", "40001"})
"""SQLSTATEs (PostgreSQL's appendix A): a lock or a statement took too long, a deadlock, a conflict
of transactions"""


@contextmanager
def translating() -> Iterator[None]:
    """Translate SQLAlchemy's exceptions into those of `api.db.errors`.

    :raises DatabaseBusy: if another program held a lock for too long
    :raises DatabaseUnusable: if the database fails otherwise, for example without a connection
    """
    try:
        yield
    except Exception as error:
        known = translated(error)
        if known is error:
            raise
        raise known from error


def translated(error: Exception) -> Exception:
    """The exception of this module for one of SQLAlchemy's; any other is returned unchanged."""
    if not isinstance(error, SQLAlchemyError):
        return error
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in BUSY:
        return DatabaseBusy("Another program is writing to the database. Try again in a moment.")
    return DatabaseUnusable(f"The database can't be used: {reason(error)}")


def reason(error: Exception) -> str:
    """The reason of a failure, as a sentence; never the address, which may hold a password."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = cause.diag.message_primary if isinstance(cause, psycopg.Error) else None
    lines = (said or str(cause)).strip().splitlines() or [type(error).__name__]
    return f"{lines[0].removesuffix('.')}."
