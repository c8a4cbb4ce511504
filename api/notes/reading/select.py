"""Reads notes by query: in tiers, from any cursor, forwards or backwards.

A tier is read only if the tiers before it have not filled the result. So the cost of a search
depends on the notes it returns, not on the number of matches.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, bindparam, func, literal, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.sql.search import finds_many
from api.db.tables import NoteCount, Tag
from api.notes.errors import NoteNotFound
from api.notes.models import NotePublic
from api.notes.reading.cache import COLUMNS, TABLE, NoteCache, public
from api.notes.reading.query import Cursor, NoteQuery
from api.notes.reading.statements import Place, Statements
from api.notes.reading.tiers import ID, everything, may_walk, state, widest

MOST_COUNTED: Final = 1000
"""matches of a search that are counted: counting more would cost more than the result itself"""

COUNTS: Final = select(col(NoteCount.state), col(NoteCount.notes))
TAGS: Final = (
    select(col(Tag.tag), col(Tag.notes))
    .order_by(col(Tag.notes).desc(), col(Tag.tag))
    .limit(bindparam("most"))
)
BY_ID: Final = select(*COLUMNS).where(ID == bindparam("note_id"))
TO_CHANGE: Final = BY_ID.with_for_update()
"""on PostgreSQL, nobody else changes it until the end of the transaction; SQLite has one writer"""

WithCursor = tuple[Cursor, NotePublic]


class Part(NamedTuple):
    """Up to ``limit`` notes of a query after a cursor, or before it."""

    start: Cursor | None
    limit: int
    inclusive: bool = False
    """whether the note at the cursor belongs to them"""
    backwards: bool = False


class Reader:
    """Reads notes with cached statements, and takes unchanged notes from the cache."""

    def __init__(self, known: NoteCache, statements: Statements) -> None:
        self._known = known
        self._statements = statements

    def read(self, connection: Connection, query: NoteQuery, part: Part) -> list[WithCursor]:
        """The notes of a part of the query; the nearest to its start first."""
        start, limit = part.start, part.limit
        places: list[Cursor] = []
        found: list[Row[Any]] = []
        for number in self._tier_numbers(query, part):
            walks = self._walks(connection, query, number)
            at = start if start and start.tier == number else None
            place = Place(query, number, at, part.inclusive, part.backwards, walks)
            rows = connection.execute(
                self._statements.select(place), {"most": limit - len(found)}
            ).all()
            places += [Cursor(number, row.key, row.id) for row in rows]
            found += rows
            if len(found) >= limit:
                break
        return list(zip(places, self._known.read(connection, found), strict=True))

    def _walks(self, connection: Connection, query: NoteQuery, number: int) -> bool:
        """Whether to read a tier in its order; a matter of speed alone."""
        if not may_walk(query) or self._statements.tiers(query)[number].is_small:
            return False
        return bool(connection.scalar(finds_many(widest(query))))

    def _tier_numbers(self, query: NoteQuery, part: Part) -> list[int]:
        numbers, start = range(len(self._statements.tiers(query))), part.start
        if part.backwards:
            return [number for number in reversed(numbers) if start is None or number <= start.tier]
        return [number for number in numbers if start is None or number >= start.tier]


def count(connection: Connection, query: NoteQuery, kept: Mapping[str, int]) -> tuple[int, bool]:
    """The number of notes, and whether it is exact: a search counts no more than 1,000.

    :param kept: the current counts
    """
    if not query.q and query.tag is None:
        return _kept_count(connection, query, kept), True
    tier = everything(query)
    some = select(literal(1)).select_from(tier.source).where(tier.condition, state(query, tier))
    most = some.limit(MOST_COUNTED + 1).subquery()
    counted = connection.scalar(select(func.count()).select_from(most)) or 0
    return min(counted, MOST_COUNTED), counted <= MOST_COUNTED


def counts(connection: Connection) -> dict[str, int]:
    """The numbers of open, done and trashed notes."""
    return {row.state: row.notes for row in connection.execute(COUNTS)}


def tags(connection: Connection, most: int) -> list[tuple[str, int]]:
    """The most used tags, with the number of notes of each."""
    return [(row.tag, row.notes) for row in connection.execute(TAGS, {"most": most})]


def _kept_count(connection: Connection, query: NoteQuery, kept: Mapping[str, int]) -> int:
    if query.trashed and query.done is None:
        return kept["trashed"]
    if query.trashed:
        condition = state(query, everything(query))
        return connection.scalar(select(func.count()).select_from(TABLE).where(condition)) or 0
    of_state = {True: kept["done"], False: kept["open"], None: kept["open"] + kept["done"]}
    return of_state[query.done]


def find(
    connection: Connection, note_id: int, *, trashed: bool = False, to_change: bool = False
) -> NotePublic:
    """The note as it is now.

    :param trashed: whether it may be in the trash
    :param to_change: whether nobody else may change it until the end of the transaction
    :raises NoteNotFound: if there is none
    """
    row = connection.execute(TO_CHANGE if to_change else BY_ID, {"note_id": note_id}).first()
    note = public(row) if row else None
    if note is None or (note.trashed and not trashed):
        raise NoteNotFound(note_id)
    return note
