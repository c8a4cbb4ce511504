"""Reading notes by query: in tiers, from any place on, forwards or backwards.

A tier is a condition whose notes come before those of the next one: pinned notes, or better matches
of a search. Each is read only if those before it have not filled the answer, so that a search whose
words are in every note costs what it shows, and not what it finds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.sqlite import search as sqlite_search
from api.db.tables import Note, NoteCount, NoteTag, Tag
from api.notes.models import NotePublic
from api.notes.reading.cache import STATE, TABLE, NoteCache
from api.notes.reading.query import Cursor, NoteQuery, Sort
from api.notes.reading.search_terms import has_words, symbols
from api.notes.tags import fold

ID: Final[ColumnElement[Any]] = TABLE.c.id
PINNED: Final[ColumnElement[Any]] = TABLE.c.pinned
KEYS: Final[dict[str, ColumnElement[Any]]] = {
    "title": func.lower(Note.title),
    "updated_at": type_coerce(col(Note.updated_at), String),  # as it is stored, to the millisecond
}
MOST_COUNTED: Final = 1000
"""matches of a search that are counted: the rest would cost more than the answer itself"""

COUNTS: Final = select(col(NoteCount.state), col(NoteCount.notes))
TAGS: Final = (
    select(col(Tag.tag), col(Tag.notes))
    .order_by(col(Tag.notes).desc(), col(Tag.tag))
    .limit(bindparam("most"))
)

MOST_PREPARED: Final = 512
"""statements that need not be put together again"""

WithCursor = tuple[Cursor, NotePublic]


@dataclass(frozen=True, slots=True)
class Tier:
    """Where notes come from, and under which condition."""

    source: FromClause
    id: ColumnElement[Any]
    condition: ColumnElement[bool]


def read(  # noqa: PLR0913  # three of them say which way to go, and are named
    connection: Connection,
    query: NoteQuery,
    known: NoteCache,
    *,
    start: Cursor | None,
    limit: int,
    inclusive: bool = False,
    backwards: bool = False,
) -> list[WithCursor]:
    """Up to ``limit`` notes after the place, or before it when ``backwards``, nearest first."""
    places: list[Cursor] = []
    found: list[Row[Any]] = []
    for number in _tier_numbers(query, start, backwards=backwards):
        at = start if start and start.tier == number else None
        selected = _select(query, number, at, inclusive=inclusive, backwards=backwards)
        rows = connection.execute(selected, {"most": limit - len(found)}).all()
        places += [Cursor(number, row.key, row.id) for row in rows]
        found += rows
        if len(found) >= limit:
            break
    return list(zip(places, known.read(connection, found), strict=True))


def count(connection: Connection, query: NoteQuery, kept: Mapping[str, int]) -> tuple[int, bool]:
    """How many notes there are, and whether that is all: a search counts no more than 1,000.

    :param kept: the counts of now
    """
    if not query.q and query.tag is None:
        return _kept_count(connection, query, kept), True
    tier = _everything(query)
    some = select(literal(1)).select_from(tier.source).where(tier.condition, _state(query))
    most = some.limit(MOST_COUNTED + 1).subquery()
    counted = connection.scalar(select(func.count()).select_from(most)) or 0
    return min(counted, MOST_COUNTED), counted <= MOST_COUNTED


def counts(connection: Connection) -> dict[str, int]:
    """How many notes are open, done and trashed."""
    return {row.state: row.notes for row in connection.execute(COUNTS)}


def tags(connection: Connection, most: int) -> list[tuple[str, int]]:
    """The tags that most notes have, and how many have each."""
    return [(row.tag, row.notes) for row in connection.execute(TAGS, {"most": most})]


def _kept_count(connection: Connection, query: NoteQuery, kept: Mapping[str, int]) -> int:
    if query.trashed and query.done is None:
        return kept["trashed"]
    if query.trashed:
        condition = _state(query)
        return connection.scalar(select(func.count()).select_from(TABLE).where(condition)) or 0
    of_state = {True: kept["done"], False: kept["open"], None: kept["open"] + kept["done"]}
    return of_state[query.done]


def _tier_numbers(query: NoteQuery, start: Cursor | None, *, backwards: bool) -> list[int]:
    numbers = range(len(_tiers(query)))
    if backwards:
        return [number for number in reversed(numbers) if start is None or number <= start.tier]
    return [number for number in numbers if start is None or number >= start.tier]


@lru_cache(maxsize=MOST_PREPARED)
def _tiers(query: NoteQuery) -> list[Tier]:
    pinned_first = query.pinned_first and query.order is not Sort.BEST
    return _pinned_tiers(query) if pinned_first else _match_tiers(query)


def _pinned_tiers(query: NoteQuery) -> list[Tier]:
    tier = _everything(query)
    conditions = [PINNED == 1, PINNED == 0]
    if query.q:  # few notes are pinned, and many may be found: each of the few is looked up
        few = select(ID).where(PINNED == 1).correlate(None)
        conditions = [tier.id.in_(few), sqlite_search.unindexed(PINNED) == 0]
    return [replace(tier, condition=and_(tier.condition, pinned)) for pinned in conditions]


def _match_tiers(query: NoteQuery) -> list[Tier]:
    if query.order is not Sort.BEST:
        return [_everything(query)]
    if not has_words(query.q):
        return [_everything(query)]
    matches = sqlite_search.matches(query.q, query.tag)
    return [
        _matching(
            match,
            *(
                sqlite_search.ROWID.not_in(sqlite_search.found(better))
                for better in matches[:place]
            ),
            *_holding_symbols(query.q),
        )
        for place, match in enumerate(matches)
    ]


def _everything(query: NoteQuery) -> Tier:
    """All notes of the query in one tier, but for their state."""
    holding = _holding_symbols(query.q)
    if not query.q or (holding and not has_words(query.q)):
        return Tier(TABLE, ID, and_(true(), *holding))
    return _matching(sqlite_search.matches(query.q, query.tag)[-1], *holding)


def _holding_symbols(text: str) -> list[ColumnElement[bool]]:
    whole = TABLE.c.title + "\n" + TABLE.c.description
    return [func.instr(whole, found) > 0 for found in symbols(text)]


def _matching(*conditions: ColumnElement[bool]) -> Tier:
    source = sqlite_search.SEARCH.join(TABLE, sqlite_search.ROWID == ID)
    return Tier(source, sqlite_search.ROWID, and_(*conditions))


def _state(query: NoteQuery) -> ColumnElement[bool]:
    # The order itself has an index; one that finds all open notes would leave them to be sorted.
    by_id = query.order in {Sort.ID, Sort.NEWEST} and not query.q
    column = _as_it_is if by_id else sqlite_search.unindexed
    conditions = [column(TABLE.c.trashed) == int(query.trashed)]
    if query.done is not None:
        conditions.append(column(TABLE.c.done) == int(query.done))
    if query.tag is not None:
        tag = fold(query.tag.removeprefix("#"))
        tagged = select(col(NoteTag.note_id)).where(col(NoteTag.tag) == tag)
        # What a search has found is looked up one by one, until there is enough.
        of_these = tagged.where(col(NoteTag.note_id) == ID).correlate(TABLE).exists()
        conditions.append(of_these if query.q else column(ID).in_(tagged))
    return and_(*conditions)


def _as_it_is(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column


@lru_cache(maxsize=MOST_PREPARED)
def _select(
    query: NoteQuery, number: int, at: Cursor | None, *, inclusive: bool, backwards: bool
) -> Select[Any]:
    tier = _tiers(query)[number]
    key = KEYS.get(query.order.removeprefix("-"), tier.id)
    down = (query.order.startswith("-") or query.order is Sort.BEST) is not backwards
    told = key if key is tier.id else sqlite_search.digits(key)
    selected = select(ID, *STATE, told.label("key")).select_from(tier.source)
    selected = selected.where(tier.condition, _state(query))
    if at is not None:
        selected = selected.where(_beyond(key, tier.id, at, down=down, inclusive=inclusive))
    by = (tier.id,) if key is tier.id else (key, tier.id)
    in_order = selected.order_by(*(column.desc() if down else column.asc() for column in by))
    return in_order.limit(bindparam("most"))


def _beyond(
    key: ColumnElement[Any], by_id: ColumnElement[Any], at: Cursor, *, down: bool, inclusive: bool
) -> ColumnElement[bool]:
    """What comes after a place; written so that an index on the key can be used."""
    beyond = (lt if down else gt, le if down else ge)
    further: ColumnElement[bool] = beyond[inclusive](by_id, at.id)
    if key is by_id:
        return further
    from_here = sqlite_search.of_digits(str(at.key))
    return and_(beyond[True](key, from_here), or_(beyond[False](key, from_here), further))
