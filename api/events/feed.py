"""The change feed: all changes in commit order, and a notification for each new one."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from sqlalchemy import Row, Select, String, bindparam, cast, column, func, select, table
from sqlmodel import col

from api.caches import Cache, Caches
from api.db.errors import DatabaseUnusable
from api.db.sql.expressions import AsStored
from api.db.storage import Readable
from api.db.tables import NoteChange
from api.events.change import Change, change_of

SEQ: Final = col(NoteChange.seq)
MOST_READ: Final = 200
LARGEST_READ: Final = 65536
"""characters of notes: about the size of the server's send buffer"""
SHARE_OF_CHANGES: Final = 12
SHARE_OF_READS: Final = 4
MOST_NAMED: Final = 1000
CHANGED_AT: Final = AsStored(col(NoteChange.changed_at))
EPOCH: Final = table("note_epoch", column("database"), column("unannounced"))
_last: Final = select(SEQ).order_by(SEQ.desc()).limit(1)
_new: Final = (
    select(cast(NoteChange.note_id, String).label("note_id"))
    .where(SEQ > bindparam("since"))
    .order_by(SEQ)
    .limit(MOST_NAMED + 1)
    .subquery()
)
PLACE: Final[Select[Any]] = select(
    EPOCH.c.database,
    EPOCH.c.unannounced,
    _last.scalar_subquery().label("newest"),
    _last.with_only_columns(CHANGED_AT).scalar_subquery().label("changed_at"),
    select(CHANGED_AT).where(SEQ == bindparam("since")).scalar_subquery().label("before"),
    select(func.aggregate_strings(_new.c.note_id, " ")).scalar_subquery().label("new"),
)
"""all in one statement: each would take a round trip on the event loop with PostgreSQL"""
ROWS: Final = (
    select(SEQ, col(NoteChange.action), col(NoteChange.note), col(NoteChange.was))
    .where(SEQ > bindparam("since"))
    .order_by(SEQ)
    .limit(MOST_READ)
)
RowOfChange = tuple[int, str, str, str | None]
Moved = Callable[[Collection[int] | None], None]
logger = logging.getLogger(__name__)


class ChangesForgotten(Exception):
    """The requested changes are no longer stored."""


