"""Queries for notes: the same for a page and for a REST caller."""

import base64
import binascii
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    field_validator,
)

LONGEST_SEARCH: Final = 200
LOWEST, HIGHEST = -(2**63), 2**63 - 1  # what a database's integer can hold
LONGEST_PLACE: Final = 3000
"""enough for a title of 200 characters of four bytes each"""
WRONG_PLACE: Final = "take the cursor from the Link header of a response with the same sort"


def _words(text: str) -> str:
    """The words, separated by single spaces; a NUL, which no note contains, counts as a space."""
    return " ".join(text.replace("\0", " ").split())


_no_nul = AfterValidator(lambda text: text.replace("\0", " "))
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_SEARCH),
    AfterValidator(_words),
]
Whole = Annotated[int, Field(strict=True, ge=LOWEST, le=HIGHEST)]
Digits = Annotated[str, StringConstraints(strict=True, pattern="^([0-9A-F]{2})*$")]


class Sort(StrEnum):
    """An order of notes: by a field; a minus means descending."""

    ID = "id"
    NEWEST = "-id"
    TITLE = "title"
    TITLE_DOWN = "-title"
    LONG_UNCHANGED = "updated_at"
    LAST_CHANGED = "-updated_at"
    BEST = "best"


BY_TEXT: Final = frozenset({Sort.TITLE, Sort.TITLE_DOWN, Sort.LONG_UNCHANGED, Sort.LAST_CHANGED})


class Cursor(NamedTuple):
    """A position in an order; it stays valid while others write, even if its note moves."""

    tier: int
    """tiers hold pinned notes, or better matches, before the others"""
    key: str | int
    """the sort key: an id, or the digits of a text (`api.db.sql.expressions.Digits`)"""
    id: int

    def text(self, order: Sort) -> str:
        """The cursor as text, for callers."""
        return base64.urlsafe_b64encode(json.dumps([order, *self]).encode()).decode().rstrip("=")

    @classmethod
    def of(cls, text: str, order: Sort) -> Self:
        """The cursor of a text.

        :raises ValueError: if the text is not a cursor of this order
        """
        try:
            decoded = base64.urlsafe_b64decode(text + "==")
            ordered_by, tier, key, note_id = PLACE.validate_json(decoded)
        except (binascii.Error, ValueError) as error:
            raise ValueError(WRONG_PLACE) from error
        if ordered_by is not order or isinstance(key, str) is not (order in BY_TEXT):
            raise ValueError(WRONG_PLACE)
        return cls(tier, key, note_id)


PLACE: Final = TypeAdapter(tuple[Sort, Whole, Whole | Digits, Whole])


class NoteFilter(BaseModel):
    """Which notes a list shows, or a subscriber receives."""

    model_config = ConfigDict(frozen=True)

    q: Words = Field(
        "", description="words of the note, in any order; each may be the beginning of a word"
    )
    done: bool | None = Field(
        None, description="`true`: only notes that are done; `false`: only open notes"
    )
    tag: Annotated[str, StringConstraints(max_length=LONGEST_SEARCH), _no_nul] | None = Field(
        None, description="only notes with this `#tag`; notes in the trash have no tags"
    )


class NoteQuery(NoteFilter):
    """A query for notes. Equal queries have equal results, and share a cache entry."""

    trashed: bool = Field(False, description="`true`: only notes in the trash")
    sort: Sort | None = Field(
        None, description="the order; by default `best` for a search, otherwise `id`"
    )
    pinned_first: bool = Field(
        False, description="pinned notes before all others; without effect in the order `best`"
    )

    @property
    def order(self) -> Sort:
        """The effective order. Without a search there is no best match: the newest come first."""
        chosen = self.sort or (Sort.BEST if self.q else Sort.ID)
        return Sort.NEWEST if chosen is Sort.BEST and not self.q else chosen

    @property
    def by_id(self) -> bool:
        """Whether a note's id alone is its cursor in this order."""
        return self.order in {Sort.ID, Sort.NEWEST} and not self.pinned_first

    @property
    def is_quick(self) -> bool:
        """Whether an index has just these notes in their order, so that no others are read."""
        in_order = self.order in {Sort.ID, Sort.NEWEST} and not self.q and self.tag is None
        return in_order and not (self.trashed and self.done is not None)  # which are counted

    def place_of(self, text: str) -> Cursor:
        """The cursor of a text; in order of id the text may be an id.

        :raises ValueError: if the text is not a cursor of this order
        """
        if self.by_id and _is_id(text):
            return Cursor(0, int(text), int(text))
        return Cursor.of(text, self.order)


def is_somewhere(place: str | None, given: Mapping[str, Any]) -> str | None:
    """The text of a cursor, if it is one of the query.

    :param given: the fields of the query, without those that are invalid
    :raises ValueError: if it is none
    """
    names = NoteQuery.model_fields.keys()
    if place is not None and names <= given.keys():  # else another field is invalid
        NoteQuery(**{name: given[name] for name in names}).place_of(place)
    return place


class NotePage(NoteQuery):
    """A query for one page of a list, as REST callers send it."""

    limit: int = Field(100, ge=1, le=1000, description="the maximum number of notes")
    after: str | None = Field(
        None,
        max_length=LONGEST_PLACE,
        description="a cursor: only notes after it. The `Link` of the previous response has it; in"
        " order of id it may be an id",
    )

    @field_validator("after")
    @classmethod
    def _is_somewhere(cls, after: str | None, info: ValidationInfo) -> str | None:
        return is_somewhere(after, info.data)

    @property
    def place(self) -> Cursor | None:
        """The cursor after which the page begins."""
        return None if self.after is None else self.place_of(self.after)

    def question(self) -> NoteQuery:
        """The same query without its page."""
        return NoteQuery(**self.model_dump(exclude={"limit", "after"}))


def _is_id(text: str) -> bool:
    digits = text.removeprefix("-").removeprefix("+")
    return digits.isascii() and digits.isdecimal() and LOWEST <= int(text) <= HIGHEST
