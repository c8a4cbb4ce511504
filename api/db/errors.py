"""What can be wrong with the database, by name."""

from typing import Final

NO_DRIVER: Final = (
    "PostgreSQL needs a driver. Install it: pip install 'notes-in-every-browser[postgres]'"
)


class SharedFailure(Exception):
    """A failure of the whole batch: running each operation alone would fail too."""


class DatabaseUnusable(Exception):
    """The database can't be opened, read or written; the text says why."""


class DatabaseBusy(DatabaseUnusable):
    """Another program has kept what was asked for locked for longer than the busy timeout."""


class DatabaseConflict(DatabaseBusy):
    """The database has undone the transaction in favour of another one; the same may work now."""


class DatabaseLocked(DatabaseBusy, SharedFailure):
    """It has kept the whole database locked."""


class DatabaseLost(DatabaseUnusable, SharedFailure):
    """The database is out of reach, or was moved, deleted or replaced; the text says what to do."""
