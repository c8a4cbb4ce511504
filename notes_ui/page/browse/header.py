"""The head of the page: its name, the search, how many pages are open, and light or dark."""

from collections.abc import Callable
from typing import Final

from nicegui import ui
from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.components.debounce import Debounce
from notes_ui.components.fields import keys
from notes_ui.components.fields.too_long import MOST_SENT, at_most
from notes_ui.components.fields.typed_field import LineField
from notes_ui.components.focus import FocusSignals, all_told
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.browse.appearance import AppearanceButton
from notes_ui.ports.notes import LONGEST_SEARCH
from notes_ui.runtime import answers
from notes_ui.runtime.lean_elements import Bare, Boundary

PAUSE: Final = 0.12
"""seconds without a letter, after which the text is searched for

The server waits, and not the browser: a browser that holds letters back answers the question what
the field shows with an old text.
"""


class Header:
    """The line at the top.

    :param dark: see `appearance.chosen`
    :param query: the text in the search
    :param search: called with the text of the search when it has changed
    """

    def __init__(
        self,
        context: PageContext,
        *,
        dark: bool | None,
        query: str,
        search: Callable[[str], None],
        focus: FocusSignals,
    ) -> None:
        self._language = language = context.language
        self._on_search = search
        self._focus = focus
        self._searched = query
        """the words that are searched for, whatever the field holds"""
        with ui.element("header").classes(theme.HEADER):
            Bare("h1", language.say(messages.NOTES))
            self._search = self._search_field(query)
            self._search.on("focus", focus.typing, args=[])
            self._pause = Debounce(self._search, PAUSE, self._search_on)
            with Boundary():
                self._here = Bare("span").classes(theme.HERE)
            AppearanceButton(context, dark)
        self._counted = 0

    def show_here(self, count: int) -> None:
        """Show how many pages are open, if there is another one than this."""
        if count != self._counted:
            self._counted = count
            self._here.text = self._language.count(messages.HERE, count) if count > 1 else ""

    def show_search(self, query: str) -> None:
        """Show the text of another search; the same one leaves what is typed as it is."""
        if query != self._searched:
            self._searched = query
            self._search.write(query)

    def doubt(self) -> None:
        """Ask the browser after a handshake what the search shows: letters may be lost."""
        self._search.doubt()

    def focus_search(self) -> None:
        """Put the keyboard's focus into the search; what is typed meanwhile is no command."""
        self._search.run_method("focus")
        self._focus.leading(lambda: all_told(self._search))

    def _search_field(self, query: str) -> LineField:
        label = self._language.say(messages.SEARCH)
        validation = at_most(LONGEST_SEARCH, self._language)
        field = LineField(placeholder=label, value=query, typed=self._typed, validation=validation)
        field.classes(theme.SEARCH).props(theme.SEARCH_FIELD)
        field.props["maxlength"] = MOST_SENT
        field.props["aria-label"] = label
        field.on("keydown.esc", self._empty_or_leave, args=keys.KEY)
        return field

    def _typed(self) -> None:
        self._pause.begin()

    async def _search_on(self) -> None:
        """Search for the text, unless it is too long; then the field says so."""
        text = self._search.text
        if len(text) <= LONGEST_SEARCH:
            self._search_for(text)

    def _search_for(self, text: str) -> None:
        self._searched = " ".join(text.split())
        self._on_search(text)

    async def _empty_or_leave(self, event: GenericEventArguments) -> None:
        """Leave the search if it is empty; otherwise empty it, unless its text changes first."""
        if keys.is_of_input_method(event):
            return
        field = self._search
        if not field.text:
            field.run_method("blur")
            return
        searched = field.text

        def empty(shown: object) -> None:
            if shown in {None, searched} and field.text == searched:
                field.write("")
                self._search_for("")

        with answers.taken_by(empty):
            await field.get_computed_prop("inputValue", timeout=answers.ANSWERED)
