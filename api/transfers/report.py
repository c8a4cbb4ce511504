"""The report of an import: the outcome of each row, and the totals."""

from collections.abc import Generator
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import Row

from api.transfers.models import Imported, ImportReport, Outcome, RowDone, Taken
from api.transfers.staging import Staging

MOST_LISTED: Final = 1000
"""rows"""


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
    met = staging.met if dry_run else None
    report = ImportReport(**dict(numbers), rows=rows, unlisted=unlisted, met=met)
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
