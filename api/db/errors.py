"""What can be wrong with the database, by name."""

from typing import Final

NO_DRIVER: Final = (
    "PostgreSQL needs a driver. Install it: pip install 'notes-in-every-browser[postgres]'"
)


class SharedFailure(Exception):
    """A failure of the whole batch: running each operation alone would fail too."""


class DatabaseUnusable(Exception):
    """The database can't be opened, read or written; the text says why."""


class DatabaseBusy(DatabaseUnusable, SharedFailure):
    """Another program has kept the database locked for longer than the busy timeout."""


class DatabaseLost(DatabaseUnusable, SharedFailure):
    """The file was moved, deleted, replaced or overwritten; the text says what to do."""
