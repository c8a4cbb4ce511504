"""Transfers: export of all notes, and import of notes from files."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterator
from itertools import islice
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import BinaryIO, Final, TypeVar

from anyio import to_thread
from sqlalchemy.engine import Connection

from api.db.sqlite.errors import translating
from api.db.storage import Storage
from api.notes import idempotency
from api.notes.idempotency import Repeat
from api.transfers.apply import Applying
from api.transfers.formats import Format
from api.transfers.models import Wishes
from api.transfers.readers.files import lines
from api.transfers.report import reported
from api.transfers.staging import AT_ONCE, Staging
from api.transfers.writers.export import export

TYPED: Final = frozenset({Format.JSON, Format.NDJSON})
"""formats whose numbers and flags are not texts"""
READING: Final = {True: 0.5, False: 0.1}
"""share of the progress bar for reading the file, by whether it is a dry run"""
Answer = TypeVar("Answer")


class Transfers:
    """Reads and checks files in threads, on its own connections; writes through the one writer.

    :param largest: the maximum bytes of an import, both as sent and unpacked
    """

    def __init__(self, database: Storage, *, largest: int) -> None:
        self._database = database
        self.largest = largest
        self._folder: TemporaryDirectory[str] | None = None

    def new_folder(self) -> Path:
        """A temporary folder for files in transfer; it is removed with the application."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="notes-", ignore_cleanup_errors=True)
        return Path(mkdtemp(dir=self._folder.name))

    def close(self) -> None:
        """Remove all temporary folders."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def export(
        self,
        written: Format,
        *,
        begin: Callable[[int], object] = lambda _: None,
        progress: Callable[[int], object] = lambda _: None,
    ) -> Generator[bytes]:
        """All notes as a file, in pieces; see `writers.export`. The caller reads it in a thread."""
        return export(self._database, written, begin, progress)

    async def take(
        self,
        file: BinaryIO,
        written: Format,
        wishes: Wishes,
        *,
        progress: Callable[[float], object] = lambda _: None,
    ) -> Staging:
        """Import the notes of a file, all in one transaction.

        :param progress: called on the event loop every few rows, with the share done, from 0 to 1
        :return: the rows and their outcomes; the caller closes it
        :raises ImportUnreadable: if the file can't be read to its end; nothing was written
        :raises ImportTooLarge: if a zip unpacks to too much; nothing was written
        :raises ImportMoved: if notes have changed since the preview; nothing was written
        :raises DatabaseUnusable: if the database fails; nothing was written
        """
        reading = READING[wishes.dry_run]

        async def settle(staging: Staging) -> Staging:
            told = _Settled(len(staging), reading, progress)
            await self._settle(_settling(staging, wishes, told.so_far))
            return staging

        return await self._taken(file, written, lambda part: progress(reading * part), settle)

    async def take_once(
        self, file: BinaryIO, written: Format, wishes: Wishes, repeat: Repeat
    ) -> bytes:
        """Import once per idempotency key, and return the short report.

        The answer is stored in the transaction of the import, so a dry run stores none.

        :raises KeyUsed: if another request used that key; nothing was written
        """

        async def settle(staging: Staging) -> bytes:
            settling = _settling(staging, wishes)

            def once(connection: Connection) -> str:
                return idempotency.once(connection, repeat, lambda: _reported(settling, connection))

            answer = await self._database.write(once)
            await to_thread.run_sync(staging.close)
            return answer.encode()

        return await self._taken(file, written, lambda _: None, settle)

    async def _taken(
        self,
        file: BinaryIO,
        written: Format,
        progress: Callable[[float], object],
        settle: Callable[[Staging], Awaitable[Answer]],
    ) -> Answer:
        with translating():  # the staging is a database too
            staging = await to_thread.run_sync(Staging)
            try:
                size = max(1, file.seek(0, SEEK_END))
                file.seek(0)
                steps = self._stage(staging, file, written)
                while (read := await to_thread.run_sync(next, steps, None)) is not None:
                    progress(read / size)
                return await settle(staging)
            except Exception:  # not if it is cancelled: a thread may still use the staging
                staging.close()
                raise

    def _stage(self, staging: Staging, file: BinaryIO, written: Format) -> Iterator[int]:
        """Read and check a few rows at a time, so that the event loop can run in between."""
        rows = lines(file, written, self.largest)
        while staging.add(islice(rows, AT_ONCE), typed=written in TYPED):
            yield file.tell()
        staging.refuse_repeated()

    async def _settle(self, settling: Applying) -> None:
        if settling.dry_run:
            await to_thread.run_sync(self._preview, settling)
        else:
            await self._database.write(settling.run)

    def _preview(self, settling: Applying) -> None:
        with self._database.separate_snapshot() as connection:
            settling.run(connection)


class _Settled:
    """Reports progress on the event loop, from any thread."""

    def __init__(self, rows: int, before: float, progress: Callable[[float], object]) -> None:
        self._rows = max(1, rows)
        self._before = before
        self._progress = progress
        self._loop = asyncio.get_running_loop()

    def so_far(self, rows: int) -> None:
        """Report this many applied rows."""
        part = self._before + (1 - self._before) * rows / self._rows
        self._loop.call_soon_threadsafe(self._progress, min(1.0, part))


def _settling(
    staging: Staging, wishes: Wishes, progress: Callable[[int], object] = lambda _: None
) -> Applying:
    return Applying(
        staging, wishes.on_conflict, wishes.author, wishes.dry_run, wishes.expected, progress
    )


def _reported(settling: Applying, connection: Connection) -> str:
    settling.run(connection)
    return reported(settling.staging, dry_run=settling.dry_run)
