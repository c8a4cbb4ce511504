"""The pointer on a page: whether it is down just now, and whether a click has ended a selection."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from nicegui import Client, ui
from nicegui.events import GenericEventArguments

from notes_ui.runtime import outbox_hold

JUST_NOW: Final = 1.0
"""seconds for which a press is recent; longer than `FocusOut` waits"""
MOVED: Final = 4
"""CSS pixels; a pointer that has moved further between down and up has selected text"""


class Pointer:
    """Listens once for the whole page: a listener on each note would cost memory for each.

    :param acted: called when somebody has pressed, or the focus has moved, anywhere on the page
    """

    def __init__(self, client: Client, page: ui.element, *, acted: Callable[[], None]) -> None:
        self._client = client
        self._acted = acted
        self._down = (0.0, 0.0)
        self._active_at = 0.0
        self._acts = 0
        """how often somebody has pressed, or moved the focus, so far"""
        page.on("pointerdown", self._press, args=["clientX", "clientY"])
        for end in ("pointerup", "pointercancel"):
            page.on(end, self._release, args=[])
        page.on("focusin", self._act, args=[])

    def until_elsewhere(self) -> Callable[[], bool]:
        """Return whether somebody has since pressed, or moved the focus, within `JUST_NOW`.

        A part calls this at a press or a focus of its own, of which the page hears right after it:
        that one does not count.
        """
        own = self._acts + 1
        return lambda: self._acts > own and time.monotonic() - self._active_at < JUST_NOW

    def _act(self) -> None:
        self._active_at = time.monotonic()
        self._acts += 1
        self._acted()

    def has_selected(self, click: Mapping[str, float]) -> bool:
        """Whether the click ends a selection of text with the pointer.

        :param click: the fields of the browser's event
        """
        if not click.get("detail"):
            return False  # no pointer has clicked
        x, y = self._down
        return abs(click.get("clientX", x) - x) + abs(click.get("clientY", y) - y) > MOVED

    def _press(self, event: GenericEventArguments) -> None:
        self._act()
        self._down = (event.args.get("clientX", 0.0), event.args.get("clientY", 0.0))
        outbox_hold.hold(self._client.id)

    def _release(self) -> None:
        outbox_hold.release(self._client.id)
