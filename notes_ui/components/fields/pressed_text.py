"""What a form held when Add note was pressed. That becomes the note, and not what was typed later.

A press that the browser has held back arrives together with what was typed after it. At that moment
the server does not yet know what the form held. It takes the text out of each field as soon as it
knows that, so that what was typed after the press belongs to the next note.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from notes_ui.text.change import change


@dataclass(eq=False)
class PressedText:
    """The text that is taken out of one field."""

    text: str = ""
    """what the field held; empty until the browser has reported it"""
    shown: str = ""
    """what the browser showed, at an Enter; the text may be what was meant there"""
    before: str = ""
    """what was typed for it in fields that were left, and stands in front of it"""
    anew: Sequence[str] = ()
    """what the field held if the last lost Enter was lost with the connection: one text for each
    loss of the connection"""
    is_late: bool = False
    """whether the connection was lost again before the browser had reported the text"""
    is_void: bool = False
    """whether the server can no longer find out what the field held"""


@dataclass(eq=False)
class Press:
    """One press, of Add note or Enter, that waits until the server knows what the fields held."""

    fields: Sequence[PressedText]

    @property
    def texts(self) -> list[str]:
        """What the fields held, in the order of the fields."""
        return [field.before + field.text for field in self.fields]

    @property
    def is_void(self) -> bool:
        """Whether the server can no longer find out what was meant; the form keeps its text."""
        return any(field.is_void for field in self.fields)


def before_last_letter(value: str, shown: str) -> str:
    """What a field held before its last letter was typed; the browser has not reported that text.

    :param value: what the field holds with that letter
    :param shown: what the field showed when the browser last reported it
    """
    typed = change(shown, value)
    if not typed.inserted or len(value) < len(shown):
        return value
    behind = typed.start + len(typed.inserted)
    return value[: behind - 1] + value[behind:]
