"""The two fields that a note is typed in, be it a new one or one that is edited."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from notes_ui import theme
from notes_ui.components.fields.entry_field import Entered, EntryField
from notes_ui.components.fields.typed_field import LineField, TextField, Typed
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.ports.notes import DESCRIPTION_LENGTH, TITLE_BLANK, TITLE_LENGTH

MOST_SENT: Final = 100_000
"""characters that a field takes: more than a note can hold, so that it is told what is too much,
and less than the million that a browser sends in one message"""
AnyLine = TypeVar("AnyLine", bound=LineField)


def title_field(language: Language, typed: Typed, value: str = "") -> LineField:
    """One line. What is too long is told and kept."""
    field = LineField(language.say(messages.TITLE), value=value, typed=typed, **_limit(language))
    return _shown_as_title(field)


def title_entry(language: Language, typed: Typed, entered: Entered) -> EntryField:
    """The same for a note that is yet to be made: a line that empties itself at Enter."""
    field = EntryField(
        language.say(messages.TITLE), typed=typed, entered=entered, **_limit(language)
    )
    return _shown_as_title(field)


def description_field(
    language: Language, typed: Typed, value: str = "", *, label: str = messages.DESCRIPTION
) -> TextField:
    """Any number of lines. What is too long is told and kept."""
    field = TextField(
        language.say(label),
        value=value,
        typed=typed,
        validation=at_most(DESCRIPTION_LENGTH, language),
    )
    field.classes(theme.COMPOSER_DESCRIPTION)
    field.props(f"{theme.FIELD} autogrow rows=1 dir=auto")
    field.props["maxlength"] = MOST_SENT
    return field


def _limit(language: Language) -> dict[str, Any]:
    return {"validation": at_most(TITLE_LENGTH, language)}


def _shown_as_title(field: AnyLine) -> AnyLine:
    field.classes(theme.COMPOSER_TITLE)
    field.props(f"{theme.FIELD} enterkeyhint=done dir=auto")
    field.props["placeholder"] = " "  # so that the look can tell that it is empty
    field.props["maxlength"] = MOST_SENT
    return field


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
    return language.say(
        messages.TITLE_BLANK if found["type"] == TITLE_BLANK else messages.TEXT_REFUSED
    )


def _too_long(has: int, most: int, language: Language) -> str:
    return language.say(messages.TOO_MANY, n=language.number(most), has=language.number(has))
