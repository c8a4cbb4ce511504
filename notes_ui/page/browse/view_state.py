"""The view of a page: its query, which its address holds too, and where its window starts."""

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
"""maximum cards of a page: a browser's time for any change grows with them"""


class ViewState:
    """What one page shows.

    :param window: returns the window that the cards show now
    :param moved: called when another view is to be shown
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
        """the id of a note that is to be brought into sight once the view is shown"""
        self.to_top = False
        """whether the page is to be scrolled to its very top once the view is shown"""
        self.at_once = False
        """whether the person before the page has asked for the view, and waits for it"""

    @property
    def query(self) -> NoteQuery:
        """The query of the view."""
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
        """Search while somebody types; all letters together are one entry in the history."""
        shown = urls.parameters(self.query)
        sort = shown.get("sort", "") if self.query.q else ""  # the best matches come first
        query = urls.query_of({**shown, "q": text, "sort": sort})
        if query.q != self.query.q:
            self._write(query, anew=not self.query.q or not query.q)
            self._show(NoteView(query, limit=STEP))

    def follow(self, path: str) -> None:
        """Show the view of the browser's new address, after somebody went back or used a link.

        :param path: such as ``/notes?q=milk``
        """
        query = urls.query_of_path(path)
        if query != self.query:
            self._show(NoteView(query, limit=STEP))

    def go_to(self, view: NoteView) -> None:
        """Show this view, and write its query into the address."""
        self._write(view.query, anew=view.query != self.query)
        self._show(view)

    def show_first(self) -> None:
        """Show the first notes of the query."""
        self.to_top = True
        self._show(NoteView(self.query, limit=STEP))

    async def show_newer(self) -> None:
        """Show 50 more notes before those that are shown."""
        shown, view = self._window(), self.view
        if shown and shown.notes and view.start is not None:
            first = shown.notes[0].id  # at the very top, a browser keeps nothing in place
            start = await self._actions.start_before(self.query, shown.places[0], STEP)
            if self.view is view:  # else the start belongs to another view
                self._show(replace(view, start=start, limit=MOST_CARDS), in_sight=first)

    def show_older(self) -> None:
        """Show 50 more notes after those that are shown; of 100 notes, the first 50 go."""
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
"""the queries of open pages by their JSON; the values are weak references"""


def _one_of(query: NoteQuery) -> NoteQuery:
    """The same object for equal queries: all pages compare them after each change."""
    return _queries.setdefault(query.model_dump_json(), query)
