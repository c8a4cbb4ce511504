"""Writes the log back into the file at quiet moments, and reopens a lost file."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from api.db.errors import DatabaseUnusable
from api.db.silent_writes import SilentWrites
from api.db.sqlite.database import Database
from api.db.sqlite.file import Loss, Stat, stat_of
from api.db.sqlite.wal import log_of
from api.db.threads import in_thread

PACE: Final = 0.2
"""seconds between two checks"""
QUIET: Final = 1.0
"""seconds without a write by any program after which the log is written back"""
SETTLED: Final = 1.0
"""seconds for which a file must not change before it is opened: it may still be being copied"""
AGAIN: Final = 5.0
"""seconds until an unchanged file that could not be opened is tried again"""
UNSOUND: Final = (
    "{error} Put the file of your notes, or a backup, there. Until then nothing can be written."
)
logger = logging.getLogger(__name__)


class _Steady:
    """Measures how long something has not changed."""

    def __init__(self) -> None:
        self._last: object = None
        self._since = time.monotonic()

    def for_seconds(self, now: object) -> float:
        """Seconds since the value was last different."""
        if now != self._last:
            self._last, self._since = now, time.monotonic()
        return time.monotonic() - self._since

    def begin(self) -> None:
        """Restart the measurement."""
        self._since = time.monotonic()


class FileKeeper:
    """Maintains the file of an open database.

    :param aside: the same database, for writes that pages need not notice
    :param opened: called on the event loop after a reopening; the file may be another one
    :param emptied: called on the event loop after the log was emptied, which looks like a commit
    """

    def __init__(
        self,
        database: Database,
        aside: SilentWrites,
        *,
        opened: Callable[[], object],
        emptied: Callable[[], object],
    ) -> None:
        self._database, self._aside = database, aside
        self._opened, self._emptied = opened, emptied
        self._log, self._found = _Steady(), _Steady()
        self._left = False
        self._refused: Stat | None = None
        self._refused_at = 0.0

    async def run(self) -> None:
        """Check the file regularly, until cancelled."""
        while True:
            try:
                await self._look()
            except Exception:
                logger.exception("Could not maintain the file; trying again")
            await asyncio.sleep(PACE)

    async def _look(self) -> None:
        loss = self._database.loss()
        if loss is None:
            self._database.connections.file.remember()
            await self._write_back()
        elif self._left or await self._leave(loss):
            await self._open_anew()

    async def _write_back(self) -> None:
        """Write the log back into the file, if nobody has written for a moment."""
        database = self._database
        log = stat_of(log_of(database.file))
        steady = self._log.for_seconds(log)
        if log is None or not log[2] or steady < QUIET or database.writing:
            return
        self._log.begin()  # pages that a reader needs are written back later
        connections = database.connections
        if await in_thread(connections.write_back):
            with self._aside.unnoticed():  # it looks like a commit, but changes no note
                await in_thread(lambda: database.between_writes(connections.empty_log))
                self._emptied()

    async def _leave(self, loss: Loss) -> bool:
        """Close the lost file; return whether all its users have ended."""
        database, connections = self._database, self._database.connections
        if loss is Loss.OVERWRITTEN and await in_thread(connections.is_as_it_was):
            database.find()
            return False
        if not await database.stop() or not await in_thread(lambda: connections.abandon(loss)):
            return False
        connections.leave()
        self._left = True
        logger.warning("%s", database.words)
        return True

    async def _open_anew(self) -> None:
        found = stat_of(self._database.file)
        steady = self._found.for_seconds(found)
        if found is None:
            self._database.lose(Loss.GONE)
        elif steady >= SETTLED and not self._was_refused(found):
            await self._try(found)

    def _was_refused(self, found: Stat) -> bool:
        return found == self._refused and time.monotonic() - self._refused_at < AGAIN

    async def _try(self, found: Stat) -> None:
        try:
            copy = await self._database.open_anew()
        except DatabaseUnusable as error:
            if found != self._refused:
                logger.warning("%s", error)
            self._refused, self._refused_at = found, time.monotonic()
            self._database.lose(Loss.REPLACED, UNSOUND.format(error=error))
            return
        self._left, self._refused = False, None
        if copy:
            logger.info("The database was upgraded. A copy from before is in %s", copy)
        logger.warning("The file %s is open again", self._database.file)
        self._opened()
