"""The notes: what comes in, and what goes out."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
    field_validator,
)

TITLE_LENGTH: Final = 200
DESCRIPTION_LENGTH: Final = 20_000
INVISIBLE: Final = (
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680"
    r"\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f"
)
"""Unicode's categories Cc, Cf, Zl, Zp and Zs, in words that JSON Schema has too"""
VISIBLE: Final = re.compile(f"[^{INVISIBLE}]")
ANY_TEXT: Final = r"^[^\u0000]*$"
BLANK: Final = "give a title that can be seen: it is blank"
VISIBLE_TEXT: Final = rf"^[^\u0000]*[^{INVISIBLE}][^\u0000]*$"


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("leave out the NUL character")
    return text


def _visible(title: str) -> str:
    """A title of nothing but zero-width characters is as blank as one of spaces."""
    if not VISIBLE.search(title):
        raise ValueError(BLANK)
    return title


def _storable(title: str) -> str:
    """What the database itself takes for a title, in which it knows no blanks but these."""
    if not title.strip(" \t\n\v\f\r"):
        raise ValueError(BLANK)
    return title


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=TITLE_LENGTH),
    AfterValidator(_visible),
    AfterValidator(_without_nul),
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": TITLE_LENGTH, "pattern": VISIBLE_TEXT}
    ),
]
ExactTitle = Annotated[
    str,
    StringConstraints(max_length=TITLE_LENGTH),
    AfterValidator(_storable),
    AfterValidator(_without_nul),
]
"""a title that is kept as it is: another program may have made it of blanks that nobody sees"""
Description = Annotated[
    str,
    StringConstraints(max_length=DESCRIPTION_LENGTH),
    AfterValidator(_without_nul),
    WithJsonSchema({"type": "string", "maxLength": DESCRIPTION_LENGTH, "pattern": ANY_TEXT}),
]


def _whole(given: Any) -> Any:
    return int(given) if isinstance(given, float) and given.is_integer() else given


AS_WHOLE: Final = BeforeValidator(_whole)
"""takes 1.0 for 1, as JSON Schema does"""


class Action(StrEnum):
    """What happened to a note."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Author(StrEnum):
    """Who wrote a note: what is written past this program comes from outside."""

    PAGE = "page"
    REST = "rest"
    OUTSIDE = "outside"


class NoteCreate(BaseModel):
    """A note to be made. It is always made open: ``done`` is refused."""

    model_config = ConfigDict(extra="forbid")

    title: Title = Field(description="a line that can be seen; spaces around it are taken off")
    description: Description = Field("", description="any text, as Markdown")


def _without_null(schema: dict[str, Any]) -> None:
    """Say that a field is left out, and never null."""
    for name in ("title", "description", "done", "pinned"):
        field = schema["properties"][name]
        value, _ = field.pop("anyOf")
        del field["default"]
        field.update(value)


class NoteUpdate(BaseModel):
    """Changes to a note: the fields that are given, and no others."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_null)

    title: Title | None = Field(
        None, description="a line that can be seen; spaces around it are taken off"
    )
    description: Description | None = Field(None, description="any text, as Markdown")
    done: StrictBool | None = Field(None, description="whether it is done")
    pinned: StrictBool | None = Field(None, description="whether it goes before others")

    @field_validator("title", "description", "done", "pinned", mode="before")
    @classmethod
    def _given_or_left_out(cls, value: Any) -> Any:
        if value is None:
            raise ValueError("leave the field out to keep what it holds: null is no value")
        return value

    def given(self) -> dict[str, Any]:
        """The fields to change, by name."""
        return self.model_dump(exclude_unset=True)


class NotePublic(BaseModel):
    """A note as callers and pages see it."""

    model_config = ConfigDict(frozen=True)

    id: int = Field(
        description="the note's number; no new note gets one that was used, only an import can give"
        " it back"
    )
    title: str = Field(description="a line that can be seen; spaces around it are taken off")
    description: str = Field(description="any text, as Markdown")
    done: bool = Field(description="whether it is done")
    # Changes that are older than the next two fields are still in the feed.
    pinned: bool = Field(False, description="whether it goes before others")
    trashed: bool = Field(False, description="whether it is in the trash")
    version: int = Field(description="counts its changes, from 1 on")
    created_at: datetime = Field(description="when it was made")
    updated_at: datetime = Field(description="when it was changed last")
