"""The quiet messages of an editor: that all is saved, and what others have changed."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from nicegui import ui

from notes_ui import theme
from notes_ui.components.debounce import Debounce
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.rendering.card_html import excerpt
from notes_ui.runtime.lean_elements import Bare

SHOWN_FOR: Final = 8.0
"""seconds for which lines of others are shown"""
MOST_LINES: Final = 5


class Saved(Bare):
    """A line that says that all is stored, and a button to undo that."""

    def __init__(self, language: Language, undo: Callable[[], Awaitable[None]]) -> None:
        super().__init__("span")
        self.classes(theme.EDITOR_SAVED)
        with self:
            Bare("span", language.say(messages.SAVED))
            self._undo = TextButton(language.say(messages.UNDO), undo)
        self.show(saved=False, undo=False)

    def show(self, *, saved: bool, undo: bool) -> None:
        """Show or hide the line, and the button.

        :param undo: whether there is something to undo
        """
        self.attach("hidden", None if saved else "")
        self._undo.attach("hidden", None if undo else "")


class OthersLines:
    """Shows the lines that others have written, for `SHOWN_FOR` seconds."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._element = ui.element("div").classes(theme.EDITOR_MERGED).props("role=status")
        self._shown = False
        self._hiding = Debounce(self._element, SHOWN_FOR, self._hide)

    def show(self, lines: Sequence[str]) -> None:
        """Show the first `MOST_LINES` merged lines; there are none if others only removed text."""
        self._element.clear()
        with self._element:
            Bare("p", self._language.say(messages.ALSO_CHANGED))
            for line in lines[:MOST_LINES]:
                Bare("p", excerpt(line)).props("dir=auto")
        self._shown = True
        self._hiding.begin()

    def hide(self) -> None:
        """Hide the lines, if they are shown."""
        if self._shown:
            self._shown = False
            self._hiding.forget()
            self._element.clear()

    async def _hide(self) -> None:
        self.hide()
