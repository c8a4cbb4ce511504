"""What a page shows of the notes, and the parts in which callers read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.notes.models import NotePublic
from api.notes.reading.query import Cursor, NoteQuery, Sort

ALL: Final = NoteQuery(sort=Sort.NEWEST, pinned_first=True)
MOST_TAGS: Final = 20


@dataclass(frozen=True, slots=True)
class NoteView:
    """The view of a page: some notes of a query, from a cursor (or the first note) on.

    Pages with equal views share one read of the database.
    """

    query: NoteQuery = ALL
    start: Cursor | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class NoteWindow:
    """The notes of a view at one moment, with counts and tags. Equal only to itself."""

    notes: Sequence[NotePublic]
    places: Sequence[Cursor]
    """the cursor of each note"""
    total: int
    """the number of notes that match the query; for a search at most 1,000"""
    exact: bool
    """whether the total is exact"""
    newer: bool
    """whether there are notes before the window"""
    older: bool
    """whether there are notes after it"""
    counts: Mapping[str, int]
    """the numbers of open, done and trashed notes"""
    tags: Sequence[tuple[str, int]]
    """the most used tags, with the number of notes of each"""


@dataclass(frozen=True, slots=True)
class NoteSlice:
    """One page of the notes of a query."""

    notes: Sequence[NotePublic]
    total: int | None
    """the number of matching notes; None for a search that finds more than 1,000"""
    end: Cursor | None
    """the cursor for the next page, if there is one"""
