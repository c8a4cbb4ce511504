"""Which notes somebody wants to see: the same question for a page and for a REST caller."""

import base64
import binascii
import json
from enum import StrEnum
from typing import Annotated, Final, NamedTuple, Self

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
"""a title of 200 characters, each of four bytes, is in there"""
WRONG_PLACE: Final = "take it from the Link header of the answer before, for the same sort"


def _words(text: str) -> str:
    """The words with a space between; a NUL, which no note holds, is as good as a space."""
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
    """An order of notes: by a field, and downwards with a minus."""

    ID = "id"
    NEWEST = "-id"
    TITLE = "title"
    TITLE_DOWN = "-title"
    LONG_UNCHANGED = "updated_at"
    LAST_CHANGED = "-updated_at"
    BEST = "best"


BY_TEXT: Final = frozenset({Sort.TITLE, Sort.TITLE_DOWN, Sort.LONG_UNCHANGED, Sort.LAST_CHANGED})


class Cursor(NamedTuple):
    """Where a note stands in an order; stable while others write, and while it moves away."""

    tier: int
    """pinned notes, or better matches, come in tiers before the others"""
    key: str | int
    """what the order goes by: an id, or the digits of a text (`api.db.sqlite.search.digits`)"""
    id: int

    def text(self, order: Sort) -> str:
        """The place as callers get it and give it back."""
        return base64.urlsafe_b64encode(json.dumps([order, *self]).encode()).decode().rstrip("=")

    @classmethod
    def of(cls, text: str, order: Sort) -> Self:
        """The place of a text.

        :raises ValueError: if it is the text of none in this order
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
    """Which notes somebody wants to see, or to hear of."""

    model_config = ConfigDict(frozen=True)

    q: Words = Field(
        "", description="words that the notes hold, in any order; each may be a word's beginning"
    )
    done: bool | None = Field(None, description="only notes that are done, or only open ones")
    tag: Annotated[str, StringConstraints(max_length=LONGEST_SEARCH), _no_nul] | None = Field(
        None, description="only notes with this #tag; those in the trash have none"
    )


class NoteQuery(NoteFilter):
    """A question for notes. Equal questions have equal answers, and share one."""

    trashed: bool = Field(False, description="what is in the trash, and nothing else")
    sort: Sort | None = Field(
        None, description="what they are ordered by; without it `best` for a search, else `id`"
    )
    pinned_first: bool = Field(
        False, description="pinned notes before all others, but for the best matches"
    )

    @property
    def order(self) -> Sort:
        """What they are ordered by. Without a search no note is a better match than another."""
        chosen = self.sort or (Sort.BEST if self.q else Sort.ID)
        return Sort.NEWEST if chosen is Sort.BEST and not self.q else chosen

    @property
    def by_id(self) -> bool:
        """Whether a note's place in the order is its id, and nothing else."""
        return self.order in {Sort.ID, Sort.NEWEST} and not self.pinned_first

    def place_of(self, text: str) -> Cursor:
        """The place of a text, or of an id where they are in order of id.

        :raises ValueError: if there is no such place in this order
        """
        if self.by_id and _is_id(text):
            return Cursor(0, int(text), int(text))
        return Cursor.of(text, self.order)


class NotePage(NoteQuery):
    """A question for a part of the notes at a time, as REST takes it."""

    limit: int = Field(100, ge=1, le=1000, description="how many at most")
    after: str | None = Field(
        None,
        max_length=LONGEST_PLACE,
        description="only notes after this place: an id where they are in order of id, else"
        " what the `Link` of the answer before says",
    )

    @field_validator("after")
    @classmethod
    def _is_somewhere(cls, after: str | None, info: ValidationInfo) -> str | None:
        names = NoteQuery.model_fields.keys()
        if after is not None and names <= info.data.keys():  # else another field is to blame
            NoteQuery(**{name: info.data[name] for name in names}).place_of(after)
        return after

    @property
    def place(self) -> Cursor | None:
        """Where the part begins, exclusively."""
        return None if self.after is None else self.place_of(self.after)

    def question(self) -> NoteQuery:
        """The question for all parts together."""
        return NoteQuery(**self.model_dump(exclude={"limit", "after"}))


def _is_id(text: str) -> bool:
    digits = text.removeprefix("-").removeprefix("+")
    return digits.isascii() and digits.isdecimal() and LOWEST <= int(text) <= HIGHEST
