"""The title and description fields, both for a new note and in an editor."""

from collections.abc import Mapping
from typing import Any, TypeVar

from notes_ui import theme
from notes_ui.components.fields.entry_field import Entered, EntryField
from notes_ui.components.fields.too_long import MOST_SENT, at_most, too_long
from notes_ui.components.fields.typed_field import LineField, TextField, Typed
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.ports.notes import DESCRIPTION_LENGTH, TITLE_BLANK, TITLE_LENGTH

AnyLine = TypeVar("AnyLine", bound=LineField)


def title_field(language: Language, typed: Typed, value: str = "") -> LineField:
    """A field of one line. It says that a text is too long, and keeps the text."""
    field = LineField(language.say(messages.TITLE), value=value, typed=typed, **_limit(language))
    return _shown_as_title(field)


def title_entry(language: Language, typed: Typed, entered: Entered) -> EntryField:
    """The title field of a new note: like `title_field`, but the browser empties it at Enter."""
    field = EntryField(
        language.say(messages.TITLE), typed=typed, entered=entered, **_limit(language)
    )
    return _shown_as_title(field)


def description_field(
    language: Language, typed: Typed, value: str = "", *, label: str = messages.DESCRIPTION
) -> TextField:
    """A field of any number of lines. It says that a text is too long, and keeps the text."""
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
    field.props["placeholder"] = " "  # by this the CSS recognises an empty field
    field.props["maxlength"] = MOST_SENT
    return field


def said_of(
    found: Mapping[str, Any], language: Language, *, blank: str = messages.TITLE_BLANK
) -> str:
    """What is wrong with a field, in words.

    :param found: an error of pydantic's validation
    :param blank: what to say of a blank title
    """
    if found["type"] == "string_too_long":
        return too_long(len(found["input"]), found["ctx"]["max_length"], language)
    return language.say(blank if found["type"] == TITLE_BLANK else messages.TEXT_REFUSED)
