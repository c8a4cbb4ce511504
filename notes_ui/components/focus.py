"""The keyboard's focus: what a part with fields tells its page of it, and asks the page."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from notes_ui.runtime import answers

Arriving = Callable[[], Coroutine[Any, Any, object]]
"""waits until all events that the browser sent before it moved the focus have arrived

It is called once more after a lost connection, which may have swallowed what was waited for.
"""


@dataclass(frozen=True, slots=True)
class FocusSignals:
    """The callbacks of a page for its parts that have fields."""

    typing: Callable[[], None]
    """called when a field has got the focus"""
    leading: Callable[[Arriving], None]
    """called when a press leads into a field, which gets the focus a round trip later"""
    until_typing: Callable[[], Callable[[], bool]]
    """returns a function that tells whether no field has got the focus since"""


async def all_told(element: ui.element) -> None:
    """Wait until the browser has carried out what it was sent, and told what it did before that.

    This asks a question whose answer does not matter: an answer overtakes no event.
    """
    while not (element.is_deleted or element.client.is_deleted):
        with suppress(TimeoutError):
            await element.get_computed_prop("tabIndex", timeout=answers.ANSWERED)
            return
