"""Files of notes: what the page asks of an export and an import."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from api.transfers.models import ImportReport, Refusal, RowDone
from notes_ui.ports.files import Format, OnConflict

__all__ = ["ImportReport", "Looked", "Refusal", "RowDone", "TransferGateway"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What an import would do.

    :param met: stands for the notes that the file meets, as they were when it was looked at
    """

    report: ImportReport
    met: str


class TransferGateway(Protocol):
    """Writes all notes as a file, and takes the notes of a file."""

    @property
    def largest(self) -> int:
        """How many bytes an import may have, as it is sent and as it is unpacked."""
        ...

    def new_folder(self) -> Path:
        """Make a folder for files that are under way; it is removed with the application."""
        ...

    def export(self, written: Format, *, progress: Callable[[int], object]) -> Iterator[bytes]:
        """Return all notes as a file, in pieces. Read it in a thread.

        :param progress: called with the number of notes in each piece
        :raises DatabaseUnusable: while it is read, if the notes can't be reached
        """
        ...

    async def look(
        self, file: BinaryIO, written: Format, *, progress: Callable[[float], object]
    ) -> Looked:
        """Return what an import of the file would do, if it wrote over what it meets.

        :param progress: called with how much is done, from 0 to 1
        :raises ImportUnreadable: if the file can't be read to its end
        :raises ImportTooLarge: if too much comes out of a zip
        :raises DatabaseUnusable: if the notes can't be reached
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
        """Make and change the notes that a file holds, all in one transaction, or none of them.

        :param expected: what `Looked.met` was
        :param progress: called with how much is done, from 0 to 1
        :raises ImportMoved: if notes have changed since somebody looked
        :raises ImportUnreadable: if the file can't be read to its end
        :raises ImportTooLarge: if too much comes out of a zip
        :raises DatabaseUnusable: if the notes can't be reached
        """
        ...
