"""Writes all notes to a file, in any format, piece by piece and in little memory."""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import func, select
from sqlmodel import col

from api.db.sql.expressions import AsStored
from api.db.storage import Readable
from api.db.tables import NoteCount
from api.notes.reading.cache import NAMES, TABLE
from api.transfers.formats import Format
from api.transfers.markdown import markdown
from api.transfers.writers.zip import ZippedFile, zipped

AT_ONCE: Final = 200
"""notes: few enough to let other tasks run in between"""
TIMES: Final = frozenset({"created_at", "updated_at"})
ALL: Final = select(
    *(AsStored(TABLE.c[name]).label(name) if name in TIMES else TABLE.c[name] for name in NAMES)
).order_by(TABLE.c.id)
NUMBER: Final = select(func.sum(col(NoteCount.notes)))
TRUTH: Final = {False: "false", True: "true"}
FIRST_YEAR: Final = 1980
"""the first year that a zip can store; the last is 2107"""
LAST_YEAR: Final = 2107
UNTOLD: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
Noted = tuple[int, str, str, bool, bool, bool, int, str, str]
"""the fields of `NAMES`, with times as REST returns them"""
Parts = Iterable[Sequence[Noted]]


def export(
    database: Readable,
    written: Format,
    begin: Callable[[int], object] = lambda _: None,
    progress: Callable[[int], object] = lambda _: None,
) -> Generator[bytes]:
    """All notes in order of id, the trash included, in one snapshot taken at the first piece.

    JSON is one array with a note per line, as REST writes it; CSV follows RFC 4180, with a row of
    names; Markdown is a zip with one file per note. Pieces are never empty. They may be requested
    in any thread, but in one at a time.

    :param begin: called before the first piece with the number of all notes
    :param progress: called every few notes with their number
    :raises DatabaseUnusable: with the piece that can't be read
    """
    with database.separate_snapshot() as connection:
        begin(connection.scalar(NUMBER) or 0)
        with connection.execute(ALL, execution_options={"yield_per": AT_ONCE}) as rows:
            yield from WRITERS[written](_counted(rows.partitions(), progress))


def _counted(parts: Iterable[Sequence[Any]], progress: Callable[[int], object]) -> Iterator[Any]:
    for part in parts:
        yield [_noted(row) for row in part]
        progress(len(part))


def _noted(row: Sequence[Any]) -> Noted:
    number, title, description, done, pinned, trashed, version, created_at, updated_at = row
    created_at, updated_at = _moment(created_at), _moment(updated_at)
    return number, title, description, done, pinned, trashed, version, created_at, updated_at


def _moment(stored: str) -> str:
    """The time as REST returns it; the stored text is ``2026-11-22 19:39:54.123``."""
    day, time, part = stored[:10], stored[11:19], stored[19:]
    return f"{day}T{time}{'' if part == '.000' else f'{part}000'}Z"


def _ndjson(parts: Parts) -> Iterator[bytes]:
    for part in parts:
        yield b"".join(_json_of(note) + b"\n" for note in part)


def _json(parts: Parts) -> Iterator[bytes]:
    before = b"["
    for part in parts:
        yield before + b",\n".join(map(_json_of, part))
        before = b",\n"
    yield b"]\n" if before != b"[" else b"[]\n"


def _json_of(note: Noted) -> bytes:
    return orjson.dumps(dict(zip(NAMES, note, strict=True)))


def _csv(parts: Parts) -> Iterator[bytes]:
    yield _csv_of([NAMES])
    for part in parts:
        yield _csv_of(
            (number, title, text, TRUTH[done], TRUTH[pinned], TRUTH[trashed], *others)
            for number, title, text, done, pinned, trashed, *others in part
        )


def _csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _markdown(parts: Parts) -> Iterator[bytes]:
    return zipped(_file(note) for part in parts for note in part)


def _file(note: Noted) -> ZippedFile:
    """The file of a note, named by its id: that never changes, and is a valid file name."""
    fields = dict(zip(NAMES, note, strict=True))
    return ZippedFile(f"{note[0]}.md", _changed_at(note[-1]), markdown(fields))


def _changed_at(moment: str) -> datetime:
    told = datetime.fromisoformat(moment)
    return told if FIRST_YEAR <= told.year <= LAST_YEAR else UNTOLD


WRITERS: Final[dict[Format, Callable[[Parts], Iterator[bytes]]]] = {
    Format.JSON: _json,
    Format.NDJSON: _ndjson,
    Format.CSV: _csv,
    Format.MARKDOWN: _markdown,
}
