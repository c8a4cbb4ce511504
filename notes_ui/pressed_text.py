"""What a form held when Add note was pressed: a note is made of that, not of what came later.

A press that a browser has held back arrives together with what was typed behind it, and it waits
until the browser has said what the form holds. By then somebody may be in the middle of a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notes_ui.rebase import change


@dataclass(eq=False)
class PressedText:
    """The text of one field at the moment of a press, as far as it is known."""

    text: str

    def rest(self, now: str) -> str:
        """What stays in the field: what was typed since, or all of it if the text is another."""
        since = change(self.text, now)
        return now if since.removed and since.inserted else since.inserted


@dataclass(eq=False)
class Press:
    """One press of Add note, and the texts of the fields at that moment."""

    fields: Sequence[PressedText]
    is_taken_over: bool = False
    """whether a later press has taken what this one meant"""

    @property
    def texts(self) -> list[str]:
        """What the fields held, in their order."""
        return [field.text for field in self.fields]

    def rest(self, now: Iterable[str]) -> list[str]:
        """What stays in the fields of what they hold now."""
        return [field.rest(text) for field, text in zip(self.fields, now, strict=True)]

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
