"""The statements that read notes by query, built once for each query.

A tier is a condition; its notes come before those of the next tier. Tiers are pinned notes, or
better matches of a search.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import ge, gt, le, lt
from threading import RLock
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
    type_coerce,
)
from sqlmodel import col

from api.caches import Cache, Caches, text_size
from api.db.sqlite import search as sqlite_search
from api.db.tables import Note, NoteTag
from api.notes.reading.cache import STATE, TABLE
from api.notes.reading.query import Cursor, NoteQuery, Sort
from api.notes.reading.search_terms import has_words, symbols
from api.notes.tags import fold

ID: Final[ColumnElement[Any]] = TABLE.c.id
PINNED: Final[ColumnElement[Any]] = TABLE.c.pinned
KEYS: Final[dict[str, ColumnElement[Any]]] = {
    "title": func.lower(Note.title),
    "updated_at": type_coerce(col(Note.updated_at), String),  # as it is stored, to the millisecond
}
SHARE_OF_TIERS: Final = 3
SHARE_OF_STATEMENTS: Final = 5
TIER: Final = 4000
STATEMENT: Final = 14_000
SYMBOL_IN_TIER: Final = 2200
SYMBOL_IN_STATEMENT: Final = 3400
"""approximate bytes: a statement is a tree of objects, with a branch for each symbol of a search"""
COPIES: Final = 5
"""copies of the search's words, and of the cursor, in a statement"""


@dataclass(frozen=True, slots=True)
class Tier:
    """The source of notes, and the condition for them."""

    source: FromClause
    id: ColumnElement[Any]
    condition: ColumnElement[bool]
    is_small: bool = False
    """whether all its notes are read, whatever their state"""


class Place(NamedTuple):
    """Where a statement starts to read, and in which direction."""

    query: NoteQuery
    tier: int
    at: Cursor | None
    inclusive: bool
    backwards: bool


Prepared = tuple[Place, Select[Any]]


class Statements:
    """The cache of statements; any thread."""

    def __init__(self, caches: Caches) -> None:
        self._tiers: Cache[NoteQuery, tuple[NoteQuery, Sequence[Tier]]] = caches.make(
            "tiers of queries", SHARE_OF_TIERS, lambda kept: _size_of_tiers(*kept)
        )
        self._statements: Cache[Place, Prepared] = caches.make(
            "statements", SHARE_OF_STATEMENTS, lambda kept: _size_of_statement(kept[0])
        )
        self._lock = RLock()

    def tiers(self, query: NoteQuery) -> Sequence[Tier]:
        """The tiers of a query, in their order."""
        with self._lock:
            kept = self._tiers.get(query) or self._tiers.keep(query, (query, _tiers(query)))
        return kept[1]

    def select(self, place: Place) -> Select[Any]:
        """The statement that reads up to ``most`` notes of one tier."""
        with self._lock:
            kept = self._statements.get(place)
            if kept is None:
                tier = self.tiers(place.query)[place.tier]
                kept = self._statements.keep(place, (place, _select(tier, place)))
        return kept[1]


def _size_of_tiers(query: NoteQuery, tiers: Sequence[Tier]) -> int:
    return len(tiers) * _size(query, TIER, SYMBOL_IN_TIER)


def _size_of_statement(place: Place) -> int:
    """The size with its tier, and with SQLAlchemy's compiled form."""
    key = place.at.key if place.at else 0
    at = COPIES * text_size(key) if isinstance(key, str) else 0
    return at + _size(place.query, STATEMENT, SYMBOL_IN_STATEMENT)


def _size(query: NoteQuery, base: int, symbol: int) -> int:
    words = text_size(query.q) + text_size(query.tag or "")
    return base + symbol * len(symbols(query.q)) + COPIES * words


def _tiers(query: NoteQuery) -> Sequence[Tier]:
    pinned_first = query.pinned_first and query.order is not Sort.BEST
    return _pinned_tiers(query) if pinned_first else _match_tiers(query)


def _pinned_tiers(query: NoteQuery) -> list[Tier]:
    tier = everything(query)
    conditions = [PINNED == 1, PINNED == 0]
    if query.q:  # few notes are pinned, many may match: look up each pinned one
        few = select(ID).where(PINNED == 1).correlate(None)
        conditions = [tier.id.in_(few), sqlite_search.unindexed(PINNED) == 0]
    return [
        replace(tier, condition=and_(tier.condition, pinned), is_small=pinned is conditions[0])
        for pinned in conditions
    ]


def _match_tiers(query: NoteQuery) -> list[Tier]:
    if query.order is not Sort.BEST:
        return [everything(query)]
    if not has_words(query.q):
        return [everything(query)]
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


def everything(query: NoteQuery) -> Tier:
    """All notes of the query in one tier, without the condition of `state`."""
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


def state(query: NoteQuery, *, is_small: bool = False) -> ColumnElement[bool]:
    """The part of the condition without the search: done, in the trash, with the tag.

    :param is_small: whether the index that finds few notes, in whatever state, is to be used
    """
    # The order has an index of its own; with an index of the state, SQLite would have to sort.
    by_id = query.order in {Sort.ID, Sort.NEWEST} and not query.q and not is_small
    column = _as_it_is if by_id else sqlite_search.unindexed
    conditions = [column(TABLE.c.trashed) == int(query.trashed)]
    if query.done is not None:
        conditions.append(column(TABLE.c.done) == int(query.done))
    if query.tag is not None:
        tag = fold(query.tag.removeprefix("#"))
        tagged = select(col(NoteTag.note_id)).where(col(NoteTag.tag) == tag)
        # The results of the search are looked up one by one, until there are enough.
        of_these = tagged.where(col(NoteTag.note_id) == ID).correlate(TABLE).exists()
        conditions.append(of_these if query.q else column(ID).in_(tagged))
    return and_(*conditions)


def _as_it_is(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column


def _select(tier: Tier, place: Place) -> Select[Any]:
    query, at, backwards = place.query, place.at, place.backwards
    key = KEYS.get(query.order.removeprefix("-"), tier.id)
    down = (query.order.startswith("-") or query.order is Sort.BEST) is not backwards
    told = key if key is tier.id else sqlite_search.digits(key)
    selected = select(ID, *STATE, told.label("key")).select_from(tier.source)
    selected = selected.where(tier.condition, state(query, is_small=tier.is_small))
    if at is not None:
        selected = selected.where(_beyond(key, tier.id, at, down=down, inclusive=place.inclusive))
    by = (tier.id,) if key is tier.id else (key, tier.id)
    in_order = selected.order_by(*(column.desc() if down else column.asc() for column in by))
    return in_order.limit(bindparam("most"))


def _beyond(
    key: ColumnElement[Any], by_id: ColumnElement[Any], at: Cursor, *, down: bool, inclusive: bool
) -> ColumnElement[bool]:
    """The condition for notes after a cursor; an index on the key can serve it."""
    beyond = (lt if down else gt, le if down else ge)
    further: ColumnElement[bool] = beyond[inclusive](by_id, at.id)
    if key is by_id:
        return further
    from_here = sqlite_search.of_digits(str(at.key))
    return and_(beyond[True](key, from_here), or_(beyond[False](key, from_here), further))
