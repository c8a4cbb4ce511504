"""What an import is answered with: what became of its rows."""

from collections.abc import Generator
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import Row

from api.transfers.models import Imported, ImportReport, Outcome, RowDone, Taken
from api.transfers.staging import Staging

MOST_LISTED: Final = 1000
"""rows"""


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
