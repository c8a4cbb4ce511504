"""A database's write-ahead log, and the index of it that all connections share."""

import logging
import os
import sqlite3
import struct
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import Connection

CHECKPOINT: Final = "PRAGMA wal_checkpoint"
INDEX_BYTES: Final = 136
COMMITS, FRAMES, SALTS, BACKFILLED, ATTEMPTED = 8, 16, 32, 96, 128
"""offsets in the index: a counter of commits, the number of frames in the log, its salts, the
number of frames in the file, and the number being written (https://sqlite.org/walformat.html,
2.1)"""
LEFT: Final = (
    "The last writes to %s are only in its log, which was saved as %s. To use it, put the log into"
    " the folder of that same file, under the file's name plus “-wal”; SQLite then reads it."
)
logger = logging.getLogger(__name__)
Progress = tuple[bytes, int, int]
"""the salts of the log, the number of its frames in the file, and the number being written"""


def log_of(file: Path) -> Path:
    """The path of a database's write-ahead log."""
    return file.with_name(f"{file.name}-wal")


def index_of(file: Path) -> Path:
    """The path of the log's index, which all connections share."""
    return file.with_name(f"{file.name}-shm")


class WriteAheadLog:
    """Reads the index of a log past SQLite. Takes a few microseconds, in any thread.

    :param file: the database that has been opened
    :raises OSError: if the index can't be read; so do `progress`, `commits` and `is_ahead`
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._inode = _inode(log_of(file))
        # Open as long as the connections: closing a file drops all locks that the process has
        # on it (https://sqlite.org/howtocorrupt.html, 2.2).
        self._open = os.open(index_of(file), os.O_RDONLY)

    def progress(self) -> Progress:
        """How much of the log is in the file.

        While the log is restarted, the index has the new salts, and still the old numbers.
        """
        index = self._read()
        frames, *written = (_number(index, place) for place in (FRAMES, BACKFILLED, ATTEMPTED))
        backfilled, attempted = (number if number <= frames else 0 for number in written)
        return index[SALTS : SALTS + 8], backfilled, attempted

    def commits(self) -> int:
        """A counter that each commit of any program increments, and an emptying does not."""
        return _number(self._read(), COMMITS)

    def is_ahead(self) -> bool:
        """Whether the log has data that is not in the file."""
        index = self._read()
        return _number(index, FRAMES) > _number(index, BACKFILLED)

    def leave(self, *, needed: bool) -> None:
        """Remove the log, unless another one is at its path by now.

        :param needed: whether it has data that is not in the file: then it is renamed instead
        """
        log = log_of(self._file)
        if self._inode is None or _inode(log) != self._inode:
            return
        with suppress(OSError):
            if needed:
                left = log.with_name(f"{log.name}.left-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
                log.rename(left)
                logger.warning(LEFT, self._file, left)
            else:
                log.unlink()
            index_of(self._file).unlink()

    def close(self) -> None:
        """Close it, after all connections to the file."""
        os.close(self._open)

    def _read(self) -> bytes:
        return os.pread(self._open, INDEX_BYTES, 0).ljust(INDEX_BYTES, b"\0")


def _inode(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _number(index: bytes, place: int) -> int:
    found: tuple[int] = struct.unpack_from("=I", index, place)
    return found[0]


def checkpoint(connection: Connection, *, empty: bool = False) -> bool:
    """Write the log back into the file; return whether the file alone is complete now.

    It waits for nobody: pages that a reader still needs stay in the log.

    :param empty: whether to empty the log too, which fails if anybody reads or writes
    :raises DBAPIError: never; a failure leaves the log unchanged
    """
    raw: Any = connection.connection.driver_connection
    try:
        busy, in_log, written = raw.execute(
            f"{CHECKPOINT}({'TRUNCATE' if empty else 'PASSIVE'})"
        ).fetchone()
    except sqlite3.Error:
        return False
    return not busy and bool(in_log == written)
