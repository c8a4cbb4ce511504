"""What listeners are told at a time, made once for all who are at the same place."""

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
"""bytes that a batch takes beside its changes, with the place of its listener, about"""
RESET: Final = b'id: %d\nevent: reset\ndata: {"revision":%d}\n\n'
STILL_HERE: Final = b":\nid: %d\n\n"


@dataclass(frozen=True)
class ChangeBatch:
    """Changes that are told together; without any, it only tells how far a listener has come.

    :param revision: that of the last change in it, or of a later one that is not to be told
    :param reset: there are changes before it that are no longer kept
    """

    revision: int
    changes: Sequence[Change] = ()
    reset: bool = False

    @cached_property
    def events(self) -> bytes:
        """The part as Server-Sent Events (WHATWG HTML, 9.2.6).

        Without a change it is a comment and an id: nothing is dispatched, but who loses the
        connection goes on from there.
        """
        if self.reset:
            return RESET % (self.revision, self.revision)
        return b"".join([change.event for change in self.changes]) or STILL_HERE % self.revision

    @property
    def messages(self) -> Sequence[str]:
        """The part as `/ws` tells it, one by one; without a change, where a listener is."""
        if self.changes:
            return [change.json for change in self.changes]
        action = "reset" if self.reset else "position"
        return [f'{{"action":"{action}","revision":{self.revision}}}']


class ChangeBatches:
    """Reads the feed for those who listen to it.

    What waits for a listener is not kept: it is read when the listener can take it.
    """

    def __init__(self, feed: ChangeFeed, caches: Caches) -> None:
        self._feed = feed
        self._index = TextIndex(caches)
        self._known = FilteredChanges(caches)
        self._narrowings: WeakValueDictionary[NoteFilter, StreamFilter] = WeakValueDictionary()
        self._kept: Cache[tuple[int, StreamFilter], ChangeBatch] = caches.make(
            "batches for listeners", SHARE, _size
        )
        feed.on_move(lambda _: self._kept.clear())  # there is more now to be told at once

    def narrowing(self, wanted: NoteFilter) -> StreamFilter:
        """The narrowing that all have in common who want the same."""
        found = self._narrowings.get(wanted)
        if found is None:
            found = self._narrowings[wanted] = StreamFilter(wanted, self._index, self._known)
        return found

    def after(self, revision: int, narrowing: StreamFilter) -> ChangeBatch:
        """What comes after a revision, where the feed is beyond it.

        :raises DatabaseUnusable: if the database can't be read
        """
        place = revision, narrowing
        part = self._kept.get(place)
        if part is None:
            part = self._kept.keep(place, self._read(revision, narrowing))
        return part

    def close(self) -> None:
        """Let go of what is kept."""
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
