"""Keys that belong to an input method, and mean nothing to the page."""

from collections.abc import Mapping
from typing import Any, Final

COMPOSING: Final = ("isComposing", "keyCode")
"""what a listener for keys asks for, so that it can tell them apart"""
PROCESSED: Final = 229
"""the code of a key that an input method has taken. Safari's Enter that confirms a candidate has
only this: its `isComposing` is false (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode)"""


def composes(event: Mapping[str, Any] | None) -> bool:
    """Whether a key was pressed for an input method."""
    told = event or {}
    return bool(told.get("isComposing")) or told.get("keyCode") == PROCESSED
