"""What a page is made of, from top to bottom, and which part calls which."""

from collections.abc import Callable
from functools import cached_property

from fastapi import Request
from nicegui import Client, ui

from api import __version__
from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.components.focus import Arriving, FocusSignals
from notes_ui.i18n import messages
from notes_ui.i18n.language import preferred
from notes_ui.page.actions.context import PageContext
from notes_ui.page.actions.undo import Undo
from notes_ui.page.browse import appearance, urls
from notes_ui.page.browse.header import Header
from notes_ui.page.browse.list_frame import Above, Below
from notes_ui.page.browse.toolbar import Toolbar
from notes_ui.page.browse.view_state import ViewState
from notes_ui.page.cards.note_card import CardActions
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.composer.composer import Composer
from notes_ui.page.composer.reveal import Reveal
from notes_ui.page.dialogs.history import NoteHistory
from notes_ui.page.dialogs.tags import TagList
from notes_ui.page.drafts.offers import DraftOffers
from notes_ui.page.drafts.take_up import TakeUp
from notes_ui.page.editor.callbacks import PageSignals
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.page.interaction.card_commands import CardCommands
from notes_ui.page.interaction.card_presses import CardPresses
from notes_ui.page.interaction.current_note import CurrentNote
from notes_ui.page.interaction.note_keys import NoteKeys
from notes_ui.page.interaction.pointer import Pointer
from notes_ui.page.interaction.selection import Selection
from notes_ui.page.interaction.shortcuts import Shortcuts
from notes_ui.page.interaction.text_clicks import TextClicks
from notes_ui.page.shared import Shared
from notes_ui.page.transfers.dialog import TransferDialog
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.drafts import NEW, Draft
from notes_ui.ports.notes import NoteCreate, NotePublic
from notes_ui.runtime.browser_cookie import browser_of
from notes_ui.runtime.lean_elements import Boundary


