"""One open page: when it begins and ends to follow the notes, and how it is repainted."""

import asyncio
from typing import Final

from fastapi import Request
from nicegui import Client

from notes_ui.page.drafts.restore import DraftRestore
from notes_ui.page.layout import PageLayout
from notes_ui.page.shared import Shared
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.errors import OutOfReach
from notes_ui.ports.notes import NoteQuery, NoteWindow
from notes_ui.rendering.card_html import Look
from notes_ui.runtime.browser_cookie import browser_of

AGAIN: Final = 2.0
"""seconds until a page whose notes were out of reach is repainted"""


class PageSession:
    """One open page. Until a browser has connected, it has no cards and reads no notes."""

    def __init__(
        self, backend: PageBackend, shared: Shared, client: Client, request: Request
    ) -> None:
        self._backend = backend
        self._tabs = shared.presence.tabs
        self._views = shared.views
        self._presence = shared.presence
        self._client = client
        self._browser = browser_of(request)
        self._pages = shared.pages
        self._offers = shared.offers
        self._shown: NoteWindow | None = None
        """the window that the whole page shows; None if a repaint has failed, or was put off"""
        self._parts = parts = PageLayout(backend, shared, client, request, again=self._again)
        self._resuming = DraftRestore(backend.drafts, shared.orphaned, client, parts)
        self._open_tab: str | None = None
        self._has_connected = False
        client.sub_pages_router.on_path_changed(self._follow)

    def connected(self) -> None:
        """Follow the notes from now on. Runs at each handshake, also when a browser reconnects."""
        parts = self._parts
        self._count_tab(self._client.tab_id)
        self._pages.connect(self._browser, self)
        parts.composer.connected()
        if self._has_connected:
            parts.doubt()
        self._has_connected = True
        self._backend.before_close[self] = parts.flush
        self._presence.arrive(parts.list)
        self._presence.edit(parts.list, parts.editing.note_id)
        self._offers.subscribe(self._browser, self._doubt_offers)
        self._backend.rounds.subscribe(self.refresh)
        self._backend.rounds.announce()

    async def disconnected(self) -> None:
        """Count the page as left, and store what was typed, unless another socket is connected."""
        if not self._client.has_socket_connection:
            self._pages.lose(self._browser, self)
            self._presence.leave(self._parts.list)
            self._count_tab(None)
            await self._parts.flush()

    def leave(self) -> None:
        """Stop following the notes, because NiceGUI deletes the page."""
        self._pages.forget(self._browser, self)
        self._count_tab(None)
        self._presence.leave(self._parts.list)
        self._offers.unsubscribe(self._browser, self._doubt_offers)
        self._backend.rounds.unsubscribe(self.refresh)
        self._backend.before_close.pop(self, None)

    async def refresh(self) -> None:
        """Read the window of the view, which pages with the same view share, and repaint.

        Only the broadcaster calls this, so that no two repaints of a page ever overlap. If the
        notes are out of reach, the page says so, and tries again after a moment: a single answer
        may be missing while all else goes on.

        :raises DatabaseUnusable: if the notes can't be read; the broadcaster tries again
        """
        telling = self._parts.telling
        try:
            await self._refresh()
        except OutOfReach:
            telling.say_away()
            asyncio.get_running_loop().call_later(AGAIN, self._again)
        else:
            telling.say_back()

    async def _refresh(self) -> None:
        if not self._client.has_socket_connection:
            return  # messages would only pile up; `connected` announces another round
        browsing = self._parts.browsing
        view, query, look = browsing.view, browsing.query, browsing.look
        window = await self._views.read(view)
        if browsing.view is not view or not self._client.has_socket_connection:
            return  # another round is announced, for the new view
        if window is not self._shown or not self._parts.list.is_sure:
            self._shown = None
            if await self._repaint(window, query, look):
                self._shown = window
        await self._greet()

    def _again(self) -> None:
        self._backend.rounds.announce_to(self.refresh)

    async def _repaint(self, window: NoteWindow, query: NoteQuery, look: Look) -> bool:
        """Show the window; return whether all of it is shown."""
        parts, browsing = self._parts, self._parts.browsing
        at_once, browsing.at_once = browsing.at_once, False
        opens = parts.list.window is None
        step = await parts.list.show(window, look, at_once=at_once)
        if step is None:  # nothing moves under the pointer, not even what stands above the list
            await parts.editing.meet()
            return False
        parts.toolbar.show(query, window)
        parts.above.show(query, window)
        parts.below.show(query, window)
        parts.selection.meet()
        parts.current.settle()
        if not (at_once or opens):
            parts.above.tell(step)
        await parts.editing.meet()
        parts.toggles.meet(window.notes)
        await parts.history.meet()
        await parts.tag_list.meet(query)
        return True

    async def _greet(self) -> None:
        """Show what does not depend on the notes: who is here, and restored drafts."""
        parts, browsing = self._parts, self._parts.browsing
        parts.header.show_here(len(self._presence))
        parts.list.marks.edit(self._presence.edited(but_by=parts.list))
        await self._resuming.resume()
        await parts.unfinished.meet()
        if browsing.in_sight is not None:
            parts.list.scroll_to(browsing.in_sight)
            browsing.in_sight = None
        if browsing.to_top:
            browsing.to_top = False
            parts.shell.run_method("scrollIntoView")

    def _count_tab(self, tab: str | None) -> None:
        """Count this page as open in a tab; None: in no tab."""
        if self._open_tab:
            self._tabs.close(self._open_tab)
        if tab:
            self._tabs.open(tab)
            self._offers.tell(self._browser)  # others no longer offer what is typed here
        self._open_tab = tab

    def _doubt_offers(self) -> None:
        self._parts.unfinished.doubt()
        self._again()

    def _follow(self, path: str) -> None:
        """Show the view of the browser's new address, after back, forward or a link."""
        self._parts.browsing.follow(path)
        self._parts.header.show_search(self._parts.browsing.query.q)
