"""What a form held when Add note was pressed: a note is made of that, not of what came later.

A press that a browser has held back arrives together with what was typed behind it, while it is
not yet known what the form holds. The text is taken out of each field as soon as it is known what
that was, so that what was typed behind it belongs to the next note.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from notes_ui.text.change import change


@dataclass(eq=False)
class PressedText:
    """The text that is taken out of one field."""

    text: str = ""
    """what the field held; known as soon as the browser has said so"""
    anew: Sequence[str] = ()
    """what it held if the last lost Enter was lost with the connection, by the times it was lost"""
    is_late: bool = False
    """whether the connection was lost again before that"""
    is_void: bool = False
    """whether nobody can say any more what the field held"""


@dataclass(eq=False)
class Press:
    """One press of Add note that waits."""

    fields: Sequence[PressedText]

    @property
    def texts(self) -> list[str]:
        """What the fields held, in their order."""
        return [field.text for field in self.fields]

    @property
    def is_void(self) -> bool:
        """Whether nobody can say any more what was meant: the form keeps its text."""
        return any(field.is_void for field in self.fields)


def before_last_letter(value: str, shown: str) -> str:
    """What a field held before its last letter: nobody has told what it showed until then.

    :param value: what it holds with that letter
    :param shown: what it showed when it was last heard of
    """
    typed = change(shown, value)
    if not typed.inserted or len(value) < len(shown):
        return value
    behind = typed.start + len(typed.inserted)
    return value[: behind - 1] + value[behind:]
