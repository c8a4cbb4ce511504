"""What pages show, read once for all pages that show the same."""

from collections.abc import Collection
from typing import Final

from cachetools import LRUCache

from api.changes import ChangeFeed
from api.notes import Notes, NoteView, NoteWindow

KEPT_VIEWS: Final = 256


class SharedViews:
    """Windows on the notes, kept until the database moves."""

    def __init__(self, notes: Notes, feed: ChangeFeed) -> None:
        self._notes = notes
        self._feed = feed
        self._windows: LRUCache[NoteView, NoteWindow] = LRUCache(KEPT_VIEWS)
        feed.on_move(self._forget)

    async def read(self, view: NoteView) -> NoteWindow:
        """What the view holds now. The same object as long as nothing has changed.

        :raises DatabaseUnusable: if the database can't be read
        """
        self._feed.catch_up()
        if (kept := self._windows.get(view)) is not None:
            return kept
        window = await self._notes.window(view)
        self._windows[view] = window
        return window

    def _forget(self, _: Collection[int] | None) -> None:
        self._windows.clear()
