"""Distinguishes keys that are commands from keys that only belong to an input method (IME)."""

from typing import Final

from nicegui import ui
from nicegui.events import GenericEventArguments

from notes_ui.components.elements import handle_in_browser

KEY: Final = ["isComposing", "keyCode"]
"""the fields of an event that a listener for keys must ask for"""
OF_INPUT_METHOD: Final = 229
"""the code of a key that an input method has processed; Safari marks the Enter that confirms
characters with nothing else"""

COMPOSING: Final = ("compositionstart", "compositionupdate")
"""the events that show Quasar that an input method is composing characters"""


def take_while_composed(select: ui.element) -> None:
    """Make a `q-select` take the characters of an input method one by one, while it composes them.

    Quasar would take them only when the composition ends. But the `q-select` is rendered again when
    other elements change, and then shows the text that it has taken so far: the characters that are
    being composed would be lost.
    """
    for event in COMPOSING:
        handle_in_browser(select, f"{event}.capture.stop")  # before Quasar sees it


def is_of_input_method(event: GenericEventArguments) -> bool:
    """Whether the key only chooses, confirms or dismisses characters of an input method."""
    told = event.args or {}
    return bool(told.get("isComposing")) or told.get("keyCode") == OF_INPUT_METHOD
