"""What SQLAlchemy and psycopg raise, by the names of `api.db.errors` and in words."""

from contextlib import AbstractContextManager
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree

from api.db.errors import DatabaseBusy, DatabaseConflict, DatabaseLost, DatabaseUnusable
from api.db.sql.failures import translating_by

UNDONE: Final = frozenset({"40P01", "40001"})
"""SQLSTATEs (PostgreSQL's appendix A): a deadlock, a conflict of transactions"""
BUSY: Final = UNDONE | {"55P03", "57014"}
"""the same, and a lock or a statement that took too long"""
LOCKED: Final = "Another program is writing to the database. Try again in a moment."
ALL_IN_USE: Final = "All connections to the database are in use. Try again in a moment."
NOTHING_WRITTEN: Final = (
    "The connection to the database was lost, and nothing was written. Try again in a moment."
)
IN_DOUBT: Final = (
    "The connection to the database was lost before it had answered."
    " Look whether the change is there before you try again."
)


def translating() -> AbstractContextManager[None]:
    """Translate SQLAlchemy's exceptions into those of `api.db.errors`.

    :raises DatabaseBusy: if another program held a lock for too long
    :raises DatabaseUnusable: if the database fails otherwise, for example without a connection
    """
    return translating_by(translated)


def translated(error: Exception) -> Exception:
    """The exception of this module for one of SQLAlchemy's; any other is returned unchanged."""
    if not isinstance(error, SQLAlchemyError):
        return error
    if is_busy(error):
        return DatabaseConflict(LOCKED) if _state_of(error) in UNDONE else DatabaseBusy(LOCKED)
    if isinstance(error, NoneFree):
        return DatabaseBusy(ALL_IN_USE)
    return DatabaseUnusable(f"The database can't be used: {reason(error)}")


def translated_for_writers(error: Exception) -> Exception:
    """The same; if the connection is lost, `DatabaseLost`, which nobody writes again after.

    The commit may have happened, and only its answer have been lost.
    """
    if not isinstance(error, DBAPIError):
        return translated(error)
    if error.connection_invalidated:
        return DatabaseLost(IN_DOUBT)
    if isinstance(error.orig, psycopg.OperationalError) and not error.orig.sqlstate:
        return DatabaseLost(f"{NOTHING_WRITTEN} {reason(error)}")
    return translated(error)


def is_busy(error: Exception) -> bool:
    """Whether another program is in the way."""
    return _state_of(error) in BUSY


def _state_of(error: Exception) -> object:
    return getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None


def reason(error: BaseException) -> str:
    """The reason of a failure, as a sentence; never the address, which may hold a password."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = cause.diag.message_primary if isinstance(cause, psycopg.Error) else None
    lines = (said or str(cause)).strip().splitlines() or [type(error).__name__]
    return f"{lines[0].removesuffix('.')}."