class PageLayout:
    """Makes the parts of one page, in the order in which they stand on it.

    :param again: called when the page is to be repainted, though no note has changed
    """

    def __init__(
        self,
        backend: PageBackend,
        shared: Shared,
        client: Client,
        request: Request,
        *,
        again: Callable[[], None],
    ) -> None:
        self._backend = backend
        self._shared = shared
        self._again = again
        self._context = context = PageContext.of(
            client, preferred(request), urls.home(request), backend.notes
        )
        self.telling, self.toggles = context.actions, context.toggles
        self._tabs = shared.presence.tabs
        browser = browser_of(request)
        self.keeper = DraftAutosave(backend.drafts, lambda: shared.offers.tell(browser))
        self.keeper.browser = browser
        self.browsing = ViewState(
            context,
            urls.query_of(request.query_params),
            window=lambda: self.list.window,
            moved=backend.rounds.announce,
        )
        with ui.element("div").classes(theme.SHELL) as self.shell:
            self._pointer = Pointer(client, self.shell, acted=self._act)
            self._add_header(appearance.chosen(request))
            with ui.element("div"):  # Quasar puts the page into a `main`
                self._add_list()
            self._add_selection()
            self._add_footer()
            self._add_editing()
            self._add_presses()
            self._add_keys()

    def doubt(self) -> None:
        """Ask the browser for the texts of the fields: letters may be lost with a connection.

        Where the focus is led into a field, ask anew whether it is there, too.
        """
        self.header.doubt()
        self.composer.doubt()
        self.editing.doubt()
        self.selection.doubt()
        self.shortcuts.doubt()

    async def flush(self) -> None:
        """Store what was typed, because the browser has disconnected or the server stops."""
        await self.editing.flush()
        await self.keeper.flush()

    def _add_header(self, dark: bool | None) -> None:
        self.header = Header(
            self._context,
            dark=dark,
            query=self.browsing.query.q,
            search=self.browsing.search,
            focus=self._focus,
        )

    def _add_list(self) -> None:
        """The list, with all that stands above and below it."""
        context, browsing = self._context, self.browsing
        language, home = context.language, context.home
        with Boundary():
            self.composer = Composer(
                self._create,
                self.keeper.keep,
                language,
                self._focus,
                refused=context.actions.hide_done,
            )
        self.unfinished = DraftOffers(
            self.keeper,
            self._tabs,
            context.actions,
            language,
            resume=self._take_up,
        )
        links = self._shared.links
        self.tag_list = TagList(context, links)
        self.toolbar = Toolbar(language, links, home=home, more=self.tag_list.open)
        self.above = Above(
            language,
            first=browsing.show_first,
            newer=browsing.show_newer,
            empty_trash=context.emptying.empty_trash,
        )
        self.list = NoteList(
            lambda: self._card_actions,
            language,
            breathe=self._backend.rounds.breathe,
            again=self._again,
        )
        self.adding = Reveal(
            context.notes, context.actions, browsing, self.list, searched=self.header.show_search
        )
        trash_days = self._backend.limits.trash_days
        self.below = Below(language, home=home, trash_days=trash_days, older=browsing.show_older)

    async def _create(self, new: NoteCreate) -> NotePublic | None:
        """Make a note; its transaction takes the note's texts out of the draft of the form."""
        return await self.adding.create(new, self.keeper.along(NEW, self.composer.draft()))

    @cached_property
    def _card_actions(self) -> CardActions:
        """The callbacks of the cards, on parts that need the list, and so are made after it."""
        return CardActions(
            set_done=self._presses.set_done,
            delete=self._presses.press_cross,
            restore=self._presses.restore,
            press=self._clicks.press,
            key=self._note_keys.press,
            focus=self.current.focus,
            command=self._commands.command,
            press_again=self._context.actions.press_again,
            text=self._shared.texts.text,
        )

    def _add_selection(self) -> None:
        self.current = CurrentNote(self.list, lambda: self.editing.note_id)
        self.selection = Selection(
            self._context,
            self.list,
            leaving=self.current.expect_to_lose,
            cleared=self.current.recover,
        )

    def _add_footer(self) -> None:
        say = self._context.language.say
        transfers = self._backend.transfers
        files = TransferDialog(transfers, self._context, counted=self.list.counted)
        with ui.element("footer").classes(theme.FOOTER):
            ui.label(f"v{__version__}")
            ui.link(say(messages.API), "../docs")
            TextButton(say(messages.FILES), files.open).classes(theme.FOOTER_BUTTON)

    def _add_presses(self) -> None:
        context, cards, current = self._context, self.list, self.current
        self._presses = CardPresses(context, cards, current)
        self._clicks = TextClicks(cards, current, self.selection, self.editing, self._pointer)
        self._commands = CardCommands(context, cards, current, self.editing)
        self._note_keys = NoteKeys(context, current, self.selection, self._presses, self._commands)

    def _add_keys(self) -> None:
        context = self._context
        actions = context.actions
        actions.undo = Undo(
            context.client, context.language, actions.take_back, pressed=self.current.recover
        )
        keys = {"n": self.composer.focus, "/": self.header.focus_search}
        self.shortcuts = Shortcuts(
            {**self._note_keys.keys(), **keys}, context.language, opening={"n", "/", "e"}
        )
        ui.sub_pages(show_404=False)  # notifies the session when the address changes

    def _add_editing(self) -> None:
        self.history = NoteHistory(self._context, closed=self.current.recover)
        signals = PageSignals(
            look=lambda: self.browsing.look,
            select=self.selection.add,
            focus=self._focus,
            history=self.history.open,
            until_elsewhere=self._pointer.until_elsewhere,
        )
        self.editing = EditorController(
            self._context, self.list, self.keeper, self._shared.presence, signals
        )
        self._taking_up = TakeUp(
            self._context, self.composer, self.editing, self.keeper, self._tabs
        )

    async def _take_up(self, draft: Draft) -> bool:
        return await self._taking_up.take_up(draft)

    @cached_property
    def _focus(self) -> FocusSignals:
        """The callbacks of the parts with fields, on parts that are made after those."""
        return FocusSignals(
            typing=self._typing, leading=self._lead, until_typing=self._until_typing
        )

    def _until_typing(self) -> Callable[[], bool]:
        return self.current.until_stay()

    def _lead(self, arriving: Arriving) -> None:
        self.shortcuts.hold_until(arriving)

    def _act(self) -> None:
        self.shortcuts.let_go()

    def _typing(self) -> None:
        self.shortcuts.release()
        self.current.stay()
