"""The kinds of fields that several of the models have."""

from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, StringConstraints

from api.notes.models import AS_WHOLE
from api.notes.reading.query import HIGHEST, LOWEST
from api.notes.values import LONGEST

PLACE: Final = "^[!-~]{1,100}$"
PLACE_OR_NONE: Final = "^[!-~]{0,100}$"


def _is_text(given: Any) -> Any:
    if not isinstance(given, str):
        raise ValueError("give a time as text, such as 2026-11-22T19:39:54.123Z")  # noqa: TRY004  # pydantic catches no other
    return given


def no_longer_than_a_draft(text: str) -> str:
    """The text, which may be longer than a note of the API: other programs store such notes.

    :raises ValueError: if no draft can hold it
    """
    if len(text) > LONGEST:
        raise ValueError(f"This text is too long. Give at most {LONGEST:,} characters.")
    return text


NoteId = Annotated[
    int, Field(strict=True, ge=LOWEST, lt=HIGHEST + 1, description="the note's id"), AS_WHOLE
]
Version = Annotated[int, Field(strict=True, ge=0, lt=HIGHEST + 1), AS_WHOLE]
Moment = Annotated[datetime, BeforeValidator(_is_text)]
"""a time as text: pydantic would take numbers, too"""
Tab = Annotated[str, StringConstraints(pattern=PLACE)]
"""the id of a browser's tab"""
Browser = Annotated[str, StringConstraints(pattern=PLACE_OR_NONE)]
"""the id of a browser; empty if it is unknown"""


def without_null(schema: dict[str, Any]) -> None:
    """Remove null from the schema of each optional field: a field is left out instead."""
    for field in schema["properties"].values():
        values = [each for each in field.get("anyOf", ()) if each != {"type": "null"}]
        if len(values) == 1:
            del field["anyOf"]
            field.pop("default", None)
            field.update({**values[0], **field})


def given_or_left_out(value: Any) -> Any:
    """Refuse null, which would not say whether a field is to change.

    :raises ValueError: if it is null
    """
    if value is None:
        raise ValueError("null is not allowed: leave the field out")
    return value
