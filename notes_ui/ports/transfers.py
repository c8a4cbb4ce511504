"""Export and import of notes, as the page uses them."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
    :param key: names the import of this preview, which may be tried several times
    """

    report: ImportReport
    met: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


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
        looked: Looked | None,
        progress: Callable[[float], object],
    ) -> ImportReport:
        """Import the notes of a file in one transaction.

        After an error nothing was written, unless it is `ImportInDoubt`.

        :param on_conflict: what to do with a row whose note exists already and differs
        :param looked: the preview, for which the notes are imported once; None if there was none
        :param progress: called with the share done, from 0 to 1
        :raises ImportMoved: if notes of `Looked.met` have changed since the preview
        :raises ImportedBefore: if the notes were imported for this preview, with another choice
        :raises ImportInDoubt: if the answer is lost, so that the notes may have been imported
        :raises ImportUnreadable: if the file can't be read to its end
        :raises ImportTooLarge: if a zip unpacks to too much
        :raises DatabaseUnusable: if the database fails
        """
        ...
