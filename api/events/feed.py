"""The change feed: what has changed, in commit order, and the news that something has."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from sqlalchemy import Row, Select, String, bindparam, column, select, table, type_coerce
from sqlmodel import col

from api.caches import Cache, Caches
from api.db.database import Database
from api.db.errors import DatabaseUnusable
from api.db.tables import NoteChange
from api.events.change import Change, change_of

SEQ: Final = col(NoteChange.seq)
MOST_READ: Final = 200
LARGEST_READ: Final = 65536
"""characters of notes: about as much as a server's buffer takes before it has a listener wait"""
SHARE_OF_CHANGES: Final = 12
SHARE_OF_READS: Final = 4
MOST_NAMED: Final = 1000
CHANGED_AT: Final = type_coerce(col(NoteChange.changed_at), String)
EPOCH: Final = table("note_epoch", column("database"), column("unannounced"))
_last: Final = select(SEQ).order_by(SEQ.desc()).limit(1)
PLACE: Final[Select[Any]] = select(
    EPOCH.c.database,
    EPOCH.c.unannounced,
    _last.scalar_subquery().label("newest"),
    _last.with_only_columns(CHANGED_AT).scalar_subquery().label("changed_at"),
    select(CHANGED_AT).where(SEQ == bindparam("since")).scalar_subquery().label("before"),
)
IDS: Final = select(SEQ, col(NoteChange.note_id)).where(SEQ > bindparam("since")).order_by(SEQ)
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
    """Changes were asked for that the feed no longer keeps."""


class ChangeFeed:
    """Follows the database, whoever changes it.

    The position is brought up to date after each commit of this process, at a steady interval for
    those of others, and before each read that must not be stale: whoever looks first tells all.

    :param no_news: tells whether this process is just writing something that is no change of a
        note, so that a commit that changes none needs no other explanation
    """

    def __init__(
        self,
        database: Database,
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
        """which database it is, and how far it has come: another after each change of a note, also
        after those in the trash, which are no news, and after those of a file that was put back"""
        self.rewinds = 0
        """how often the database has gone back, as when a backup is restored into its file: the
        revisions from there on are others than before"""
        self._changed_at = ""
        self._changes: Cache[RowOfChange, Change] = caches.make(
            "changes", SHARE_OF_CHANGES, lambda change: change.size
        )
        self._read: Cache[int, Sequence[Change]] = caches.make(
            "reads of the feed", SHARE_OF_READS, size_of_all
        )

    def on_move(self, listener: Moved) -> None:
        """Have a function called on the event loop whenever the notes have moved.

        It gets the ids of the notes that have changed, or None if that is not known.
        """
        self._listeners.append(listener)

    def catch_up(self) -> int:
        """Notice all that is committed by now and tell the listeners; return the revision.

        Costs a few microseconds if there was nothing. On the event loop only.
        """
        if self._database.stamp() != self._stamp:
            before, no_news = self.epoch, self._no_news()
            changed = self._look()
            if self.epoch != before or not no_news:
                self._tell(changed)
        return self.revision

    def start_over(self) -> None:
        """Take the database for another than before, and tell all listeners that it is.

        :raises DatabaseUnusable: if it can't be read
        """
        self._stamp = -1
        self.rewinds += 1
        self._look()
        self._tell(None)

    async def follow(self) -> None:
        """Look for changes of other processes, until cancelled."""
        while True:
            try:
                self.catch_up()
                self._looked_at = time.monotonic()
            except DatabaseUnusable:
                pass  # a moment's lock: the next look will do
            except Exception:
                logger.exception("Could not look for changes; trying again")
            await asyncio.sleep(self._poll_interval)

    @property
    def lag(self) -> float:
        """Seconds since the last look that `follow` has made: no change is older and not known."""
        return time.monotonic() - self._looked_at

    def since(self, revision: int) -> Sequence[Change]:
        """Up to 200 changes after the revision, in commit order; of long notes fewer.

        :raises ChangesForgotten: if some of them are no longer kept
        """
        if (kept := self._read.get(revision)) is None:
            kept = self._read.keep(revision, self._read_since(revision))
        return kept

    def _read_since(self, revision: int) -> Sequence[Change]:
        changes: list[Change] = []
        size = 0
        asked = {"since": revision}
        with self._database.snapshot() as connection, connection.execute(ROWS, asked) as rows:
            for number, action, note, was in rows:  # one by one, and none that is not told now
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

        :return: the notes that have changed; None if there are too many to name, or if something
            was committed that the feed does not explain
        """
        with self._database.snapshot() as connection:
            since = self.revision
            place = connection.execute(PLACE, {"since": since}).one()
            self._stamp = self._database.stamp()  # that of the snapshot
            rewound = self._move_to(place)
            if rewound or not since < self.revision <= since + MOST_NAMED:
                return None
            rows = connection.execute(IDS, {"since": since}).all()
        return {row.note_id for row in rows} if len(rows) == self.revision - since else None

    def _move_to(self, place: Row[Any]) -> bool:
        """Take the place over; return whether it does not follow from the one of before."""
        newest: int = place.newest or self.revision  # it may have been emptied
        replaced = place.before is not None and place.before != self._changed_at
        rewound = bool(newest < self.revision or replaced)
        self.rewinds += rewound
        self.revision, self._changed_at = newest, place.changed_at or self._changed_at
        self.epoch = f"{place.database}-{newest}-{self._changed_at}-{place.unannounced}"
        return rewound

    def _tell(self, changed: Collection[int] | None) -> None:
        self._read.clear()
        for listener in self._listeners:
            try:
                listener(changed)
            except Exception:
                logger.exception("A listener has failed; the others are told all the same")


def size_of_all(changes: Sequence[Change]) -> int:
    """Bytes that changes take, about."""
    return sum(change.size for change in changes)
