"""The keyboard: which key does what, and the list of them."""

import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final

from nicegui import ui
from nicegui.events import KeyEventArguments

from notes_ui import theme
from notes_ui.components.dialog import Dialog, is_covered
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.runtime.lean_elements import Bare

KEYS: Final = (
    (("N",), messages.KEY_NEW),
    (("/",), messages.KEY_SEARCH),
    (("J", "↓"), messages.KEY_NEXT),
    (("K", "↑"), messages.KEY_PREVIOUS),
    (("X",), messages.KEY_SELECT),
    ((messages.SPACE_KEY,), messages.KEY_DONE),
    (("E", "↵"), messages.KEY_EDIT),
    (("P",), messages.KEY_PIN),
    ((messages.DELETE_KEY,), messages.KEY_DELETE),
    (("U",), messages.KEY_UNDO),
    ((messages.CTRL_ENTER_KEY,), messages.KEY_SAVE),
    ((messages.ESCAPE_KEY,), messages.KEY_ESCAPE),
    (("?",), messages.KEY_HELP),
)
HELD: Final = 1.5
"""seconds in which a browser has put the focus where it was told to, if it will"""
WALKING: Final = frozenset({"j", "k", "arrowdown", "arrowup"})
"""the keys that are taken again and again while they are held down"""
Press = Callable[[], Awaitable[None] | None]


class Shortcuts:
    """Calls what a key stands for. Never while somebody types, nor together with another key.

    Who has typed before a page was loaded anew, or has asked for a field, goes on typing before the
    browser has put the focus there: until it has, a key is a letter that is lost, and no command.

    :param keys: what is called, by the name of the key in small letters
    :param opening: those that lead into a field
    """

    def __init__(
        self,
        keys: Mapping[str, Press],
        language: Language,
        *,
        opening: Collection[str] = (),
    ) -> None:
        self._keys = {**keys, "?": self.show_list}
        self._opening = opening
        self._held_until = math.inf
        self._language = language
        self._list = Dialog(language, messages.SHORTCUTS, theme.HELP, fill=self._fill)
        ui.keyboard(self._press, ignore=["input", "select", "textarea"])

    def show_list(self) -> None:
        """Show which key does what."""
        self._list.open()

    def hold(self) -> None:
        """Take no key for a command until `release`, or for a moment."""
        self._held_until = time.monotonic() + HELD

    def release(self) -> None:
        """Take keys for commands from now on: who types now does so in a field."""
        self._held_until = 0.0

    def _press(self, event: KeyEventArguments) -> Awaitable[None] | None:
        if time.monotonic() < self._held_until or is_covered(event.client):
            return None
        held = event.modifiers
        if not event.action.keydown or held.ctrl or held.alt or held.meta:
            return None
        name = str(event.key.name).lower()
        pressed = self._keys.get(name)
        wanted = pressed and (name in WALKING or not event.action.repeat)
        if wanted and name in self._opening:
            self.hold()
        return pressed() if pressed and wanted else None

    def _fill(self) -> None:
        say = self._language.say
        with ui.element("dl"):
            for keys, said in KEYS:
                with Bare("dt"):
                    for key in keys:
                        Bare("kbd", say(key))
                Bare("dd", say(said))
