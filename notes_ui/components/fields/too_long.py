"""What a field says of a text that is too long; a browser would cut it without notice."""

from collections.abc import Callable
from typing import Final

from notes_ui.i18n import messages
from notes_ui.i18n.language import Language

MOST_SENT: Final = 100_000
"""maximum characters that a field accepts: more than a text may have, so that the field can say
that a text is too long, and fewer than the million that a browser sends in one message"""


def at_most(most: int, language: Language) -> Callable[[str | None], str | None]:
    """A validation that says when a text is too long.

    :param most: the maximum number of characters
    """

    def said(text: str | None) -> str | None:
        has = len(text or "")
        return too_long(has, most, language) if has > most else None

    return said


def too_long(has: int, most: int, language: Language) -> str:
    """Say how long a text may be, and how long it is."""
    return language.say(messages.TOO_MANY, n=language.number(most), has=language.number(has))
