"""The head of the page: its name, the search, how many pages are open, and light or dark."""

from collections.abc import Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.components.fields import keys
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.browse.appearance import AppearanceButton
from notes_ui.runtime import answers
from notes_ui.runtime.lean_elements import Bare, Boundary


class Header:
    """The line at the top.

    :param dark: see `appearance.chosen`
    :param query: the text in the search
    :param search: called with the text of the search when it has changed
    :param focused: called when the search has got the keyboard's focus
    """

    def __init__(
        self,
        context: PageContext,
        *,
        dark: bool | None,
        query: str,
        search: Callable[[str], None],
        focused: Callable[[], None],
    ) -> None:
        self._language = language = context.language
        with ui.element("header").classes(theme.HEADER):
            Bare("h1", language.say(messages.NOTES))
            self._search = self._search_field(query, search)
            self._search.on("focus", focused, args=[])
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
        """Show the text of a search, unless the field has the same words."""
        if " ".join((self._search.value or "").split()) != query:
            self._search.value = query

    def focus_search(self) -> None:
        """Put the keyboard's focus into the search."""
        self._search.run_method("focus")

    def _search_field(self, query: str, search: Callable[[str], None]) -> ui.input:
        label = self._language.say(messages.SEARCH)
        field = ui.input(placeholder=label, value=query)
        field.classes(theme.SEARCH).props(theme.SEARCH_FIELD)
        field.props["aria-label"] = label
        field.on_value_change(lambda event: search(event.value or ""))
        field.on("keydown.esc", lambda event: self._empty_or_leave(field, event), args=keys.KEY)
        return field

    async def _empty_or_leave(self, field: ui.input, event: GenericEventArguments) -> None:
        """Leave the search if it is empty; otherwise empty it, unless its text changes first."""
        if keys.is_of_input_method(event):
            return
        if not field.value:
            field.run_method("blur")
            return
        searched = field.value

        def empty(shown: object) -> None:
            if shown in {None, searched} and field.value == searched:
                field.value = ""

        with answers.taken_by(empty):
            await field.get_computed_prop("inputValue", timeout=answers.ANSWERED)
