"""What an import is answered with: what became of its rows."""

from collections.abc import Generator
from typing import Any, Final

from pydantic import BaseModel, Field
from sqlalchemy import Row

from api.transfers.staging import Outcome, Refusal, Staging

MOST_LISTED: Final = 1000
"""rows"""


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


def imported(staging: Staging, *, dry_run: bool) -> Imported:
    """What became of the rows, in numbers."""
    counts = staging.counts()
    taken = {name: counts.get(name, 0) for name in Taken.model_fields}
    return Imported(
        dry_run=dry_run,
        taken=Taken(**taken),
        refused=counts.get(Outcome.REFUSED, 0),
        conflicts=staging.conflicts(),
    )


def short_report(staging: Staging, *, dry_run: bool) -> bytes:
    """One document, however many rows there were. It closes the staging."""
    with staging:
        return reported(staging, dry_run=dry_run).encode()


def reported(staging: Staging, *, dry_run: bool) -> str:
    """The same document, of a staging that stays open."""
    numbers = imported(staging, dry_run=dry_run)
    rows = [_done(row) for row in staging.shortened_report(MOST_LISTED)]
    unlisted = sum(staging.counts().values()) - len(rows)
    report = ImportReport(**dict(numbers), rows=rows, unlisted=unlisted)
    return report.model_dump_json(exclude_none=True)


def long_report(staging: Staging, *, dry_run: bool) -> Generator[bytes]:
    """A line of JSON for each row, and one more with the numbers. It closes the staging."""
    with staging:
        for part in staging.report():
            yield b"".join(_line(_done(row)) for row in part)
        yield _line(imported(staging, dry_run=dry_run))


def _done(row: Row[Any]) -> RowDone:
    return RowDone.model_validate(row, from_attributes=True)


def _line(said: BaseModel) -> bytes:
    return said.model_dump_json(exclude_none=True).encode() + b"\n"
