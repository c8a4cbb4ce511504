"""The models of notes, as callers send and receive them."""

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
    TypeAdapter,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

TITLE_LENGTH: Final = 200
DESCRIPTION_LENGTH: Final = 20_000
INVISIBLE: Final = (
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680"
    r"\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f"
)
"""Unicode's categories Cc, Cf, Zl, Zp and Zs, as a character class that JSON Schema has too"""
VISIBLE: Final = re.compile(f"[^{INVISIBLE}]")
ANY_TEXT: Final = r"^[^\u0000]*$"
TITLE_BLANK: Final = "title_blank"
"""the type of the error, for programs"""
BLANK: Final = "it is blank; give at least one visible character"
VISIBLE_TEXT: Final = rf"^[^\u0000]*[^{INVISIBLE}][^\u0000]*$"

TITLE: Final = "text with at least one visible character; whitespace around it is removed"
MARKDOWN: Final = "any text, in Markdown"
DONE: Final = "whether the note is done"
PINNED: Final = "whether the note is pinned, so that lists can show it first"


def without_nul(text: str) -> str:
    """The text, which no database stores with a NUL.

    :raises ValueError: if it has one
    """
    if "\0" in text:
        raise ValueError("remove the NUL character")
    return text


def _visible(title: str) -> str:
    """Zero-width characters count as blank too."""
    if not VISIBLE.search(title):
        raise PydanticCustomError(TITLE_BLANK, BLANK)
    return title


def _storable(title: str) -> str:
    """Apply the database's own check, which knows only these blanks."""
    if not title.strip(" \t\n\v\f\r"):
        raise PydanticCustomError(TITLE_BLANK, BLANK)
    return title


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=TITLE_LENGTH),
    AfterValidator(_visible),
    AfterValidator(without_nul),
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": TITLE_LENGTH, "pattern": VISIBLE_TEXT}
    ),
]
ExactTitle = Annotated[
    str,
    StringConstraints(max_length=TITLE_LENGTH),
    AfterValidator(_storable),
    AfterValidator(without_nul),
]
"""a title that is stored unchanged: another program may have written only invisible characters"""
Description = Annotated[
    str,
    StringConstraints(max_length=DESCRIPTION_LENGTH),
    AfterValidator(without_nul),
    WithJsonSchema({"type": "string", "maxLength": DESCRIPTION_LENGTH, "pattern": ANY_TEXT}),
]


def _whole(given: Any) -> Any:
    return int(given) if isinstance(given, float) and given.is_integer() else given


AS_WHOLE: Final = BeforeValidator(_whole)
"""accepts 1.0 as 1, as JSON Schema does"""


class Action(StrEnum):
    """What happened to a note."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Author(StrEnum):
    """Who wrote a note; `outside` is any other program that writes into the file."""

    PAGE = "page"
    REST = "rest"
    OUTSIDE = "outside"


class NoteCreate(BaseModel):
    """A new note. It is always open: `done` is refused."""

    model_config = ConfigDict(extra="forbid")

    title: Title = Field(description=TITLE)
    description: Description = Field("", description=MARKDOWN)


def _without_null(schema: dict[str, Any]) -> None:
    """Remove null from the schema: a field is left out instead."""
    for name in ("title", "description", "done", "pinned"):
        field = schema["properties"][name]
        value, _ = field.pop("anyOf")
        del field["default"]
        field.update(value)


class NoteUpdate(BaseModel):
    """Changes to a note: only the given fields change."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_null)

    title: Title | None = Field(None, description=TITLE)
    description: Description | None = Field(None, description=MARKDOWN)
    done: StrictBool | None = Field(None, description=DONE)
    pinned: StrictBool | None = Field(None, description=PINNED)

    @field_validator("title", "description", "done", "pinned", mode="before")
    @classmethod
    def _given_or_left_out(cls, value: Any) -> Any:
        if value is None:
            raise ValueError("null is not allowed: leave the field out to keep its value")
        return value

    def given(self) -> dict[str, Any]:
        """The fields to change, by name."""
        return self.model_dump(exclude_unset=True)


class NotePublic(BaseModel):
    """A note as callers and pages see it."""

    model_config = ConfigDict(frozen=True)

    id: int = Field(
        description="the note's id; it is never given to another note, except by an import"
    )
    title: str = Field(description=TITLE)
    description: str = Field(description=MARKDOWN)
    done: bool = Field(description=DONE)
    # The feed still holds changes that were written before the next two fields existed.
    pinned: bool = Field(False, description=PINNED)
    trashed: bool = Field(False, description="whether the note is in the trash")
    version: int = Field(description="starts at 1 and grows by 1 with every change")
    created_at: datetime = Field(description="when the note was created")
    updated_at: datetime = Field(description="when the note was last changed")


NOTE: Final = TypeAdapter(NotePublic)
"""reads and writes one note"""