class ChangeFeed:
    """Follows the changes in the database, by any program.

    The position is updated after each commit of this process, at a steady interval for commits of
    others, and before each read that must not be stale. Every update notifies all listeners.

    :param no_news: returns whether this process is writing something that changes no note; it
        explains a commit without changes
    """

    def __init__(
        self,
        database: Readable,
        caches: Caches,
        *,
        poll_interval: float = 0.05,
        no_news: Callable[[], bool] = lambda: False,
    ) -> None:
        self._database = database
        self._no_news = no_news
        self._poll_interval = poll_interval
        self._listeners: list[Moved] = []
        self._stamp = -1
        self._looked_at = -math.inf
        self.revision = 0
        self.epoch = ""
        """identifies the database and its state: it differs after each change of a note, even in
        the trash, where the feed does not announce it, and after a restored backup"""
        self.rewinds = 0
        """how often the database went back, for example to a restored backup: revisions after that
        point have other changes than before"""
        self.trash_moves = 0
        """how often a look has found changes in the trash, which are no changes of the feed"""
        self._unannounced: object = None
        self._changed_at = ""
        self._changes: Cache[RowOfChange, Change] = caches.make(
            "changes", SHARE_OF_CHANGES, lambda change: change.size
        )
        self._read: Cache[int, Sequence[Change]] = caches.make(
            "reads of the feed", SHARE_OF_READS, size_of_all
        )

    def on_move(self, listener: Moved) -> None:
        """Call a function on the event loop whenever notes have changed.

        It gets the ids of the changed notes, or None if they are unknown.
        """
        self._listeners.append(listener)

    def catch_up(self) -> int:
        """Read all new commits and notify the listeners; return the revision.

        Costs a few microseconds if there are none. On the event loop only.
        """
        if self._database.stamp() != self._stamp:
            before, no_news = self.epoch, self._no_news()
            changed = self._look()
            if self.epoch != before or not no_news:
                self._tell(changed)
        return self.revision

    async def reach(self, revision: int) -> bool:
        """Wait until the feed is at a revision; return whether it is, in the time that may take.

        :raises DatabaseUnusable: if the database can't be checked for changes
        """
        deadline = time.monotonic() + self._database.longest_lag
        while self.catch_up() < revision:
            if time.monotonic() >= deadline:
                return False
            await asyncio.sleep(self._poll_interval)
        return True

    def start_over(self) -> None:
        """Treat the database as a new one, and notify all listeners of it.

        :raises DatabaseUnusable: if it can't be read
        """
        self._stamp = -1
        self.rewinds += 1
        self._look()
        self._tell(None)

    async def follow(self) -> None:
        """Check for changes of other processes, until cancelled."""
        while True:
            try:
                self.catch_up()
                self._looked_at = time.monotonic()
            except DatabaseUnusable:
                pass  # locked for a moment: check again next time
            except Exception:
                logger.exception("Could not check for changes; trying again")
            await asyncio.sleep(self._poll_interval)

    @property
    def lag(self) -> float:
        """Seconds since the last check of `follow`: the feed knows every change older than that."""
        return time.monotonic() - self._looked_at

    def since(self, revision: int) -> Sequence[Change]:
        """Up to 200 changes after the revision, in commit order; fewer if the notes are long.

        :raises ChangesForgotten: if some of them are no longer stored
        """
        if (kept := self._read.get(revision)) is None:
            kept = self._read.keep(revision, self._read_since(revision))
        return kept

    def _read_since(self, revision: int) -> Sequence[Change]:
        changes: list[Change] = []
        size = 0
        asked = {"since": revision}
        with self._database.snapshot() as connection, connection.execute(ROWS, asked) as rows:
            for number, action, note, was in rows:  # read one by one, only as many as are returned
                changes.append(self._change_of((number, action, note, was)))
                size += len(note)
                if size >= LARGEST_READ:
                    break
        first = changes[0].revision if changes else self.revision + 1
        if first > revision + 1:
            raise ChangesForgotten
        return changes

    def _change_of(self, row: RowOfChange) -> Change:
        return self._changes.get(row) or self._changes.keep(row, change_of(*row))

    def _look(self) -> Collection[int] | None:
        """Move on to the newest revision.

        :return: the ids of the changed notes; None if there are too many, or if a commit is not
            explained by the feed
        """
        with self._database.snapshot() as connection:
            since = self.revision
            place = connection.execute(PLACE, {"since": since}).one()
            self._stamp = self._database.stamp()  # that of the snapshot
        rewound = self._move_to(place)
        if rewound or not since < self.revision <= since + MOST_NAMED:
            return None
        ids = (place.new or "").split()
        return {int(each) for each in ids} if len(ids) == self.revision - since else None

    def _move_to(self, place: Row[Any]) -> bool:
        """Move to this state; return whether it does not continue the previous one."""
        newest: int = place.newest or self.revision  # it may have been emptied
        replaced = place.before is not None and place.before != self._changed_at
        rewound = bool(newest < self.revision or replaced)
        self.rewinds += rewound
        self.trash_moves += self._unannounced not in (None, place.unannounced)
        self._unannounced = place.unannounced
        self.revision, self._changed_at = newest, place.changed_at or self._changed_at
        self.epoch = f"{place.database}-{newest}-{self._changed_at}-{place.unannounced}"
        return rewound

    def _tell(self, changed: Collection[int] | None) -> None:
        self._read.clear()
        for listener in self._listeners:
            try:
                listener(changed)
            except Exception:
                logger.exception("A listener has failed; the others are still notified")


def size_of_all(changes: Sequence[Change]) -> int:
    """Approximate bytes of changes."""
    return sum(change.size for change in changes)
