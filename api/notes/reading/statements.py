"""The statements that read notes by query, built once for each query."""

from collections.abc import Sequence
from operator import ge, gt, le, lt
from threading import RLock
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    or_,
    select,
)
from sqlmodel import col

from api.caches import Cache, Caches, text_size
from api.db.sql.expressions import AsStored, Digits, Folded, OfDigits
from api.db.tables import Note
from api.notes.reading.cache import STATE
from api.notes.reading.query import Cursor, NoteQuery, Sort
from api.notes.reading.search_terms import symbols
from api.notes.reading.tiers import ID, Tier, state, tiers, walked

KEYS: Final[dict[str, ColumnElement[Any]]] = {
    "title": Folded(col(Note.title)),
    "updated_at": AsStored(col(Note.updated_at)),
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


class Place(NamedTuple):
    """Where a statement starts to read, and in which direction."""

    query: NoteQuery
    tier: int
    at: Cursor | None
    inclusive: bool
    backwards: bool
    walks: bool = False
    """whether the notes are read in their order, and looked up in the results of the search; small
    tiers never are"""


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
            kept = self._tiers.get(query) or self._tiers.keep(query, (query, tiers(query)))
        return kept[1]

    def select(self, place: Place) -> Select[Any]:
        """The statement that reads up to ``most`` notes of one tier."""
        with self._lock:
            kept = self._statements.get(place)
            if kept is None:
                tier = self._tier(place)
                kept = self._statements.keep(place, (place, _select(tier, place)))
        return kept[1]

    def _tier(self, place: Place) -> Tier:
        tier = self.tiers(place.query)[place.tier]
        return walked(place.query) if place.walks and not tier.is_small else tier


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


def _select(tier: Tier, place: Place) -> Select[Any]:
    query, at, backwards = place.query, place.at, place.backwards
    key = KEYS.get(query.order.removeprefix("-"), tier.id)
    down = (query.order.startswith("-") or query.order is Sort.BEST) is not backwards
    told = key if key is tier.id else Digits(key)
    selected = select(ID, *STATE, told.label("key")).select_from(tier.source)
    selected = selected.where(tier.condition, state(query, tier))
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
    from_here = OfDigits(str(at.key))
    return and_(beyond[True](key, from_here), or_(beyond[False](key, from_here), further))
