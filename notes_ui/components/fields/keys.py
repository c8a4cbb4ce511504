"""Keys that mean something, and those that only belong to an input method."""

from typing import Final

from nicegui import ui
from nicegui.events import GenericEventArguments

from notes_ui.components.elements import handle_in_browser

KEY: Final = ["isComposing", "keyCode"]
"""what a listener for keys has to be told"""
OF_INPUT_METHOD: Final = 229
"""the code of a key that an input method has taken; Safari's confirming Enter has nothing else"""

COMPOSING: Final = ("compositionstart", "compositionupdate")
"""the events by which Quasar learns that characters are composed"""


def take_while_composed(select: ui.element) -> None:
    """Have the line of a `q-select` take what an input method shows, letter by letter.

    Quasar has it wait until the composition ends. But it is drawn anew with whatever else changes
    on the page, and then shows the text that it has taken: what is composed just now is gone.
    """
    for event in COMPOSING:
        handle_in_browser(select, f"{event}.capture.stop")  # before Quasar sees it


def is_of_input_method(event: GenericEventArguments) -> bool:
    """Whether the key only chooses, confirms or dismisses characters."""
    told = event.args or {}
    return bool(told.get("isComposing")) or told.get("keyCode") == OF_INPUT_METHOD
