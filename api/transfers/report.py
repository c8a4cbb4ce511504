"""The report of an import: the outcome of each row, and the totals."""

from collections.abc import Generator
from typing import Any, Final

from pydantic import BaseModel, Field
from sqlalchemy import Row

from api.transfers.staging import Outcome, Refusal, Staging

MOST_LISTED: Final = 1000
"""rows"""


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


def imported(staging: Staging, *, dry_run: bool) -> Imported:
    """The totals of the staged rows."""
    counts = staging.counts()
    taken = {name: counts.get(name, 0) for name in Taken.model_fields}
    return Imported(
        dry_run=dry_run,
        taken=Taken(**taken),
        refused=counts.get(Outcome.REFUSED, 0),
        conflicts=staging.conflicts(),
    )


def short_report(staging: Staging, *, dry_run: bool) -> bytes:
    """The report as one document with up to 1,000 rows. It closes the staging."""
    with staging:
        return reported(staging, dry_run=dry_run).encode()


def reported(staging: Staging, *, dry_run: bool) -> str:
    """The same document; the staging stays open."""
    numbers = imported(staging, dry_run=dry_run)
    rows = [_done(row) for row in staging.shortened_report(MOST_LISTED)]
    unlisted = sum(staging.counts().values()) - len(rows)
    report = ImportReport(**dict(numbers), rows=rows, unlisted=unlisted)
    return report.model_dump_json(exclude_none=True)


def long_report(staging: Staging, *, dry_run: bool) -> Generator[bytes]:
    """A line of JSON for each row, and a last line with the totals. It closes the staging."""
    with staging:
        for part in staging.report():
            yield b"".join(_line(_done(row)) for row in part)
        yield _line(imported(staging, dry_run=dry_run))


def _done(row: Row[Any]) -> RowDone:
    return RowDone.model_validate(row, from_attributes=True)


def _line(said: BaseModel) -> bytes:
    return said.model_dump_json(exclude_none=True).encode() + b"\n"
