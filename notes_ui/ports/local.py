"""The ports, implemented by the parts of an application in this process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread

from api.backend import Backend
from api.notes.models import Author
from api.transfers.models import Wishes
from api.transfers.report import short_report
from api.transfers.service import Transfers
from notes_ui.ports.backend import LastWrites, PageBackend, PageLimits
from notes_ui.ports.caches import Caches
from notes_ui.ports.changes import Changes, Rounds
from notes_ui.ports.drafts import DraftStore
from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.notes import NotesGateway
from notes_ui.ports.presence import Elsewhere
from notes_ui.ports.transfers import ImportReport, Looked, TransferGateway


@dataclass(frozen=True, slots=True)
class LocalBackend:
    """A `PageBackend` whose parts are those of the application itself."""

    notes: NotesGateway
    drafts: DraftStore
    transfers: TransferGateway
    changes: Changes
    rounds: Rounds
    elsewhere: Elsewhere
    caches: Caches
    limits: PageLimits
    before_close: LastWrites


class LocalTransfers:
    """A `TransferGateway` on the database of this process."""

    def __init__(self, transfers: Transfers) -> None:
        self._transfers = transfers

    @property
    def largest(self) -> int:
        """The maximum bytes of an import, both as sent and unpacked."""
        return self._transfers.largest

    def new_folder(self) -> Path:
        """Make a temporary folder for files in transfer; it is removed with the application."""
        return self._transfers.new_folder()

    def export(self, written: Format, *, progress: Callable[[int], object]) -> Iterator[bytes]:
        """Return all notes as a file, in pieces; see `TransferGateway.export`."""
        return self._transfers.export(written, progress=progress)

    async def look(
        self, file: BinaryIO, written: Format, *, progress: Callable[[float], object]
    ) -> Looked:
        """Preview an import; see `TransferGateway.look`."""
        return await self._run(file, written, Wishes(OnConflict.REPLACE, dry_run=True), progress)

    async def take(
        self,
        file: BinaryIO,
        written: Format,
        on_conflict: OnConflict,
        *,
        looked: Looked | None,
        progress: Callable[[float], object],
    ) -> ImportReport:
        """Import the notes of a file; see `TransferGateway.take`."""
        expected = looked.met if looked else None
        wishes = Wishes(on_conflict, author=Author.PAGE, expected=expected)
        return (await self._run(file, written, wishes, progress)).report

    async def _run(
        self,
        file: BinaryIO,
        written: Format,
        wishes: Wishes,
        progress: Callable[[float], object],
    ) -> Looked:
        staging = await self._transfers.take(file, written, wishes, progress=progress)
        report = await to_thread.run_sync(lambda: short_report(staging, dry_run=wishes.dry_run))
        return Looked(ImportReport.model_validate_json(report), staging.met)


def local(backend: Backend) -> PageBackend:
    """Return the ports of the page, on the parts of an application."""
    settings = backend.settings
    return LocalBackend(
        notes=backend.notes.by(Author.PAGE),
        drafts=backend.drafts,
        transfers=LocalTransfers(backend.transfers),
        changes=backend.feed,
        rounds=backend.broadcaster,
        elsewhere=backend.neighbours,
        caches=backend.caches,
        limits=PageLimits(settings.reconnect_timeout, settings.trash_days),
        before_close=backend.before_close,
    )
