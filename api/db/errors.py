"""What can be wrong with the database, by name."""


class SharedFailure(Exception):
    """Raise from, or for, an operation to fail its whole batch: trying each alone is of no use."""


class DatabaseUnusable(Exception):
    """The database can't be opened, read or written; the text says why."""


class DatabaseBusy(DatabaseUnusable, SharedFailure):
    """Another program has kept the database locked for longer than the busy timeout."""


class DatabaseLost(DatabaseUnusable, SharedFailure):
    """The file is not there any more, or it is another one; the text says what to do."""
