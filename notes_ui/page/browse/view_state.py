"""Where a page is: its query, which its address holds too, and the window on the notes found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from weakref import WeakValueDictionary

from nicegui import ui

from notes_ui.page.actions.context import PageContext
from notes_ui.page.browse import urls
from notes_ui.ports.notes import Cursor, NoteQuery, NoteView, NoteWindow
from notes_ui.rendering.card_html import Look

STEP: Final = 50
"""notes that are shown at first, and that each press on Show 50 more adds"""
MOST_CARDS: Final = 100
"""cards that a page holds however far one goes: a browser's time for any change grows with them"""


class ViewState:
    """What one page shows.

    :param window: what its cards show now
    :param moved: called when something else is to be shown
    """

    def __init__(
        self,
        context: PageContext,
        query: NoteQuery,
        *,
        window: Callable[[], NoteWindow | None],
        moved: Callable[[], None],
    ) -> None:
        self._client = context.client
        self._actions = context.actions
        self._look = Look(context.home, context.language.code)
        self._window = window
        self._moved = moved
        self.view = NoteView(_one_of(query), limit=STEP)
        self._seen: tuple[NoteQuery, Look] | None = None
        self.in_sight: int | None = None
        """a note that is to be brought into sight once the view is shown"""
        self.to_top = False
        """whether the page is to be scrolled to its very top once the view is shown"""
        self.at_once = False
        """whether the person before the page waits for it"""

    @property
    def query(self) -> NoteQuery:
        """What is shown."""
        return self.view.query

    @property
    def look(self) -> Look:
        """How the cards look in this view."""
        query = self.query
        if self._seen is None or self._seen[0] is not query:
            marked = tuple(query.q.split())
            self._seen = query, replace(self._look, marked=marked, trashed=query.trashed)
        return self._seen[1]

    def search(self, text: str) -> None:
        """Search as somebody types: one entry in the history, however many letters."""
        shown = urls.parameters(self.query)
        sort = shown.get("sort", "") if self.query.q else ""  # the best matches come first
        query = urls.query_of({**shown, "q": text, "sort": sort})
        if query.q != self.query.q:
            self._write(query, anew=not self.query.q or not query.q)
            self._show(NoteView(query, limit=STEP))

    def follow(self, path: str) -> None:
        """Show what the browser's address says by now: somebody went back, or followed a link."""
        query = urls.query_of_path(path)
        if query != self.query:
            self._show(NoteView(query, limit=STEP))

    def go_to(self, view: NoteView) -> None:
        """Show this view, and have the address say so."""
        self._write(view.query, anew=view.query != self.query)
        self._show(view)

    def show_first(self) -> None:
        """Go to the beginning of the query."""
        self.to_top = True
        self._show(NoteView(self.query, limit=STEP))

    async def show_newer(self) -> None:
        """Show 50 before those that are shown."""
        shown, view = self._window(), self.view
        if shown and shown.notes and view.start is not None:
            first = shown.notes[0].id  # at its very top a browser keeps nothing in place by itself
            start = await self._actions.start_before(self.query, shown.places[0], STEP)
            if self.view is view:  # else the place is one of another query
                self._show(replace(view, start=start, limit=MOST_CARDS), in_sight=first)

    def show_older(self) -> None:
        """Show 50 more, and let go of those at the top when they are too many."""
        shown = self._window()
        places = shown.places if shown else ()
        start: Cursor | None = self.view.start if len(places) < MOST_CARDS else places[STEP]
        self._show(replace(self.view, start=start, limit=MOST_CARDS))

    def _show(self, view: NoteView, *, in_sight: int | None = None) -> None:
        self.view = replace(view, query=_one_of(view.query))
        self.in_sight = in_sight
        self.at_once = True
        self._moved()

    def _write(self, query: NoteQuery, *, anew: bool) -> None:
        history = ui.navigate.history
        url = f"{self._look.home}{urls.suffix(query)}"
        with self._client:
            (history.push if anew else history.replace)(url)


_queries: Final[WeakValueDictionary[str, NoteQuery]] = WeakValueDictionary()
"""those that are shown, by what they say; it keeps none that no page shows"""


def _one_of(query: NoteQuery) -> NoteQuery:
    """The same object for equal queries: all pages compare them after each change."""
    return _queries.setdefault(query.model_dump_json(), query)
