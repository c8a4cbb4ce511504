"""What is asked of an import, and what it is answered with."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, Field

from api.notes.models import Author
from api.transfers.formats import OnConflict


class Outcome(StrEnum):
    """The outcome of a row."""

    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    COPIED = "copied"
    """a copy that is not created yet"""


class Refusal(StrEnum):
    """Why a row was refused, for programs."""

    CONFLICT = "conflict"
    """the note with its id has other content"""
    REPEATED = "repeated"
    """an earlier row has the same id"""
    OVERWRITTEN = "overwritten"
    """a later file in the zip has the same name"""
    INVALID = "invalid"
    """a field has an invalid value"""
    UNREADABLE = "unreadable"
    """it can't be read, or is not a note"""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of an import.

    :param dry_run: whether to write nothing, and only report what would happen to each row
    :param expected: the value of `Staging.met` at the preview; None if there was no preview
    """

    on_conflict: OnConflict = OnConflict.REFUSE
    dry_run: bool = False
    author: Author = Author.REST
    expected: str | None = None


class RowDone(BaseModel):
    """The outcome of a row."""

    row: int = Field(description="the number of the row, counted from 1")
    line: int = Field(
        description="the line on which the row begins, or the file's number in a zip; from 1"
    )
    entry: str | None = Field(None, description="the name of the file in a zip")
    outcome: Outcome = Field(description="what happened to the row")
    id: int | None = Field(None, description="the note that was created, changed or left unchanged")
    detail: str | None = Field(None, description="why the row was refused, in words")
    code: Refusal | None = Field(None, description="why the row was refused, for programs")
    fields: list[str] | None = Field(None, description="the fields that caused the refusal")


class Taken(BaseModel):
    """The number of imported rows, by outcome."""

    made: int = Field(description="the number of notes created")
    changed: int = Field(description="the number of notes changed")
    unchanged: int = Field(description="the number of notes that had the same content already")


class Imported(BaseModel):
    """The totals of an import."""

    dry_run: bool = Field(description="whether nothing was written")
    taken: Taken = Field(description="the number of imported rows, by outcome")
    refused: int = Field(description="the number of refused rows")
    conflicts: int = Field(
        description="the number of refused rows whose id belongs to a note with other content"
    )


class ImportReport(Imported):
    """The report of an import: the totals and up to 1,000 rows."""

    rows: list[RowDone] = Field(description="up to 1,000 rows, refused rows first")
    unlisted: int = Field(description="the number of rows that are not listed here")
    met: str | None = Field(
        None,
        description="of a dry run: stands for the existing notes that the rows meet, as they are"
        " now. Give it as `expected` to import only if they are still the same",
    )
