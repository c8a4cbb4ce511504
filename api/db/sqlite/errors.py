"""What SQLAlchemy raises, by the names of `api.db.errors` and in words."""

from contextlib import AbstractContextManager

from sqlalchemy.exc import DBAPIError, OperationalError

from api.db.errors import DatabaseLocked, DatabaseUnusable
from api.db.sql.failures import translating_by
from api.db.sqlite import engine as sqlite


def translating() -> AbstractContextManager[None]:
    """Translate SQLAlchemy's exceptions into those of `api.db.errors`.

    :raises DatabaseLocked: if another program held the lock for too long
    :raises DatabaseUnusable: if the database fails otherwise, for example on a full disk
    """
    return translating_by(translated)


def translated(error: Exception) -> Exception:
    """The exception of this module for one of SQLAlchemy's; any other is returned unchanged."""
    if isinstance(error, OperationalError) and sqlite.is_busy(error):
        return DatabaseLocked("Another program is writing to the database. Try again in a moment.")
    if isinstance(error, DBAPIError):
        return DatabaseUnusable(f"The database can't be used: {reason(error)}")
    return error


def reason(error: Exception) -> str:
    """The reason of a failure, as a sentence."""
    why = str(error.orig if isinstance(error, DBAPIError) else error)
    return sqlite.WORDS.get(why, f"{why.removesuffix('.')}.")
