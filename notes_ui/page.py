"""The page `/front/notes`: what it is made of, and how it follows the notes."""

from dataclasses import replace
from typing import Final

from nicegui import Client, ui

from api import __version__
from api.backend import Backend
from api.notes import NoteView
from notes_ui import theme
from notes_ui.actions import Actions
from notes_ui.bare import Bare
from notes_ui.composer import Composer
from notes_ui.garbage import ClosedPages
from notes_ui.note_card import CardActions
from notes_ui.note_list import NoteList
from notes_ui.shared_views import SharedViews

STEP: Final = 50
"""notes that are shown at first, and that each press on Show 50 more adds"""
MOST_CARDS: Final = 100
"""cards that a page holds however far one goes: a browser's time for any change grows with them"""


def add_pages(backend: Backend) -> None:
    """Register the page with NiceGUI."""
    views = SharedViews(backend.notes, backend.feed)
    closed = ClosedPages(
        still_open=lambda: len(backend.broadcaster), busy=lambda: backend.broadcaster.at_work
    )

    @ui.page("/notes", title="Notes")
    def notes_page(client: Client) -> None:
        page = NotesPage(backend, views, client)
        client.on_connect(page.connected)
        client.on_delete(page.leave)
        client.on_delete(closed.add)


class NotesPage:
    """One open page. It costs next to nothing until a browser has connected."""

    def __init__(self, backend: Backend, views: SharedViews, client: Client) -> None:
        self._backend = backend
        self._views = views
        self._client = client
        self._view = NoteView(limit=STEP)
        self._in_sight: int | None = None
        self._moved = False
        self._actions = actions = Actions(backend.notes, client)
        with ui.element("div").classes(theme.SHELL):
            with ui.element("header").classes(theme.HEADER):
                Bare("h1", "Notes")
            with ui.element("div"):
                Composer(actions.create)
                self._list = NoteList(
                    CardActions(actions.set_done, actions.delete, actions.ask_again),
                    newest=self._show_newest,
                    newer=self._show_newer,
                    older=self._show_older,
                    breathe=backend.broadcaster.breathe,
                )
            with ui.element("footer").classes(theme.FOOTER):
                ui.label(f"v{__version__}")
                ui.link("API", "../docs")

    def connected(self) -> None:
        """Follow the notes from now on. Runs at each handshake: also when a browser comes back."""
        self._backend.broadcaster.subscribe(self.refresh)
        self._backend.broadcaster.announce()

    def leave(self) -> None:
        """Follow them no more."""
        self._backend.broadcaster.unsubscribe(self.refresh)

    async def refresh(self) -> None:
        """Read what the page shows, together with all pages that show the same, and repaint.

        Only the broadcaster calls this, so that no two repaints of a page ever overlap.
        """
        if not self._client.has_socket_connection:
            return  # it will read when it is back: what is sent meanwhile would only pile up
        window = await self._views.read(self._view)
        if window is not self._list.window:
            await self._list.show(window, at_once=self._moved)
            self._moved = False
        if self._in_sight is not None:
            self._list.scroll_to(self._in_sight)
            self._in_sight = None

    def _show_newest(self) -> None:
        self._show(NoteView(limit=STEP))

    async def _show_newer(self) -> None:
        shown = self._list.window
        if shown and shown.notes and self._view.start is not None:
            first = shown.notes[0].id  # at its very top a browser keeps nothing in place by itself
            start = await self._actions.start_before(first, STEP)
            self._show(NoteView(start, MOST_CARDS), in_sight=first)

    def _show_older(self) -> None:
        notes = self._list.window.notes if self._list.window else ()
        if len(notes) < MOST_CARDS:
            self._show(replace(self._view, limit=MOST_CARDS))
        else:
            self._show(NoteView(notes[STEP].id, MOST_CARDS))

    def _show(self, view: NoteView, *, in_sight: int | None = None) -> None:
        self._view = view
        self._in_sight = in_sight
        self._moved = True
        self._backend.broadcaster.announce()
