"""What is asked of an import, and what it is answered with."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, Field

from api.notes.models import Author
from api.transfers.formats import OnConflict


class Outcome(StrEnum):
    """What became of a row."""

    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    COPIED = "copied"
    """until it is made"""


class Refusal(StrEnum):
    """Why a row was refused, for programs."""

    CONFLICT = "conflict"
    """the note with its id holds something else"""
    REPEATED = "repeated"
    """a row before it has the same id"""
    OVERWRITTEN = "overwritten"
    """another file of its name comes after it in the zip"""
    INVALID = "invalid"
    """no note can have such fields"""
    UNREADABLE = "unreadable"
    """it can't be read, or is no note at all"""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to be done.

    :param dry_run: whether nothing is to be written, only told what would become of each row
    :param expected: what `Staging.met` was when somebody looked; None if nobody has
    """

    on_conflict: OnConflict = OnConflict.REFUSE
    dry_run: bool = False
    author: Author = Author.REST
    expected: str | None = None


class RowDone(BaseModel):
    """What became of a row."""

    row: int = Field(description="which of the rows it is, counted from 1")
    line: int = Field(description="where it begins, counted from 1; in a zip, which file it is")
    entry: str | None = Field(None, description="the name of the file, in a zip")
    outcome: Outcome = Field(description="what became of it")
    id: int | None = Field(None, description="the note that was made or changed, or is the same")
    detail: str | None = Field(None, description="why it was refused, in words")
    code: Refusal | None = Field(None, description="why it was refused, for programs")
    fields: list[str] | None = Field(None, description="the fields that it was refused for")


class Taken(BaseModel):
    """How many rows were taken, and how."""

    made: int = Field(description="how many notes were made")
    changed: int = Field(description="how many notes were changed")
    unchanged: int = Field(description="how many notes held the same already")


class Imported(BaseModel):
    """What became of all rows, in numbers."""

    dry_run: bool = Field(description="whether this is what would become of them")
    taken: Taken = Field(description="how many rows were taken, and how")
    refused: int = Field(description="how many rows were not taken")
    conflicts: int = Field(
        description="how many of the refused ones have the id of a note that holds something else"
    )


class ImportReport(Imported):
    """The same, and what became of up to 1,000 of them: refused ones have precedence."""

    rows: list[RowDone] = Field(
        description="what became of up to 1,000 rows: refused ones have precedence"
    )
    unlisted: int = Field(description="how many rows are not listed here")
