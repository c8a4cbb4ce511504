"""Why an import, or a row of it, is refused."""


class ImportMoved(Exception):
    """Somebody has changed notes that an import meets since it was looked at."""


class ImportUnreadable(Exception):
    """A file that can't be read, from some place on; the text says where, and what to do."""


class ImportTooLarge(Exception):
    """A file that is longer than may be, as it is or unpacked."""

    def __init__(self, what: str, largest: int) -> None:
        super().__init__(f"{what} is larger than {largest} bytes. Send the notes in several parts.")


class RowRefused(Exception):
    """A row that can't be taken; the text says why."""
