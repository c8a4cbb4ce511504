"""Why an import, or a row of it, is refused."""


class ImportMoved(Exception):
    """Notes that an import would change have changed since its preview."""


class ImportUnreadable(Exception):
    """A file that can't be read; the text says where it is broken and what to do."""


class ImportTooLarge(Exception):
    """A file that is too large, as sent or unpacked."""

    def __init__(self, what: str, largest: int) -> None:
        super().__init__(f"{what} is larger than {largest} bytes. Send the notes in several parts.")


class RowRefused(Exception):
    """A row that is refused; the text says why."""
