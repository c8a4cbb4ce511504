"""The parts of one running application, connected and opened together."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final

from api.caches import Caches
from api.db.clock import CLOCKS, Clocks, PassingTime
from api.db.errors import NO_DRIVER, DatabaseUnusable
from api.db.silent_writes import SilentWrites
from api.db.sqlite.database import Database
from api.db.sqlite.maintenance import FileKeeper
from api.db.storage import Keeper, Storage
from api.events.broadcaster import Broadcaster
from api.events.feed import ChangeFeed
from api.events.last_writes import LastWrites
from api.events.neighbours import Neighbours
from api.events.stream import ChangeStream
from api.http.response_cache import ResponseCache
from api.notes.drafts.store import Drafts
from api.notes.reading.windows import NoteWindows
from api.notes.store import NoteStore
from api.settings import Settings
from api.telemetry.metrics import Metrics
from api.transfers.service import Transfers

TIDY: Final = 3600
"""seconds"""
logger = logging.getLogger(__name__)


MakeKeeper = Callable[[SilentWrites, Callable[[], object], Callable[[], object]], Keeper]
"""takes the database for writes that pages need not notice, and what to call on the event loop when
it is another database, and when there may be something new"""


def _storage(settings: Settings) -> tuple[Storage, MakeKeeper, Neighbours]:
    """The database that the settings name, what keeps it, and the other processes on it.

    :raises DatabaseUnusable: if the URL is invalid, or its driver is not installed
    """
    url, limits = settings.database_url, (settings.busy_timeout, settings.kept_changes)
    if url.startswith("postgres"):
        try:
            from api.db.postgres.database import Database as Postgres
            from api.db.postgres.follower import Follower
        except ImportError as error:
            raise DatabaseUnusable(NO_DRIVER) from error
        postgres = Postgres(url, busy_timeout=limits[0], kept_changes=limits[1])
        others = Neighbours(postgres.schema)
        return (
            postgres,
            lambda _aside, _opened, moved: Follower(postgres, others, moved=moved),
            others,
        )
    file = Database(url, busy_timeout=limits[0], kept_changes=limits[1])

    def keeper(
        aside: SilentWrites, opened: Callable[[], object], moved: Callable[[], object]
    ) -> Keeper:
        return FileKeeper(file, aside, opened=opened, emptied=moved)

    return file, keeper, Neighbours()


class Backend:
    """The notes, their feed and its subscribers, on one database."""

    def __init__(self, settings: Settings, *, clocks: Clocks = CLOCKS) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.caches = caches = Caches(settings.cache_megabytes)
        self.database, make_keeper, self.neighbours = _storage(settings)
        self.notes = NoteStore(self.database, NoteWindows(self.database, caches))
        self.transfers = Transfers(self.database, largest=settings.largest_import)
        aside = SilentWrites(self.database)
        self.drafts = Drafts(aside)
        self.feed = ChangeFeed(
            self.database,
            caches,
            poll_interval=settings.poll_interval,
            no_news=lambda: self.database.tells_all or aside.under_way,
        )
        self.time = PassingTime(self.database, clocks)
        self.stream = ChangeStream(self.feed, caches)
        self.kept_answers = ResponseCache(self.feed, caches)
        self.broadcaster = Broadcaster(
            gives_way=lambda: self.database.writing, made=self.metrics.refreshed
        )
        self.before_close = LastWrites()
        self.keeper = make_keeper(aside, self._start_over, self._catch_up)
        self.database.on_commit(self._catch_up)
        self.feed.on_move(self.notes.forget)
        self.feed.on_move(lambda _: self.broadcaster.announce())
        self._watch()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open the database and follow it; close everything at the end.

        :raises DatabaseUnusable: if the database can't be opened
        """
        if copy := self.database.open():
            logger.info("The database was upgraded. A copy from before is in %s", copy)
        tasks: list[asyncio.Task[None]] = []
        try:
            self.feed.catch_up()
            tasks += [
                asyncio.create_task(task())
                for task in (
                    self.keeper.run,
                    self.feed.follow,
                    self.broadcaster.run,
                    self.stream.watch,
                    self._tidy_up,
                )
            ]
            yield
        finally:
            await self.before_close.run()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.database.close()
            self.transfers.close()

    def _catch_up(self) -> None:
        with contextlib.suppress(DatabaseUnusable):  # `ChangeFeed.follow` tries again
            self.feed.catch_up()

    def _start_over(self) -> None:
        self.notes.forget_all()
        self.feed.start_over()

    def _watch(self) -> None:
        for name, said, read in (
            ("notes_open_pages", "Pages that follow the notes.", lambda: len(self.broadcaster)),
            ("notes_writer_queue", "Writes that wait for a commit.", lambda: self.database.waiting),
            (
                "notes_cache_bytes",
                "Approximate size of all caches together.",
                lambda: sum(self.caches.sizes().values()),
            ),
            (
                "notes_cache_ceiling_bytes",
                "Maximum size of all caches together.",
                self.caches.ceiling,
            ),
            ("notes_feed_revision", "The revision of the last change.", lambda: self.feed.revision),
            (
                "notes_feed_lag_seconds",
                "Time since the last check for other processes' changes.",
                lambda: self.feed.lag,
            ),
        ):
            self.metrics.watch(name, said, read)

    async def _tidy_up(self) -> None:
        """Delete old data for good, now and once an hour."""
        old = timedelta(days=self.settings.trash_days)
        while True:
            for what, discard in (
                ("The trash", partial(self.notes.empty_trash, older_than=old)),
                ("Drafts", self.drafts.discard_old),
                ("Answers to repeated requests", self.notes.discard_old_answers),
            ):
                await _discard(what, partial(self._if_sure, discard))
            await asyncio.sleep(TIDY)

    async def _if_sure(self, discard: Callable[[], Awaitable[object]]) -> None:
        """Delete only if the clock is trusted, because deletion can't be undone."""
        if await self.time.is_sure():
            await discard()


async def _discard(what: str, discard: Callable[[], Awaitable[object]]) -> None:
    """Log a failure, so that it stops neither the others nor the next attempt."""
    try:
        await discard()
    except DatabaseUnusable as error:
        logger.warning("%s could not be tidied up; trying again in an hour. %s", what, error)
    except Exception:
        logger.exception("%s could not be tidied up; trying again in an hour", what)
