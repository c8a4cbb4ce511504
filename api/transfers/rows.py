"""Validates a row of an import as a note, and says in words what is wrong with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from api.notes.models import Description, ExactTitle
from api.notes.reading.query import HIGHEST, LOWEST
from api.notes.validation_messages import blame, words_of
from api.transfers.errors import RowRefused
from api.transfers.id_allocation import LAST

MOST_BLAMED: Final = 10
MOMENT: Final = "give a time such as 2026-11-22T19:39:54.123Z"
NO_NOTE: Final = 'This is not a note. A note is an object such as {"title": "Buy milk"}.'


def stored(moment: str) -> str:
    """A time in ISO 8601 as the database stores it: in UTC, to the millisecond."""
    try:
        read = datetime.fromisoformat(moment)
        read = read.astimezone(UTC) if read.tzinfo else read
    except (ValueError, OverflowError) as error:
        raise ValueError(MOMENT) from error
    return as_stored(read)


def as_stored(moment: datetime) -> str:
    """A time in UTC as the database stores it: a text without a zone, to the millisecond."""
    return moment.replace(tzinfo=None).isoformat(" ", "milliseconds")


Moment = Annotated[str, AfterValidator(stored)]


class NoteRow(BaseModel):
    """All fields of a note. Texts are stored unchanged, including blanks around a title.

    Ids beyond 2**53 are accepted, although not all readers of JSON understand them (RFC 7493, 2.2),
    so that the import of an export restores notes of other programs. The version is capped so that
    it can still be incremented.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[int, Field(ge=LOWEST, le=HIGHEST)] | None = None
    title: ExactTitle
    description: Description = ""
    done: bool = False
    pinned: bool = False
    trashed: bool = False
    version: Annotated[int, Field(ge=1, le=LAST)] = 1
    created_at: Moment = ""
    updated_at: Moment = ""


def given_in(row: object, *, typed: bool) -> dict[str, Any]:
    """The fields that a row gives, as the database stores them.

    :param typed: whether the values have types, as in JSON, or are all texts, as in CSV
    :raises RowRefused: if the fields are not those of a note
    """
    if not isinstance(row, Mapping):
        raise RowRefused(NO_NOTE)
    try:
        checked = NoteRow.model_validate(row, strict=typed)
    except ValidationError as error:
        found = error.errors(include_input=False)[:MOST_BLAMED]
        raise RowRefused("; ".join(map(_blame, found))) from error
    return checked.model_dump(exclude_unset=True)


def _blame(found: ErrorDetails) -> str:
    words = words_of(found)
    return blame(found["loc"][0], words) if found["loc"] else words
