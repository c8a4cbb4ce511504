"""Batches of changes, read and encoded once for all subscribers at the same position."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from weakref import WeakValueDictionary

from api.caches import Cache, Caches
from api.db.sqlite.search import TextIndex
from api.events.change import Change
from api.events.feed import ChangeFeed, ChangesForgotten, size_of_all
from api.events.filtering import FilteredChanges, StreamFilter
from api.notes.reading.query import NoteFilter

SHARE: Final = 5
OVERHEAD: Final = 1000
"""approximate bytes of a batch without its changes, with its key"""
RESET: Final = b'id: %d\nevent: reset\ndata: {"revision":%d}\n\n'
TRASH: Final = b'id: %d\nevent: trash\ndata: {"revision":%d}\n\n'
STILL_HERE: Final = b":\nid: %d\n\n"


@dataclass(frozen=True)
class ChangeBatch:
    """Changes that are sent together; an empty batch only sends the position.

    :param revision: that of the last change in it, or of a later change that was filtered out
    :param reset: whether changes before it are no longer stored
    :param trash: whether notes in the trash have changed
    """

    revision: int
    changes: Sequence[Change] = ()
    reset: bool = False
    trash: bool = False

    @cached_property
    def events(self) -> bytes:
        """The batch as Server-Sent Events (WHATWG HTML, 9.2.6).

        An empty batch is a comment and an id: the client dispatches no event, but resumes from
        there.
        """
        if self.reset:
            return RESET % (self.revision, self.revision)
        if self.trash:
            return TRASH % (self.revision, self.revision)
        return b"".join([change.event for change in self.changes]) or STILL_HERE % self.revision

    @property
    def messages(self) -> Sequence[str]:
        """The batch as messages of `/ws`; an empty batch is the position."""
        if self.changes:
            return [change.json for change in self.changes]
        action = "reset" if self.reset else "trash" if self.trash else "position"
        return [f'{{"action":"{action}","revision":{self.revision}}}']


class ChangeBatches:
    """Reads the feed for its subscribers.

    Nothing is queued for a subscriber: its next batch is read when it is ready for it.
    """

    def __init__(self, feed: ChangeFeed, caches: Caches) -> None:
        self._feed = feed
        self._index = TextIndex(caches)
        self._known = FilteredChanges(caches)
        self._narrowings: WeakValueDictionary[NoteFilter, StreamFilter] = WeakValueDictionary()
        self._kept: Cache[tuple[int, StreamFilter], ChangeBatch] = caches.make(
            "batches for listeners", SHARE, _size
        )
        feed.on_move(lambda _: self._kept.clear())  # a batch would be larger now

    def narrowing(self, wanted: NoteFilter) -> StreamFilter:
        """The filter that all subscribers with the same query share."""
        found = self._narrowings.get(wanted)
        if found is None:
            found = self._narrowings[wanted] = StreamFilter(wanted, self._index, self._known)
        return found

    def after(self, revision: int, narrowing: StreamFilter) -> ChangeBatch:
        """The batch after a revision that the feed has passed.

        :raises DatabaseUnusable: if the database can't be read
        """
        place = revision, narrowing
        part = self._kept.get(place)
        if part is None:
            part = self._kept.keep(place, self._read(revision, narrowing))
        return part

    def close(self) -> None:
        """Clear the caches."""
        self._kept.clear()
        self._index.close()

    def _read(self, revision: int, narrowing: StreamFilter) -> ChangeBatch:
        try:
            changes = self._feed.since(revision)
        except ChangesForgotten:
            return ChangeBatch(self._feed.revision, reset=True)
        return ChangeBatch(changes[-1].revision, narrowing.told(changes))


def _size(part: ChangeBatch) -> int:
    """With all events in one piece; each is less than a fifth of its change."""
    return OVERHEAD + size_of_all(part.changes) * 6 // 5
