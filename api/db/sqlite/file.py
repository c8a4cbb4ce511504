"""The database file: whether it is still the open one, whether it is valid and complete."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

from api.db.sqlite.wal import Progress, WriteAheadLog

CONTENT: Final = (
    "SELECT database, unannounced, (SELECT max(seq) FROM note_change),"
    " (SELECT schema_version FROM pragma_schema_version),"
    " (SELECT page_count FROM pragma_page_count),"
    " (SELECT freelist_count FROM pragma_freelist_count) FROM note_epoch"
)
Stat = tuple[int, int, int, int]


class Loss(StrEnum):
    """Why the open file is no longer the file at the path."""

    GONE = "gone"
    REPLACED = "replaced"
    OVERWRITTEN = "overwritten"


def stat_of(file: str | Path) -> Stat | None:
    """Values that change when a file is replaced or written to; None if it does not exist."""
    try:
        found = os.stat(file)  # noqa: PTH116  # asked before each read: a Path costs as much again
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class OpenFile:
    """Compares the file that the connections have open with the file at its path.

    While connections are open, SQLite writes into the file only at checkpoints, by any program, and
    the log's index counts those. Any other change was made past SQLite, for example by ``cp``.

    :param found: the file at the path before the first connection was opened
    """

    def __init__(self, file: Path, found: Stat | None) -> None:
        self._path = file
        self._file = str(file)
        self._wal = WriteAheadLog(file)
        now = stat_of(file)
        self._replaced = found is None or now is None or found[:2] != now[:2]
        self._known = self._look()
        self._emptying = False
        self._held: tuple[object, object] = None, None
        """the state after the last checkpoint, and the file's content at that state"""
        self._held_whole: object = None

    def loss(self) -> Loss | None:
        """Why the file is lost, or None. Takes a few microseconds, in any thread.

        :raises OSError: if the index of the log can't be read
        """
        known, progress = self._known  # read it first: another thread may update it
        found = stat_of(self._file)
        if found == known and not self._replaced:
            return None
        if found is None:
            return Loss.GONE
        if known is None or found[:2] != known[:2] or self._replaced:
            return Loss.REPLACED
        return self._written(progress)

    def remember(self) -> None:
        """Remember the checkpoint progress that belongs to the file's state, if it is not lost.

        Call it after each commit, which may restart the log, and regularly for commits of other
        programs: a file that changes without any progress was overwritten.
        """
        if self.loss() is not None:
            return
        if self._wal.progress() != self._known[1]:
            if (now := self._look())[0] != self._known[0]:
                return
            self._known = now
        if self._held[0] != self._known:  # `loss` may have seen the checkpoint first
            self._hold()

    def is_as_it_was(self) -> bool:
        """Whether the file has the same content, although it was modified past SQLite."""
        known, content = self._held
        return known == self._known and content is not None and content_of(self._path) == content

    def _hold(self) -> None:
        known, content = self._known, content_of(self._path)
        _, (_, backfilled, attempted) = known
        if not (backfilled and self.needs_log):  # a log restarts when all of it is in the file
            self._held_whole = content
        elif content == self._held_whole:
            content = None  # after a partial checkpoint there is nothing to compare it with
        if backfilled == attempted and self._look() == known:
            self._held = known, content

    @contextmanager
    def emptying(self) -> Iterator[bool]:
        """Yield whether the log may be emptied in this block.

        It may if all of it is in the file, since emptying it then leaves the file as it is. Only
        what another program commits within the block is written into the file.
        """
        commits = self._wal.commits()
        # In this order: when all is in the file, only a later commit has SQLite write into it.
        # So without one, this state stays right, whatever another thread puts into `_known`.
        ahead, found = self.needs_log, stat_of(self._file)
        if ahead or self.loss():
            yield False
            return
        self._emptying = True  # changes of the index are no checkpoint meanwhile
        try:
            yield True
            now = self._look()
            self._known = now if self._wal.commits() != commits else (found, now[1])
        finally:
            self._emptying = False

    def _written(self, before: Progress) -> Loss | None:
        """Whether the file was changed by anything but a checkpoint."""
        now = _, (_, backfilled, attempted) = self._look()
        if backfilled < attempted or self._emptying:
            return None  # a checkpoint is in progress
        if now[1] == before:
            return Loss.OVERWRITTEN
        self._known = now
        return None

    def _look(self) -> tuple[Stat | None, Progress]:
        """The file's state and the checkpoint progress, read consistently."""
        while True:
            before, found = self._wal.progress(), stat_of(self._file)
            if self._wal.progress() == before:
                return found, before

    @property
    def needs_log(self) -> bool:
        """Whether the log has data that is not in the file."""
        return self._wal.is_ahead()

    def forgive(self) -> None:
        """Accept the file that is at the path now as the former one."""
        before, self._known = self._known, self._look()
        if self._held[0] == before:
            self._held = self._known, self._held[1]

    def is_at_its_path(self) -> bool:
        """Whether the same file is at the path, for example after it was moved back."""
        found, known = stat_of(self._file), self._known[0]
        return found is not None and known is not None and found[:2] == known[:2]

    def leave_log(self, *, needed: bool) -> None:
        """Remove the log of this file, so that SQLite does not apply it to another file.

        :param needed: whether the log has data that is not in the file: then it is renamed instead
        """
        self._wal.leave(needed=needed)

    def close(self) -> None:
        """Close the index, after all connections to the file."""
        self._wal.close()


def content_of(file: Path) -> object:
    """An identifier of the file's content without its log; None if it can't be read.

    It ignores locks and the log, so it is meaningless during a checkpoint.
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
    """Check the whole file.

    :raises DBAPIError: as all statements do
    :raises ValueError: if it is damaged
    """
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise ValueError(f"the file is damaged: {str(found).splitlines()[-1]}")
