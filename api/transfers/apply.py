"""Applies the rows of an import: creates and changes notes, or refuses rows.

An import is one transaction; a preview of it writes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

import orjson
from sqlalchemy import (
    MetaData,
    Row,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Connection

from api.db.tables import Note, with_stored_times
from api.notes.edits import SAID
from api.notes.models import Author
from api.notes.values import FIELDS
from api.transfers.errors import ImportMoved
from api.transfers.formats import OnConflict
from api.transfers.id_allocation import NONE_LEFT, Numbering
from api.transfers.models import Outcome, Refusal
from api.transfers.rows import NoteRow, as_stored
from api.transfers.staging import Staging

NOTE: Final = with_stored_times(Note, MetaData())
"""the notes as they are stored, times included, so that an import restores them to the byte"""
THERE: Final = (
    select(NOTE.c.id, NOTE.c.version, *(NOTE.c[name] for name in FIELDS))
    .where(NOTE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(NOTE.c.id)
)
TOP: Final = select(func.max(NOTE.c.id))
MAKE: Final = insert(NOTE)
MAKE_NEW: Final = insert(NOTE).returning(NOTE.c.id, sort_by_parameter_order=True)
LEFT_OUT: Final = NoteRow(title="-").model_dump(exclude={"id", "title"})
"""the values of fields that a row leaves out"""
Given = dict[str, Any]


def stored_now() -> str:
    """The current time, as the database stores it."""
    return as_stored(datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Applying:
    """Applies staged rows; it can be run again, for example after a failed commit.

    :param author: the author of the changes
    :param dry_run: whether to write no notes, and only store the outcome of each row
    :param expected: the value of `Staging.met` at the preview; None if there was no preview
    :param progress: called every few rows with the number of rows that this run has applied
    """

    staging: Staging
    on_conflict: OnConflict
    author: Author
    dry_run: bool
    expected: str | None = None
    progress: Callable[[int], object] = lambda _: None
    now: str = field(default_factory=stored_now)

    def run(self, connection: Connection) -> None:
        """Create and change notes in the connection's transaction.

        Rows with an id come first, so that no row without one gets an id of theirs.

        :raises ImportMoved: if the existing notes with the rows' ids have changed since the preview
        """
        numbering, seen, applied = Numbering(connection.scalar(TOP) or 0), blake2b(), 0
        for rows in self.staging.numbered():
            there = self._there(connection, rows)
            seen.update(repr([(note.id, note.version) for note in there.values()]).encode())
            self._make(connection, [row for row in rows if row.id not in there], numbering)
            met = [(row, there[row.id]) for row in rows if row.id in there]
            self.staging.settle([self._meet(connection, row, note) for row, note in met])
            self.progress(applied := applied + len(rows))
        self.staging.met = seen.hexdigest()
        if self.expected not in {None, self.staging.met}:
            raise ImportMoved
        for rows in self.staging.new():
            self._make_new(connection, rows)
            self.progress(applied := applied + len(rows))

    @staticmethod
    def _there(connection: Connection, rows: Sequence[Row[Any]]) -> Mapping[int, Row[Any]]:
        """The existing notes with the rows' ids, by id."""
        ids = [row.id for row in rows]
        return {note.id: note for note in connection.execute(THERE, {"ids": ids})}

    def _make(self, connection: Connection, rows: Sequence[Row[Any]], numbering: Numbering) -> None:
        refused = {row.id for row in rows if not numbering.takes(row.id)}
        made = [row for row in rows if row.id not in refused]
        if made and not self.dry_run:
            connection.execute(MAKE, [{"id": row.id, **self._values(row)} for row in made])
        self.staging.settle([_settled(row, Outcome.MADE, row.id) for row in made])
        left = [row for row in rows if row.id in refused]
        self.staging.settle([_refused(row, NONE_LEFT, Refusal.INVALID, ["id"]) for row in left])

    def _make_new(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        made: Sequence[int | None] = [None] * len(rows)
        if not self.dry_run:
            made = connection.scalars(MAKE_NEW, [self._values(row) for row in rows]).all()
        settled = zip(rows, made, strict=True)
        self.staging.settle([_settled(row, Outcome.MADE, number) for row, number in settled])

    def _meet(self, connection: Connection, row: Row[Any], note: Row[Any]) -> Mapping[str, Any]:
        changes = _changes(orjson.loads(row.given), note)
        if not changes:
            return _settled(row, Outcome.UNCHANGED, note.id)
        if self.on_conflict is OnConflict.COPY:
            return _settled(row, Outcome.COPIED, None)
        if self.on_conflict is OnConflict.REFUSE:
            return _conflict(row, note.id, list(changes))
        if not self.dry_run:
            values = {**changes, "written_by": f"{SAID}{self.author}"}
            connection.execute(update(NOTE).where(NOTE.c.id == note.id).values(values))
        return _settled(row, Outcome.CHANGED, note.id)

    def _values(self, row: Row[Any]) -> Given:
        """The row's values, and defaults for missing ones: all rows need the same columns."""
        given: Given = orjson.loads(row.given)
        created_at = given.get("created_at") or given.get("updated_at") or self.now
        times = {"created_at": created_at, "updated_at": self.now}
        return {**LEFT_OUT, **times, **given, "written_by": self.author}


def _changes(given: Given, note: Row[Any]) -> Given:
    """The fields in which a row differs from a note; the database sets the version and times."""
    return {
        name: given[name] for name in FIELDS if name in given and given[name] != getattr(note, name)
    }


def _conflict(row: Row[Any], note_id: int, fields: Sequence[str]) -> Mapping[str, Any]:
    other = "another " + " and another ".join(fields)
    detail = (
        f"id: Note {note_id} exists already, with {other}."
        " Use on_conflict=replace to change that note, or on_conflict=copy to create another note."
    )
    return _refused(row, detail, Refusal.CONFLICT, fields)


def _settled(row: Row[Any], outcome: Outcome, note_id: int | None) -> Mapping[str, Any]:
    return {"at": row.place, "outcome": outcome, "note_id": note_id}


def _refused(row: Row[Any], detail: str, code: Refusal, fields: Sequence[str]) -> Mapping[str, Any]:
    refused = _settled(row, Outcome.REFUSED, None)
    return {**refused, "detail": detail, "code": code, "fields": fields}
