"""The buttons below an editor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.editor.callbacks import EditorActions
from notes_ui.page.editor.status import Saved
from notes_ui.ports.notes import NotePublic

Press = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SessionPresses:
    """The callbacks of the buttons that act on the sitting; other buttons act on the note."""

    close: Press
    discard: Press
    undo: Press


class EditorButtons:
    """The buttons of an open editor, and the line that says that the note is saved.

    :param note: returns the current note
    """

    def __init__(
        self,
        note: Callable[[], NotePublic],
        session: SessionPresses,
        actions: EditorActions,
        language: Language,
    ) -> None:
        self._say = language.say
        with ui.element("div").classes(theme.EDITOR_BUTTONS):
            TextButton(self._say(messages.CLOSE), session.close)
            self._pin = TextButton("", lambda: actions.pin(note()))
            TextButton(self._say(messages.SELECT), lambda: actions.select(note()))
            TextButton(self._say(messages.HISTORY), lambda: actions.history(note()))
            TextButton(self._say(messages.DISCARD), session.discard)
            self.saved = Saved(language, session.undo)
        self.meet(note())

    def meet(self, note: NotePublic) -> None:
        """Name the pin button after what it does with the current note: pin or unpin."""
        self._pin.text = self._say(messages.UNPIN if note.pinned else messages.PIN)
