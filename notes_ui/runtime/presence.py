"""Who is here, and what they are editing; it is never stored."""

from collections import Counter
from collections.abc import Callable, Hashable, KeysView

from notes_ui.ports.presence import Elsewhere


class OpenTabs:
    """The ids of the tabs that have the page open; other tabs do not offer their drafts."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @property
    def ids(self) -> KeysView[str]:
        """The tabs that are open now."""
        return self._open.keys()

    def open(self, tab: str) -> None:
        """Count a page of the tab; a tab that reloads has two pages for a moment."""
        self._open[tab] += 1

    def close(self, tab: str) -> None:
        """Stop counting one page of the tab."""
        self._open[tab] -= 1
        if self._open[tab] <= 0:
            del self._open[tab]


class Presence:
    """The open pages, and the note that each of them edits.

    :param changed: called when a page has come or left, and when it edits another note or none
    :param elsewhere: the pages of other processes
    """

    def __init__(self, changed: Callable[[], object], elsewhere: Elsewhere) -> None:
        self._announce = changed
        self._elsewhere = elsewhere
        elsewhere.on_change(changed)
        self._pages: set[Hashable] = set()
        self._editing: dict[Hashable, int] = {}
        """the edited note of each page that edits one; all pages read it after each change"""
        self.tabs = OpenTabs()

    def __len__(self) -> int:
        return len(self._pages) + self._elsewhere.pages

    def arrive(self, page: Hashable) -> None:
        """Count a page, if it is not counted yet."""
        if page not in self._pages:
            self._pages.add(page)
            self._changed()

    def leave(self, page: Hashable) -> None:
        """Stop counting a page; it edits no note any more."""
        if page in self._pages:
            self._pages.remove(page)
            self._editing.pop(page, None)
            self._changed()

    def edit(self, page: Hashable, note_id: int | None) -> None:
        """Set the note that a page edits, if any; a page that is not counted is ignored."""
        if page not in self._pages or self._editing.get(page) == note_id:
            return
        if note_id is None:
            del self._editing[page]
        else:
            self._editing[page] = note_id
        self._changed()

    def edited(self, *, but_by: Hashable) -> set[int]:
        """The ids of the notes that are edited on other pages than this one."""
        here = {note_id for page, note_id in self._editing.items() if page != but_by}
        return here.union(self._elsewhere.editing)

    def _changed(self) -> None:
        self._elsewhere.tell(len(self._pages), {*self._editing.values()})
        self._announce()
