"""The keyboard: which key does what, and the list of them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from nicegui import ui
from nicegui.events import KeyEventArguments

from notes_ui import theme, words
from notes_ui.bare import Bare
from notes_ui.confirmation import is_covered
from notes_ui.language import Language

KEYS: Final = (
    (("N",), words.KEY_NEW),
    (("/",), words.KEY_SEARCH),
    (("J", "↓"), words.KEY_NEXT),
    (("K", "↑"), words.KEY_PREVIOUS),
    (("X",), words.KEY_SELECT),
    ((words.SPACE_KEY,), words.KEY_DONE),
    (("E", "↵"), words.KEY_EDIT),
    (("P",), words.KEY_PIN),
    ((words.DELETE_KEY,), words.KEY_DELETE),
    (("U",), words.KEY_UNDO),
    ((words.CTRL_ENTER_KEY,), words.KEY_SAVE),
    ((words.ESCAPE_KEY,), words.KEY_ESCAPE),
    (("?",), words.KEY_HELP),
)
WALKING: Final = frozenset({"j", "k", "arrowdown", "arrowup"})
"""the keys that are taken again and again while they are held down"""
Press = Callable[[], Awaitable[None] | None]


class Shortcuts:
    """Calls what a key stands for. Never while somebody types, nor together with another key.

    :param keys: what is called, by the name of the key in small letters
    """

    def __init__(self, keys: Mapping[str, Press], language: Language) -> None:
        self._keys = {**keys, "?": self.show_list}
        self._language = language
        self._list: ui.dialog | None = None
        ui.keyboard(self._press, ignore=["input", "select", "textarea"])

    def show_list(self) -> None:
        """Show which key does what."""
        if self._list is None:
            self._list = self._made()
        self._list.open()

    def _press(self, event: KeyEventArguments) -> Awaitable[None] | None:
        if is_covered(event.client):
            return None
        held = event.modifiers
        if not event.action.keydown or held.ctrl or held.alt or held.meta:
            return None
        name = str(event.key.name).lower()
        pressed = self._keys.get(name)
        wanted = pressed and (name in WALKING or not event.action.repeat)
        return pressed() if pressed and wanted else None

    def _made(self) -> ui.dialog:
        say = self._language.say
        with ui.dialog() as dialog, ui.element("div").classes(theme.HELP):
            dialog.props["aria-label"] = say(words.SHORTCUTS)
            Bare("h2", say(words.SHORTCUTS))
            with ui.element("dl"):
                for keys, said in KEYS:
                    with Bare("dt"):
                        for key in keys:
                            Bare("kbd", say(key))
                    Bare("dd", say(said))
            close = Bare("button", say(words.CLOSE)).classes(theme.PRIMARY)
            close.props(theme.PLAIN_BUTTON).on("click", dialog.close, args=[])
        return dialog
