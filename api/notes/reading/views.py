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
    """What a page shows: some notes of a query, from a place (or the first) on.

    Pages with equal views share one reading of the database.
    """

    query: NoteQuery = ALL
    start: Cursor | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class NoteWindow:
    """What a view holds at one moment, and what lies around it. Equal only to itself."""

    notes: Sequence[NotePublic]
    places: Sequence[Cursor]
    """where each note stands"""
    total: int
    """how many notes the query has; a search counts 1,000 at most"""
    exact: bool
    """whether the total is all of them"""
    newer: bool
    """whether there are notes before the window"""
    older: bool
    """whether there are notes after it"""
    counts: Mapping[str, int]
    """how many notes are open, done and trashed"""
    tags: Sequence[tuple[str, int]]
    """the tags that most notes have, and how many have each"""


@dataclass(frozen=True, slots=True)
class NoteSlice:
    """A part of the notes of a query."""

    notes: Sequence[NotePublic]
    total: int | None
    """how many the query has; None for a search that finds more than 1,000"""
    end: Cursor | None
    """where the next part begins, if there is one"""
