"""Export and import of notes, as the page uses them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from api.transfers.models import ImportReport, Refusal, RowDone
from notes_ui.ports.files import Format, OnConflict

__all__ = ["ImportReport", "Looked", "Refusal", "RowDone", "TransferGateway"]


@dataclass(frozen=True, slots=True)
class Looked:
    """The preview of an import.

    :param met: a digest of the existing notes with the ids of the file's rows, and of their
        versions
    """

    report: ImportReport
    met: str


class TransferGateway(Protocol):
    """Exports all notes to a file, and imports the notes of a file."""

    @property
    def largest(self) -> int:
        """The maximum bytes of an import, both as sent and unpacked."""
        ...

    def new_folder(self) -> Path:
        """Make a temporary folder for files in transfer; it is removed with the application."""
        ...

    def export(self, written: Format, *, progress: Callable[[int], object]) -> Iterator[bytes]:
        """Return all notes as a file, in pieces. The caller reads it in a thread.

        :param progress: called every few notes with their number
        :raises DatabaseUnusable: while it is read, if the database fails
        """
        ...

    async def look(
        self, file: BinaryIO, written: Format, *, progress: Callable[[float], object]
    ) -> Looked:
        """Preview an import that replaces the existing notes with the same ids. Write nothing.

        :param progress: called with the share done, from 0 to 1
        :raises ImportUnreadable: if the file can't be read to its end
        :raises ImportTooLarge: if a zip unpacks to too much
        :raises DatabaseUnusable: if the database fails
        """
        ...

    async def take(
        self,
        file: BinaryIO,
        written: Format,
        on_conflict: OnConflict,
        *,
        expected: str | None,
        progress: Callable[[float], object],
    ) -> ImportReport:
        """Import the notes of a file in one transaction; after an error nothing was written.

        :param on_conflict: what to do with a row whose note exists already and differs
        :param expected: `Looked.met` of the preview; None if there was no preview
        :param progress: called with the share done, from 0 to 1
        :raises ImportMoved: if notes of `Looked.met` have changed since the preview
        :raises ImportUnreadable: if the file can't be read to its end
        :raises ImportTooLarge: if a zip unpacks to too much
        :raises DatabaseUnusable: if the database fails
        """
        ...
