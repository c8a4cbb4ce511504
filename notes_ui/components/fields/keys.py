"""Keys that mean something, and those that only belong to an input method."""

from typing import Final

from nicegui.events import GenericEventArguments

KEY: Final = ["isComposing", "keyCode"]
"""what a listener for keys has to be told"""
OF_INPUT_METHOD: Final = 229
"""the code of a key that an input method has taken; Safari's confirming Enter has nothing else"""


def is_of_input_method(event: GenericEventArguments) -> bool:
    """Whether the key only chooses, confirms or dismisses characters."""
    told = event.args or {}
    return bool(told.get("isComposing")) or told.get("keyCode") == OF_INPUT_METHOD
