"""The tiers of a query: conditions for notes, each of which comes before those of the next tier.

Tiers are pinned notes before the others, or better matches of a search before wider ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, and_, literal, select, true
from sqlmodel import col

from api.db.sql.expressions import Position, Unindexed
from api.db.sql.search import ROWID, SEARCH, found, matches
from api.db.tables import NoteTag
from api.notes.reading.cache import TABLE
from api.notes.reading.query import BY_TEXT, NoteQuery, Sort
from api.notes.reading.search_terms import has_words, symbols
from api.notes.tags import fold

ID: Final[ColumnElement[Any]] = TABLE.c.id
PINNED: Final[ColumnElement[Any]] = TABLE.c.pinned


@dataclass(frozen=True, slots=True)
class Tier:
    """The source of notes, and the condition for them."""

    source: FromClause
    id: ColumnElement[Any]
    condition: ColumnElement[bool]
    is_small: bool = False
    """whether the tier has few notes: all of them are read, and `walked` does not replace it"""


def tiers(query: NoteQuery) -> Sequence[Tier]:
    """The tiers of a query, in their order."""
    pinned_first = query.pinned_first and query.order is not Sort.BEST
    return _pinned_tiers(query) if pinned_first else _match_tiers(query)


def _pinned_tiers(query: NoteQuery) -> list[Tier]:
    tier = everything(query)
    conditions = [PINNED == literal(True), PINNED == literal(False)]
    if query.q:  # few notes are pinned, many may match: look up each pinned one
        few = select(ID).where(PINNED == literal(True)).correlate(None)
        conditions = [tier.id.in_(few), Unindexed(PINNED) == literal(False)]
    return [
        replace(tier, condition=and_(tier.condition, pinned), is_small=pinned is conditions[0])
        for pinned in conditions
    ]


def _match_tiers(query: NoteQuery) -> list[Tier]:
    if query.order is not Sort.BEST:
        return [everything(query)]
    if not has_words(query.q):
        return [everything(query)]
    ways = matches(query.q, query.tag)
    return [
        _matching(
            match,
            *(ROWID.not_in(found(better)) for better in ways[:place]),
            *_holding_symbols(query.q),
        )
        for place, match in enumerate(ways)
    ]


def everything(query: NoteQuery) -> Tier:
    """All notes of the query in one tier, without the condition of `state`."""
    holding = _holding_symbols(query.q)
    if not query.q or (holding and not has_words(query.q)):
        return Tier(TABLE, ID, and_(true(), *holding))
    return _matching(widest(query), *holding)


def may_walk(query: NoteQuery) -> bool:
    """Whether `walked` may be quicker: a search for words in an order with an index.

    The trash has few of all notes: nearly the whole index would be walked.
    """
    return query.order in BY_TEXT and has_words(query.q) and not query.trashed


def walked(query: NoteQuery) -> Tier:
    """The notes of a search that finds many, to be read in their order until there are enough.

    To read all that is found, and to sort it, takes longer the more is found. Pinned notes that
    come first are left out: they are few.
    """
    among = Unindexed(ID).in_(found(widest(query)))
    others = Unindexed(PINNED) == literal(False) if query.pinned_first else true()
    return Tier(TABLE, ID, and_(among, others, *_holding_symbols(query.q)))


def widest(query: NoteQuery) -> ColumnElement[bool]:
    """The condition for all notes with the words of the query."""
    return matches(query.q, query.tag)[-1]


def _holding_symbols(text: str) -> list[ColumnElement[bool]]:
    whole = TABLE.c.title + "\n" + TABLE.c.description
    return [Position(whole, literal(symbol)) > 0 for symbol in symbols(text)]


def _matching(*conditions: ColumnElement[bool]) -> Tier:
    source = SEARCH.join(TABLE, ROWID == ID)
    return Tier(source, ROWID, and_(*conditions))


def state(query: NoteQuery, tier: Tier) -> ColumnElement[bool]:
    """The part of a tier's condition without the search: done, in the trash, with the tag."""
    # The order has an index of its own; with an index of the state, SQLite would have to sort.
    by_id = query.order in {Sort.ID, Sort.NEWEST} and not query.q and not tier.is_small
    column = _as_it_is if by_id else Unindexed
    conditions = [column(TABLE.c.trashed) == literal(query.trashed)]
    if query.done is not None:
        conditions.append(column(TABLE.c.done) == literal(query.done))
    if query.tag is not None:
        tag = fold(query.tag.removeprefix("#"))
        tagged = select(col(NoteTag.note_id)).where(col(NoteTag.tag) == tag)
        # The results of the search are looked up one by one, until there are enough; by the id
        # that the search finds, so that no note without the tag is read.
        same = tagged.where(col(NoteTag.note_id) == tier.id)
        of_these = same.correlate(TABLE, SEARCH).exists()
        conditions.append(of_these if query.q else column(tier.id).in_(tagged))
    return and_(*conditions)


def _as_it_is(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column
