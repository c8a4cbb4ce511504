"""What a form held when Add note was pressed: a note is made of that, not of what came later.

A press that a browser has held back arrives together with what was typed behind it, and it waits
until the browser has said what the form holds. By then somebody may be in the middle of a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from notes_ui.rebase import rebase


class PressedText:
    """The text of one field at a press, and what was typed behind it."""

    def __init__(self, text: str) -> None:
        self.text = text
        """what the field held, as far as it is known"""
        self.rest = ""
        """what the field is to hold when this text is taken from it"""
        self.is_old = False
        """whether the connection was lost again before it was known what the field held"""
        self.is_void = False
        """whether nobody can say any more what the field held"""
        self._now = text

    def learn(self, text: str) -> None:
        """Take in what the field held."""
        self.text = self._now = text
        self.rest = ""

    def follow(self, now: str) -> None:
        """Take in what the field holds now."""
        self.rest = rebase(self._now, now, self.rest)
        self._now = now


@dataclass(eq=False)
class Press:
    """One press of Add note, and the texts of the fields at that moment."""

    fields: Sequence[PressedText]
    is_taken_over: bool = False
    """whether a later press has taken what this one meant"""

    @property
    def is_void(self) -> bool:
        """Whether nobody can say any more what was meant: the form keeps its text."""
        return any(field.is_void for field in self.fields)

    @property
    def texts(self) -> list[str]:
        """What the fields held, in their order."""
        return [field.text for field in self.fields]

    @property
    def rest(self) -> list[str]:
        """What the fields are to hold when a note is made of the texts, in their order."""
        return [field.rest for field in self.fields]

    def take_over(self, earlier: "Press") -> None:
        """Do what an earlier press meant, if its texts are still there: it is done once.

        An Enter takes only the title along, and is compared by that.
        """
        if all(map(str.startswith, self.texts, earlier.texts)):
            earlier.is_taken_over = True


def before_last_letter(value: str, shown: str) -> str:
    """What a field held before its last letter: nobody has told what it showed until then.

    :param value: what it holds with that letter
    :param shown: what it showed when it was last heard of
    """
    return value[:-1] if len(value) > len(shown) else value
