"""All notes as a file, in any format, made piece by piece and in little memory for any number."""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import String, select, type_coerce

from api.db.database import Database
from api.notes.reading.cache import NAMES, TABLE
from api.transfers.formats import Format
from api.transfers.markdown import markdown
from api.transfers.writers.zip import ZippedFile, zipped

AT_ONCE: Final = 200
"""notes: little enough for others to have their turn in between"""
TIMES: Final = frozenset({"created_at", "updated_at"})
ALL: Final = select(
    *(
        type_coerce(TABLE.c[name], String).label(name) if name in TIMES else TABLE.c[name]
        for name in NAMES
    )
).order_by(TABLE.c.id)
TRUTH: Final = {False: "false", True: "true"}
FIRST_YEAR: Final = 1980
"""that a zip knows, as it knows none after 2107"""
LAST_YEAR: Final = 2107
UNTOLD: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
Noted = tuple[int, str, str, bool, bool, bool, int, str, str]
"""what `NAMES` names, with times as REST tells them"""
Parts = Iterable[Sequence[Noted]]


def export(
    database: Database, written: Format, progress: Callable[[int], object] = lambda _: None
) -> Generator[bytes]:
    """All notes in order of id, the trash included, as they are at the moment of the first piece.

    JSON is one array with a note a line, and each is written as REST writes it; CSV is that of
    RFC 4180 with a row of names; Markdown is a zip of a file for each note. Pieces are never empty
    and may be asked for in any thread, and in several one after the other.

    :param progress: told of every few notes that are read how many they are
    :raises DatabaseUnusable: with the piece that can't be read
    """
    with database.separate_snapshot() as connection:
        rows = connection.execute(ALL, execution_options={"yield_per": AT_ONCE})
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
    """The moment as REST tells it: the stored text is ``2026-11-22 19:39:54.123``."""
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
    """The name is the id: it stays where the title changes, and nothing needs to be left out."""
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
