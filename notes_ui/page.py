"""The page `/front/notes`: what it is made of, and how it follows the notes."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from fastapi import Request
from nicegui import Client, ui
from nicegui.language import Language as QuasarLanguage
from nicegui.storage import request_contextvar

from api import __version__
from api.backend import Backend
from api.drafts import Draft
from api.models import Author, NoteUpdate
from api.notes import NoteWindow
from notes_ui import address, header, theme, uploading, words
from notes_ui.actions import Actions
from notes_ui.bare import TextButton
from notes_ui.browsing import Browsing
from notes_ui.card_text import Look
from notes_ui.composer import Composer
from notes_ui.confirmation import Confirmation
from notes_ui.draft_keeper import DraftKeeper
from notes_ui.editing import Editing
from notes_ui.emptying import Emptying
from notes_ui.files import Files
from notes_ui.garbage import ClosedPages
from notes_ui.hands import Hands
from notes_ui.header import Header
from notes_ui.language import QUASAR, Language, preferred
from notes_ui.late_typing import LateTyping
from notes_ui.note_card import CardActions
from notes_ui.note_history import NoteHistory
from notes_ui.note_list import NoteList
from notes_ui.presence import Presence
from notes_ui.selection import Selection
from notes_ui.shared_views import SharedViews
from notes_ui.shortcuts import Shortcuts
from notes_ui.surroundings import Above, Below
from notes_ui.tag_list import TagList
from notes_ui.text_actions import TextActions
from notes_ui.toolbar import Toolbar
from notes_ui.undo import Undo

PATH: Final = address.PAGE


class NotesRoute(ui.page):
    """A page in the language and the light that its browser prefers."""

    def resolve_language(self) -> QuasarLanguage | None:
        """What Quasar speaks, and what the page says it is written in."""
        request = request_contextvar.get()
        return QUASAR[preferred(request).code] if request else None  # type: ignore[return-value]

    def resolve_dark(self) -> bool | None:
        """Whether the page is dark from its first moment; None for what the system has."""
        request = request_contextvar.get()
        return header.chosen(request) if request else None


def add_pages(backend: Backend) -> None:
    """Register the page with NiceGUI."""
    views = SharedViews(backend.notes, backend.feed, turn=lambda: backend.broadcaster.rounds)
    presence = Presence(backend.broadcaster.announce)
    closed = ClosedPages(
        still_open=lambda: len(backend.broadcaster), busy=lambda: backend.broadcaster.at_work
    )
    header.add_memory()
    uploading.let_go_of_uploads()
    late = backend.notes.by(Author.PAGE)
    LateTyping(
        backend.drafts, lambda note_id, done: late.update(note_id, NoteUpdate(done=done))
    ).listen()

    @NotesRoute(PATH, title="Notes", reconnect_timeout=backend.settings.reconnect_timeout)
    def notes_page(client: Client, request: Request) -> None:
        request_contextvar.set(request)  # which NiceGUI does only where it keeps sessions
        page = NotesPage(backend, views, presence, client, request)
        client.on_connect(page.connected)
        client.on_disconnect(page.disconnected)
        client.on_delete(page.leave)
        client.on_delete(closed.add)


class NotesPage:
    """One open page. It costs next to nothing until a browser has connected."""

    def __init__(
        self,
        backend: Backend,
        views: SharedViews,
        presence: Presence,
        client: Client,
        request: Request,
    ) -> None:
        self._backend = backend
        self._views = views
        self._presence = presence
        self._client = client
        self._shown: NoteWindow | None = None
        """what all of the page shows, if that is sure: what has failed is tried again"""
        self._resumed = False
        language = preferred(request)
        self._keeper = DraftKeeper(backend.drafts)
        self._notes = backend.notes.by(Author.PAGE)
        self._actions = Actions(self._notes, client, language)
        self._browsing = Browsing(
            client,
            self._actions,
            address.query_of(request.query_params),
            Look(address.home(request), language.code),
            window=lambda: self._list.window,
            moved=backend.broadcaster.announce,
        )
        client.sub_pages_router.on_path_changed(self._follow)
        with ui.element("div").classes(theme.SHELL) as self._shell:
            self._build(language, address.home(request), header.chosen(request))

    def connected(self) -> None:
        """Follow the notes from now on. Runs at each handshake: also when a browser comes back."""
        self._keeper.tab = self._client.tab_id
        self._backend.before_close[self] = self._keeper.flush
        self._presence.arrive(self._list)
        self._presence.edit(self._list, self._editing.note_id)
        self._backend.broadcaster.subscribe(self.refresh)
        self._backend.broadcaster.announce()

    async def disconnected(self) -> None:
        """Nobody is here, until the browser comes back."""
        if not self._client.has_socket_connection:
            self._presence.leave(self._list)
            await self._keeper.flush()

    def leave(self) -> None:
        """Follow the notes no more."""
        self._presence.leave(self._list)
        self._backend.broadcaster.unsubscribe(self.refresh)
        self._backend.before_close.pop(self, None)

    async def refresh(self) -> None:
        """Read what the page shows, together with all pages that show the same, and repaint.

        Only the broadcaster calls this, so that no two repaints of a page ever overlap.
        """
        if not self._client.has_socket_connection:
            return  # it will read when it is back: what is sent meanwhile would only pile up
        browsing = self._browsing
        query, look = browsing.query, browsing.look
        window = await self._views.read(browsing.view)
        if window is not self._shown:
            self._shown = None
            at_once, browsing.at_once = browsing.at_once, False
            step = await self._list.show(window, look, at_once=at_once)
            self._toolbar.show(query, window)
            self._above.show(query, window)
            self._below.show(query, window)
            self._selection.meet()
            self._hands.settle()
            if not at_once:
                self._above.tell(step)
            await self._editing.meet()
            await self._history.meet()
            await self._tag_list.meet(query)
            self._shown = window
        await self._greet()

    def _follow(self, path: str) -> None:
        """Go where the browser has gone: back, forward, or to what a link says."""
        self._browsing.follow(path)
        self._header.show_search(self._browsing.query.q)

    def _typing(self) -> None:
        self._shortcuts.release()
        self._hands.stay()

    async def _greet(self) -> None:
        """What does not depend on the notes: who is here, what was typed before."""
        self._header.show_here(len(self._presence))
        self._list.marks.edit(self._presence.edited(but_by=self._list))
        if not self._resumed and self._client.tab_id:
            drafts = await self._backend.drafts.of(self._client.tab_id)
            self._resumed = True  # else it is tried again: the database may have been busy
            await self._resume(drafts)
        if self._browsing.in_sight is not None:
            self._list.scroll_to(self._browsing.in_sight)
            self._browsing.in_sight = None
        if self._browsing.to_top:
            self._browsing.to_top = False
            self._shell.run_method("scrollIntoView")

    async def _resume(self, drafts: Sequence[Draft]) -> None:
        """Go on with what was typed before; with the focus there, if that was just now."""
        for draft in drafts:
            if draft.base is None:
                self._composer.resume(draft)
        await self._editing.resume(drafts)
        last = max(drafts, key=attrgetter("saved_at"), default=None)
        if last is None or not last.is_recent:
            self._shortcuts.release()
            return
        self._shortcuts.hold()
        place = self._composer if last.base is None else self._editing
        place.focus(last.field)

    def _build(self, language: Language, home: str, dark: bool | None) -> None:
        browsing, actions = self._browsing, self._actions
        texts = TextActions(self._notes, actions, language)
        emptying = Emptying(self._notes, actions, Confirmation(self._client, language))
        self._hands = hands = Hands(actions, texts, emptying)
        self._header = Header(
            language,
            home=home,
            dark=dark,
            query=browsing.query.q,
            search=browsing.search,
            focused=self._typing,
        )
        with ui.element("div"):  # Quasar puts the page into a `main`
            self._composer = Composer(
                actions.create, self._keeper.keep, language, focused=self._typing
            )
            self._tag_list = TagList(self._notes, actions, self._client, language, home=home)
            self._toolbar = Toolbar(language, home=home, more=self._tag_list.open)
            self._above = Above(
                language,
                first=browsing.show_first,
                newer=browsing.show_newer,
                empty_trash=emptying.empty_trash,
            )
            self._list = NoteList(
                CardActions(
                    set_done=hands.set_done,
                    delete=hands.delete,
                    restore=hands.restore,
                    press=hands.press,
                    key=hands.key,
                    focus=hands.focus,
                    press_again=actions.press_again,
                ),
                language,
                commanded=hands.command,
                breathe=self._backend.broadcaster.breathe,
            )
            self._below = Below(
                language,
                home=home,
                trash_days=self._backend.settings.trash_days,
                older=browsing.show_older,
            )
        self._selection = Selection(
            actions,
            texts,
            emptying,
            self._list,
            language,
            leaving=hands.expect_to_lose,
            cleared=hands.focus_current,
        )
        self._files = Files(
            self._backend.transfers, self._client, language, counted=self._list.counted
        )
        with ui.element("footer").classes(theme.FOOTER):
            ui.label(f"v{__version__}")
            ui.link(language.say(words.API), "../docs")
            files = TextButton(language.say(words.FILES), self._files.open)
            files.classes(theme.FOOTER_BUTTON)
        actions.undo = Undo(self._client, language, actions.take_back, pressed=hands.focus_current)
        keys = {"n": self._composer.focus, "/": self._header.focus_search}
        self._shortcuts = Shortcuts(
            {**hands.keys(), **keys}, self._client, language, opening={"n", "/", "e"}
        )
        ui.sub_pages(show_404=False)  # it is what tells when the address changes
        self._history = NoteHistory(
            self._notes, actions, self._client, language, closed=hands.focus_current
        )
        self._editing = Editing(
            self._notes,
            self._list,
            actions,
            self._keeper,
            self._presence,
            language,
            look=lambda: browsing.look,
            select=self._selection.add,
            typing=self._typing,
            history=self._history.open,
        )
        hands.take(self._list, self._editing, self._selection)
