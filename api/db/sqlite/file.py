"""The file itself: whether it is still the one that is open, whether it is sound and whole."""

import logging
import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import Connection

CHECKPOINT: Final = "PRAGMA wal_checkpoint"
INDEX_BYTES: Final = 136
FRAMES, SALTS, BACKFILLED, ATTEMPTED = 16, 32, 96, 128
"""where the index of the log says how many frames the log has, by which salts it is known, how many
frames are in the file, and how many are being written (https://sqlite.org/walformat.html, 2.1)"""
CONTENT: Final = (
    "SELECT database, unannounced, (SELECT max(seq) FROM note_change),"
    " (SELECT schema_version FROM pragma_schema_version),"
    " (SELECT page_count FROM pragma_page_count),"
    " (SELECT freelist_count FROM pragma_freelist_count) FROM note_epoch"
)
Stat = tuple[int, int, int, int]
Progress = tuple[bytes, int, int]
LEFT: Final = (
    "What was written last is only in the log of %s, which is kept as %s. Laid beside that very"
    " file, under its name and “-wal”, it is read by SQLite again."
)
logger = logging.getLogger(__name__)


class Loss(StrEnum):
    """Why what is open is no longer what is at the path."""

    GONE = "gone"
    REPLACED = "replaced"
    OVERWRITTEN = "overwritten"


