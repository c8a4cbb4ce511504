"""The keyboard: which key does what, and the list of them."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final

from nicegui import background_tasks, ui
from nicegui.events import KeyEventArguments

from notes_ui import theme
from notes_ui.components.dialog import Dialog, is_covered
from notes_ui.components.focus import Arriving
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
"""seconds within which a browser has moved the focus into a field, if it does"""
WALKING: Final = frozenset({"j", "k", "arrowdown", "arrowup"})
"""the keys that are taken again and again while they are held down"""
Press = Callable[[], Awaitable[object] | None]


class Shortcuts:
    """Calls the function of a key, but not while somebody types, nor with Ctrl, Alt or Meta.

    After a reload, and after a press that leads into a field, a person types on before the browser
    has moved the focus into the field. Such a key is a lost letter, and must not be a command. So a
    new page takes no keys before `release`, or before the time of a `hold` is over. Whatever leads
    into a field holds the keys for as long as its round trip takes (`hold_until`): *Add note*, N,
    `/`, a draft to go on with, and all that opens an editor.

    :param keys: the functions, by the name of the key in lower case
    :param opening: the keys that lead into a field
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
        self._arriving: Arriving | None = None
        self._waiting: asyncio.Task[object] | None = None
        """waits until the focus is in a field"""
        self._language = language
        self._list = Dialog(language, messages.SHORTCUTS, theme.HELP, fill=self._fill)
        ui.keyboard(self._press, ignore=["input", "select", "textarea"])

    def show_list(self) -> None:
        """Show which key does what."""
        self._list.open()

    def hold(self) -> None:
        """Take no key for a command until `release`, for `HELD` seconds at most."""
        self._held_until = time.monotonic() + HELD

    def hold_until(self, arriving: Arriving) -> None:
        """Take no key for a command until this has ended, or `release` or `let_go` is called.

        :param arriving: ends also if no field gets the focus, so that keys are taken again
        """
        self._arriving = arriving
        self._waiting = background_tasks.create(arriving(), name="wait for the focus")

    def doubt(self) -> None:
        """Wait anew after a handshake for what `hold_until` waits for: it may be lost."""
        if self._waiting and self._arriving and not self._waiting.done():
            self._waiting.cancel()
            self.hold_until(self._arriving)

    def let_go(self) -> None:
        """End what `hold_until` has begun: somebody has gone elsewhere."""
        self._waiting = None

    def release(self) -> None:
        """Take keys for commands from now on: a field has the focus, or none is to get it."""
        self._held_until = 0.0
        self.let_go()

    @property
    def _is_held(self) -> bool:
        waits = self._waiting is not None and not self._waiting.done()
        return waits or time.monotonic() < self._held_until

    def _press(self, event: KeyEventArguments) -> Awaitable[object] | None:
        if self._is_held or is_covered(event.client):
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
