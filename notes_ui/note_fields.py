"""The two fields that a note is typed in, be it a new one or one that is edited."""

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from api.models import DESCRIPTION_LENGTH, TITLE_LENGTH
from notes_ui import theme, words
from notes_ui.language import Language

Changed = Callable[..., object]
"""called with the event, if it takes one"""


def title_field(language: Language, changed: Changed, value: str = "") -> ui.input:
    """One line. What is too long is told and kept."""
    field = ui.input(
        language.say(words.TITLE),
        value=value,
        on_change=changed,
        validation=at_most(TITLE_LENGTH, language),
    )
    field.classes(theme.COMPOSER_TITLE)
    return field.props(f"{theme.FIELD} enterkeyhint=done dir=auto")


def description_field(
    language: Language, changed: Changed, value: str = "", *, label: str = words.DESCRIPTION
) -> ui.textarea:
    """Any number of lines. What is too long is told and kept."""
    field = ui.textarea(
        language.say(label),
        value=value,
        on_change=changed,
        validation=at_most(DESCRIPTION_LENGTH, language),
    )
    field.classes(theme.COMPOSER_DESCRIPTION)
    return field.props(f"{theme.FIELD} autogrow rows=1 dir=auto")


def at_most(most: int, language: Language) -> Callable[[str | None], str | None]:
    """Says while there is more in a field than can be kept: a browser would cut it unasked."""

    def too_long(text: str | None) -> str | None:
        has = len(text or "")
        return _too_long(has, most, language) if has > most else None

    return too_long


def said_of(found: Mapping[str, Any], language: Language) -> str:
    """What is wrong with a field, in words."""
    if found["type"] == "string_too_long":
        return _too_long(len(found["input"]), found["ctx"]["max_length"], language)
    return language.say(words.TITLE_BLANK if "blank" in found["msg"] else words.TEXT_REFUSED)


def _too_long(has: int, most: int, language: Language) -> str:
    return language.say(words.TOO_MANY, n=language.number(most), has=language.number(has))
