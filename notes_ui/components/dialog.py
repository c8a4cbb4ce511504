"""Dialogs: windows with a name, their content, and Close."""

from collections.abc import Callable

from nicegui import Client, ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.runtime.lean_elements import Bare


class Dialog:
    """Made when it is first opened, on the page as a whole: what it was opened from may go.

    It belongs to the page that is being made.

    :param name: what it is called, and its heading
    :param css: how it looks
    :param fill: makes what stands in it
    :param closed: called when it was closed
    """

    is_headed = True
    """whether the name is seen, too"""

    def __init__(
        self,
        language: Language,
        name: str,
        css: str,
        *,
        fill: Callable[[], object],
        closed: Callable[[], object] = lambda: None,
    ) -> None:
        self._client = ui.context.client
        self._language = language
        self._name, self._css = language.say(name), css
        self._fill, self._closed = fill, closed
        self._dialog: ui.dialog | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be seen."""
        return self._dialog is not None and bool(self._dialog.value)

    def make(self) -> ui.dialog:
        """Make it, unless it is there; what stands in it can then be changed."""
        if self._dialog is None:
            self._dialog = self._made()
        return self._dialog

    def open(self) -> None:
        """Show it."""
        self.make().open()

    def close(self) -> None:
        """Show the page behind it."""
        self.make().close()

    def _made(self) -> ui.dialog:
        with self._client.layout, ui.dialog() as dialog, ui.element("div").classes(self._css):
            dialog.props["aria-label"] = self._name
            dialog.on("hide", self._closed, args=[])
            if self.is_headed:
                Bare("h2", self._name)
            self._fill()
            TextButton(self._language.say(messages.CLOSE), dialog.close).classes(theme.PRIMARY)
        return dialog


def is_covered(client: Client) -> bool:
    """Whether a dialog lies over the page: keys are for it alone then."""
    over = client.layout.default_slot.children
    return any(isinstance(element, ui.dialog) and element.value for element in over)
