"""Export and import of notes over HTTP."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import BinaryIO, Final

import httpx

from notes_ui.ports.errors import OutOfReach
from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.remote.answers import content_of
from notes_ui.ports.remote.connection import CONNECTING, REVISION, Connection, Params
from notes_ui.ports.remote.imports import Import, Imports, Progress
from notes_ui.ports.transfers import ImportReport, Looked

EXPORT: Final = "/api/export"
TOTAL: Final = "x-total-count"
PATIENCE: Final = 60.0
"""seconds without a byte of an export after which it has failed"""
MARKS: Final = {
    Format.JSON: b"\n",
    Format.NDJSON: b"\n",
    Format.CSV: b"\n",
    Format.MARKDOWN: b"PK\x03\x04",
}
"""what a file has about once for each note; at the end the number is exact"""


class RemoteTransfers:
    """A `TransferGateway` on the API of another process.

    :param largest: the maximum bytes of an import that a browser may send
    """

    def __init__(self, api: Connection, *, largest: int) -> None:
        self._api = api
        self._largest = largest
        self._imports = Imports(api)
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def largest(self) -> int:
        """The maximum bytes of an import, both as sent and unpacked."""
        return self._largest

    def new_folder(self) -> Path:
        """Make a temporary folder for files in transfer; it is removed with the application."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="notes-", ignore_cleanup_errors=True)
        return Path(mkdtemp(dir=self._folder.name))

    def close(self) -> None:
        """Remove all temporary folders."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def export(self, written: Format, *, progress: Callable[[int], object]) -> Iterator[bytes]:
        """Return all notes as a file, in pieces; see `TransferGateway.export`."""
        try:
            with (
                httpx.Client(
                    base_url=self._api.url,
                    headers={REVISION: str(self._api.revision)},
                    timeout=httpx.Timeout(PATIENCE, connect=CONNECTING),
                    trust_env=self._api.trusts_environment,
                ) as client,
                client.stream("GET", EXPORT, params={"format": written}) as answer,
            ):
                if not answer.is_success:
                    answer.read()
                    content_of(answer)
                yield from _counted(answer, MARKS[written], progress)
        except httpx.TransportError as error:
            raise OutOfReach(f"The connection to the API broke: {error}.") from error

    async def look(self, file: BinaryIO, written: Format, *, progress: Progress) -> Looked:
        """Preview an import; see `TransferGateway.look`."""
        asked: Params = {
            "format": written,
            "dry_run": True,
            "on_conflict": OnConflict.REPLACE,
        }
        report = await self._imports.send(Import(file, asked, progress))
        return Looked(report, report.met or "")

    async def take(
        self,
        file: BinaryIO,
        written: Format,
        on_conflict: OnConflict,
        *,
        looked: Looked | None,
        progress: Progress,
    ) -> ImportReport:
        """Import the notes of a file; see `TransferGateway.take`."""
        asked: dict[str, str] = {"format": written, "on_conflict": on_conflict, "author": "page"}
        if looked:
            asked["expected"] = looked.met
        key = looked.key if looked else uuid.uuid4().hex
        return await self._imports.send(Import(file, asked, progress, key))


def _counted(
    answer: httpx.Response, mark: bytes, progress: Callable[[int], object]
) -> Iterator[bytes]:
    """The pieces of an export; tell how many notes they have."""
    told = answer.headers.get(TOTAL, "")
    left = int(told) if told.isdecimal() else 0
    for piece in answer.iter_bytes():
        notes = min(left, piece.count(mark))
        left -= notes
        progress(notes)
        yield piece
    progress(left)
