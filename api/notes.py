"""The notes: the one place where they are read and changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Select, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.engine import Connection, Row
from sqlmodel import col

from api.database import Database
from api.models import Note, NoteCreate, NotePublic, NoteUpdate

COLUMNS: Final = tuple(Note.__table__.columns)  # type: ignore[attr-defined]
NAMES: Final = tuple(column.name for column in COLUMNS)
NOTE: Final = TypeAdapter(NotePublic)
ID: Final = col(Note.id)
BY_ID: Final = select(*COLUMNS).where(ID == bindparam("note_id"))
INSERT: Final = insert(Note).returning(*COLUMNS)
DELETE: Final = delete(Note).where(ID == bindparam("note_id")).returning(*COLUMNS)
COUNT: Final = select(func.count()).select_from(Note)


class NoteNotFound(Exception):
    """There is no note of this id, or no longer."""

    def __init__(self, note_id: int) -> None:
        super().__init__(f"There is no note {note_id}. It may have been deleted.")
        self.note_id = note_id


@dataclass(frozen=True, slots=True)
class NoteView:
    """Which notes a page shows: newest first, from the note ``start`` (or the newest) on.

    Pages with equal views share one reading of the database.
    """

    start: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class NoteWindow:
    """What a view holds at one moment, and what lies around it. Equal only to itself."""

    notes: Sequence[NotePublic]
    total: int
    newer: bool
    """whether there are notes before the window"""
    older: bool
    """whether there are notes after it"""


@dataclass(frozen=True, slots=True)
class NoteSlice:
    """A part of all notes in order of id."""

    notes: Sequence[NotePublic]
    total: int
    more: bool


class Notes:
    """Reads on the event loop, in snapshots; writes through the database's one writer.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, note_id: int) -> NotePublic:
        """The note as it is now.

        :raises NoteNotFound: if there is none
        """
        with self._database.snapshot() as connection:
            return _get(connection, note_id)

    async def list(self, *, after: int | None = None, limit: int = 100) -> NoteSlice:
        """Up to ``limit`` notes in order of id, from the first whose id is above ``after`` on."""
        query = select(*COLUMNS).order_by(ID).limit(limit + 1)
        if after is not None:
            query = query.where(ID > after)
        with self._database.snapshot() as connection:
            notes = _all(connection, query)
            total = connection.scalar(COUNT) or 0
        return NoteSlice(notes[:limit], total, more=len(notes) > limit)

    async def window(self, view: NoteView) -> NoteWindow:
        """What the view shows now. A view whose notes have all gone shows the newest instead."""
        with self._database.snapshot() as connection:
            window = _window(connection, view)
            if not window.notes and window.newer:
                window = _window(connection, NoteView(limit=view.limit))
        return window

    async def start_before(self, start: int, count: int) -> int | None:
        """Where a view starts that shows ``count`` more before ``start``; None: the newest."""
        query = select(ID).where(ID > start).order_by(ID).limit(count + 1)
        with self._database.snapshot() as connection:
            ids = connection.scalars(query).all()
        return ids[count - 1] if len(ids) > count else None

    async def create(self, new: NoteCreate) -> NotePublic:
        """Make a note, open and at version 1."""
        values = new.model_dump()
        return await self._database.write(lambda connection: _create(connection, values))

    async def update(self, note_id: int, changes: NoteUpdate) -> NotePublic:
        """Change the given fields, and no others; the same values again change nothing.

        :raises NoteNotFound: if there is no such note
        """
        given = changes.given()
        if not given:
            return await self.get(note_id)
        return await self._database.write(lambda connection: _update(connection, note_id, given))

    async def delete(self, note_id: int) -> NotePublic:
        """Delete the note and return it as it was; its id is never used again.

        :raises NoteNotFound: if there is no such note
        """
        return await self._database.write(lambda connection: _delete(connection, note_id))


def _all(connection: Connection, query: Select[Any]) -> list[NotePublic]:
    return [_public(row) for row in connection.execute(query)]


def _public(row: Row[Any]) -> NotePublic:
    return NOTE.validate_python(dict(zip(NAMES, row, strict=True)))


def _get(connection: Connection, note_id: int) -> NotePublic:
    row = connection.execute(BY_ID, {"note_id": note_id}).first()
    if row is None:
        raise NoteNotFound(note_id)
    return _public(row)


def _window(connection: Connection, view: NoteView) -> NoteWindow:
    query = select(*COLUMNS).order_by(ID.desc()).limit(view.limit + 1)
    newer = False
    if view.start is not None:
        query = query.where(ID <= view.start)
        newer = bool(connection.scalar(select(exists().where(ID > view.start))))
    notes = _all(connection, query)
    total = connection.scalar(COUNT) or 0
    return NoteWindow(notes[: view.limit], total, newer, older=len(notes) > view.limit)


def _create(connection: Connection, values: dict[str, Any]) -> NotePublic:
    return _public(connection.execute(INSERT, values).one())


def _update(connection: Connection, note_id: int, given: dict[str, Any]) -> NotePublic:
    connection.execute(update(Note).where(ID == note_id).values(given))
    # Read back and not RETURNING, which would not show the version that the trigger sets.
    return _get(connection, note_id)


def _delete(connection: Connection, note_id: int) -> NotePublic:
    row = connection.execute(DELETE, {"note_id": note_id}).first()
    if row is None:
        raise NoteNotFound(note_id)
    return _public(row)