def stat_of(file: str | Path) -> Stat | None:
    """What changes when a file is replaced or written to; None if there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116  # asked before each read: a Path costs as much again
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _number(index: bytes, place: int) -> int:
    found: tuple[int] = struct.unpack_from("=I", index, place)
    return found[0]


def log_of(file: Path) -> Path:
    """Where SQLite lays the write-ahead log of a database."""
    return file.with_name(f"{file.name}-wal")


def index_of(file: Path) -> Path:
    """Where SQLite lays the index of that log, which all connections share."""
    return file.with_name(f"{file.name}-shm")


class OpenFile:
    """The file that connections have open, compared with what is found at its path.

    While connections are open, SQLite itself writes into the file at checkpoints only, whichever
    program makes them, and the index of the log counts those. What has changed without one was
    written past SQLite, as by ``cp``.

    :param found: what was at the path before the first connection was made
    """

    def __init__(self, file: Path, found: Stat | None) -> None:
        self._path = file
        self._file = str(file)
        log = stat_of(log_of(file))
        self._log = log[:2] if log else None
        # Kept open as long as the connections: to close a file drops all locks that the process has
        # on it (https://sqlite.org/howtocorrupt.html, 2.2).
        self._index = os.open(index_of(file), os.O_RDONLY)
        now = stat_of(file)
        self._replaced = found is None or now is None or found[:2] != now[:2]
        self._known = self._look()
        self._emptying = False
        self._held: tuple[object, object] = None, None
        """what the file held after the last checkpoint, behind what was known of it then"""
        self._held_whole: object = None

    def loss(self) -> Loss | None:
        """Why it is no longer the file at the path, if it is not. A few microseconds, any thread.

        :raises OSError: if the index of the log can't be read
        """
        known, progress = self._known  # before the look: in another thread it may move on
        found = stat_of(self._file)
        if found == known and not self._replaced:
            return None
        if found is None:
            return Loss.GONE
        if known is None or found[:2] != known[:2] or self._replaced:
            return Loss.REPLACED
        return self._written(progress)

    def remember(self) -> None:
        """Remember how far checkpoints have come with the file as it is, if it is not lost.

        To be called after each commit, which may begin the log anew, and now and then for those
        of other programs: that a file was overwritten is told by that nothing has moved on since.
        """
        if self.loss() is not None:
            return
        if self._progress() != self._known[1]:
            if (now := self._look())[0] != self._known[0]:
                return
            self._known = now
        if self._held[0] != self._known:  # `loss` may have seen the checkpoint first
            self._hold()

    def is_as_it_was(self) -> bool:
        """Whether the file holds what it held, though something has changed it past SQLite."""
        known, content = self._held
        return known == self._known and content is not None and content_of(self._path) == content

    def _hold(self) -> None:
        known, content = self._known, content_of(self._path)
        _, (_, backfilled, attempted) = known
        if not (backfilled and self.needs_log):  # a log begins anew when all of it is in the file
            self._held_whole = content
        elif content == self._held_whole:
            content = None  # written to in part, it can't be told from what it was before
        if backfilled == attempted and self._look() == known:
            self._held = known, content

    @contextmanager
    def emptying(self) -> Iterator[None]:
        """Empty the log in the block, for which nothing is written into the file."""
        self._emptying = True  # what the index tells meanwhile is no sign of a checkpoint
        try:
            yield
            self._known = self._known[0], self._look()[1]
        finally:
            self._emptying = False

    def _written(self, before: Progress) -> Loss | None:
        """Whether what has changed the file was anything but a checkpoint."""
        now = _, (_, backfilled, attempted) = self._look()
        if backfilled < attempted or self._emptying:
            return None  # a checkpoint is under way
        if now[1] == before:
            return Loss.OVERWRITTEN
        self._known = now
        return None

    def _look(self) -> tuple[Stat | None, Progress]:
        """The file, and how far checkpoints have come with it, at one moment."""
        while True:
            before, found, after = self._progress(), stat_of(self._file), self._progress()
            if before == after:
                return found, after

    def _progress(self) -> Progress:
        index = self._read_index()
        return index[SALTS : SALTS + 8], _number(index, BACKFILLED), _number(index, ATTEMPTED)

    def _read_index(self) -> bytes:
        return os.pread(self._index, INDEX_BYTES, 0).ljust(INDEX_BYTES, b"\0")

    @property
    def needs_log(self) -> bool:
        """Whether something is in the log that is not in the file."""
        index = self._read_index()
        return _number(index, FRAMES) > _number(index, BACKFILLED)

    def forgive(self) -> None:
        """Take what is at the path now for what was there before."""
        before, self._known = self._known, self._look()
        if self._held[0] == before:
            self._held = self._known, self._held[1]

    def is_at_its_path(self) -> bool:
        """Whether the very file is at the path, as after it was moved back."""
        found, known = stat_of(self._file), self._known[0]
        return found is not None and known is not None and found[:2] == known[:2]

    def leave_log(self, *, needed: bool) -> None:
        """Have no log lie where another file may get it, if that is still the log of this one.

        :param needed: whether something is in it alone: then it is laid aside
        """
        log = log_of(self._path)
        found = stat_of(log)
        if not found or found[:2] != self._log:
            return
        with suppress(OSError):
            if needed:
                left = log.with_name(f"{log.name}.left-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
                log.rename(left)
                logger.warning(LEFT, self._path, left)
            else:
                log.unlink()
            index_of(self._path).unlink()

    def close(self) -> None:
        """Let go of the index, after all connections to the file."""
        os.close(self._index)


def checkpoint(connection: Connection, *, empty: bool = False) -> bool:
    """Write into the file what only its log holds; return whether the file alone is whole now.

    It waits for nobody: what a reader still needs stays in the log.

    :param empty: whether the log is to be emptied as well, for which nobody may read or write
    :raises DBAPIError: never; what fails is not done
    """
    raw: Any = connection.connection.driver_connection
    try:
        busy, in_log, written = raw.execute(
            f"{CHECKPOINT}({'TRUNCATE' if empty else 'PASSIVE'})"
        ).fetchone()
    except sqlite3.Error:
        return False
    return not busy and bool(in_log == written)


def content_of(file: Path) -> object:
    """What tells the content of the file alone, without its log, from any other; None if nothing.

    Neither locks nor a log are looked at, so it says nothing while a checkpoint is under way.
    """
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as alone:
            found: object = alone.execute(CONTENT).fetchone()
            return found
    except sqlite3.Error:
        return None


def check(connection: Connection) -> None:
    """Read all of the file.

    :raises DBAPIError: as all statements do
    :raises ValueError: if it is not sound
    """
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise ValueError(f"the file is damaged: {str(found).splitlines()[-1]}")
