"""Export and import of notes over HTTP."""

import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import BinaryIO, Final

import httpx
from anyio import to_thread

from notes_ui.ports.errors import ImportTooLarge, ImportUnreadable, OutOfReach
from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.remote.answers import Refused, content_of
from notes_ui.ports.remote.connection import CONNECTING, KEY, REVISION, Connection, Params
from notes_ui.ports.transfers import ImportReport, Looked

EXPORT: Final = "/api/export"
IMPORT: Final = "/api/import"
TOTAL: Final = "x-total-count"
PIECE: Final = 256 * 1024
"""bytes"""
SENDING: Final = 0.5
"""share of the progress bar for sending the file"""
PATIENCE: Final = 60.0
"""seconds without a byte of an export after which it has failed"""
MARKS: Final = {
    Format.JSON: b"\n",
    Format.NDJSON: b"\n",
    Format.CSV: b"\n",
    Format.MARKDOWN: b"PK\x03\x04",
}
"""what a file has about once for each note; at the end the number is exact"""
Progress = Callable[[float], object]


class RemoteTransfers:
    """A `TransferGateway` on the API of another process.

    :param largest: the maximum bytes of an import
    """

    def __init__(self, api: Connection, *, largest: int) -> None:
        self._api = api
        self._largest = largest
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
        asked: Params = {"dry_run": True, "on_conflict": OnConflict.REPLACE}
        report = await self._send(file, written, asked, progress)
        return Looked(report, report.met or "")

    async def take(
        self,
        file: BinaryIO,
        written: Format,
        on_conflict: OnConflict,
        *,
        expected: str | None,
        progress: Progress,
    ) -> ImportReport:
        """Import the notes of a file; see `TransferGateway.take`."""
        asked: dict[str, str | bool] = {"on_conflict": on_conflict, "author": "page"}
        if expected is not None:
            asked["expected"] = expected
        return await self._send(file, written, asked, progress)

    async def _send(
        self, file: BinaryIO, written: Format, asked: Params, progress: Progress
    ) -> ImportReport:
        stream = self._api.stream(
            IMPORT,
            params={"format": written, **asked},
            headers={KEY: uuid.uuid4().hex, "content-type": "application/octet-stream"},
            content=_pieces(file, progress),
        )
        try:
            async with stream as answer:
                report = ImportReport.model_validate_json(await answer.aread())
        except Refused as error:
            if error.status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
                raise ImportTooLarge("the file", self._largest) from error
            if error.status == httpx.codes.UNPROCESSABLE_ENTITY:
                raise ImportUnreadable(str(error)) from error
            raise
        except httpx.TransportError as error:
            raise OutOfReach(f"The connection to the API broke: {error}.") from error
        progress(1.0)
        return report


async def _pieces(file: BinaryIO, progress: Progress) -> AsyncIterator[bytes]:
    size, sent = max(1, file.seek(0, SEEK_END)), 0
    file.seek(0)
    while piece := await to_thread.run_sync(file.read, PIECE):
        yield piece
        sent += len(piece)
        progress(SENDING * sent / size)


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
