"""What an editor says of others' changes, and what can be done about them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.runtime.lean_elements import Bare

Met = tuple[str, str]
"""the name of a field in which both have changed a line, and the others' text of it"""


@dataclass(frozen=True, slots=True)
class Choices:
    """The callbacks of the buttons; a field is given by its name."""

    keep_mine: Callable[[str], Awaitable[None]]
    take_theirs: Callable[[str], Awaitable[None]]
    edit_on: Callable[[str], None]
    restore: Callable[[], Awaitable[None]]
    let_go: Callable[[], Awaitable[None]]


class ConflictNotice:
    """An alert below the fields, empty as long as all is well."""

    def __init__(self, choices: Choices, language: Language) -> None:
        self._choices = choices
        self._say = language.say
        self._shown: tuple[bool, Sequence[Met]] = (False, ())
        self._element = ui.element("div").classes(theme.EDITOR_NOTICE).props("role=alert")

    def show(self, met: Sequence[Met], *, gone: bool) -> None:
        """Show that the note is gone, or else the fields in which somebody has to choose.

        If nothing has changed, the notice is not rebuilt: a screen reader would read it out again,
        and a press of its buttons would be lost if it is on its way.
        """
        shown = (gone, () if gone else met)
        if shown == self._shown:
            return
        self._shown = shown
        self._element.clear()
        with self._element:
            if gone:
                self._show_gone()
            else:
                for name, theirs in met:
                    self._show_met(name, theirs)

    def _show_met(self, name: str, theirs: str) -> None:
        choices = self._choices
        said = messages.CONFLICT_TITLE if name == "title" else messages.CONFLICT_DESCRIPTION
        Bare("p", self._say(said))
        Bare("blockquote", theirs or self._say(messages.EMPTY_TEXT)).props("dir=auto")
        with ui.element("div").classes(theme.EDITOR_BUTTONS):
            TextButton(self._say(messages.KEEP_MINE), lambda: choices.keep_mine(name))
            TextButton(self._say(messages.TAKE_THEIRS), lambda: choices.take_theirs(name))
            TextButton(self._say(messages.EDIT_ON), lambda: choices.edit_on(name))

    def _show_gone(self) -> None:
        Bare("p", self._say(messages.DELETED_MEANWHILE))
        with ui.element("div").classes(theme.EDITOR_BUTTONS):
            TextButton(self._say(messages.RESTORE_AND_SAVE), self._choices.restore)
            TextButton(self._say(messages.LET_GO), self._choices.let_go)
