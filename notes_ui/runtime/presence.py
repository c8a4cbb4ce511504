"""Who is here, and what they are editing: known to this process only, and never stored."""

from collections import Counter
from collections.abc import Callable, Hashable, KeysView


class OpenTabs:
    """The tabs that have the page open, by their ids: what is typed there is in good hands."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @property
    def ids(self) -> KeysView[str]:
        """The tabs that are open now."""
        return self._open.keys()

    def open(self, tab: str) -> None:
        """Count a page of the tab; while it is loaded anew there are two."""
        self._open[tab] += 1

    def close(self, tab: str) -> None:
        """Count it no more."""
        self._open[tab] -= 1
        if self._open[tab] <= 0:
            del self._open[tab]


class Presence:
    """The open pages, and the note that each of them edits.

    :param changed: called when somebody has come, left, begun or ended
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._pages: set[Hashable] = set()
        self._editing: dict[Hashable, int] = {}
        """asked by all pages after each change, so without those who edit nothing"""
        self.tabs = OpenTabs()

    def __len__(self) -> int:
        return len(self._pages)

    def arrive(self, page: Hashable) -> None:
        """Count a page, if it is not counted yet."""
        if page not in self._pages:
            self._pages.add(page)
            self._changed()

    def leave(self, page: Hashable) -> None:
        """Count it no more; what it was editing is free."""
        if page in self._pages:
            self._pages.remove(page)
            self._editing.pop(page, None)
            self._changed()

    def edit(self, page: Hashable, note_id: int | None) -> None:
        """Tell what the page edits from now on, if anything."""
        if page not in self._pages or self._editing.get(page) == note_id:
            return
        if note_id is None:
            del self._editing[page]
        else:
            self._editing[page] = note_id
        self._changed()

    def edited(self, *, but_by: Hashable) -> set[int]:
        """The notes that others are editing."""
        return {note_id for page, note_id in self._editing.items() if page != but_by}
