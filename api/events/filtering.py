"""Filters the change stream for a subscriber, as if only the matching notes existed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Final

from api.caches import Cache, Caches
from api.db.sql.search import ways
from api.db.sqlite.search import TextIndex
from api.events.change import Change
from api.notes.models import Action, NotePublic
from api.notes.reading.query import NoteFilter
from api.notes.reading.search_terms import has_words, symbols
from api.notes.tags import fold, tags

SHARE: Final = 4
PLACE_SIZE: Final = 250
"""approximate bytes of a filter, a revision and a time"""
EVERYTHING: Final = NoteFilter()
AS_TOLD: Final = {
    (True, True): Action.UPDATE,
    (False, True): Action.CREATE,
    (True, False): Action.DELETE,
}
"""the action for a subscriber, by whether the note matched before and matches now"""
Told = tuple[int, int, datetime]
"""a filter, a revision and a time"""


class FilteredChanges:
    """Caches the results of filters, so that no filter evaluates a change twice."""

    def __init__(self, caches: Caches) -> None:
        self._numbers = count()
        self.kept: Cache[Told, Change | None] = caches.make("filtered changes", SHARE, _size)

    def number(self) -> int:
        """A new number, for one more filter."""
        return next(self._numbers)


class StreamFilter:
    """Decides which changes pass a filter, and with which action; shared by equal filters.

    For a subscriber, a note that begins to match is created, one that stops matching is deleted.
    """

    def __init__(self, wanted: NoteFilter, index: TextIndex, known: FilteredChanges) -> None:
        self._wanted = wanted
        self._index = index
        self._tag = None if wanted.tag is None else fold(wanted.tag.removeprefix("#"))
        self._symbols = symbols(wanted.q)
        self._known, self._number = known.kept, known.number()

    def told(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Filter up to 200 changes; those that pass get their action for the subscriber."""
        if self._wanted == EVERYTHING:
            return changes
        places = [self._place(change) for change in changes]
        told = {place: self._known[place] for place in places if place in self._known}
        told |= self._work_out([each for each in changes if self._place(each) not in told])
        for place, each in told.items():
            self._known.keep(place, each)
        return [change for place in places if (change := told[place])]

    def _work_out(self, changes: Sequence[Change]) -> dict[Told, Change | None]:
        notes = [note for change in changes for note in (change.before, change.note) if note]
        matching = self._matching(notes)
        return {self._place(change): _as_told(change, matching) for change in changes}

    def _matching(self, notes: Sequence[NotePublic]) -> Collection[NotePublic]:
        """The notes that match, in the trash or not."""
        likely = [note for note in notes if self._has_state(note) and self._has_symbols(note)]
        if not self._wanted.q or (self._symbols and not has_words(self._wanted.q)):
            return set(likely)
        found = self._index.find(
            ways(self._wanted.q, self._wanted.tag)[-1],
            [(note.title, note.description) for note in likely],
        )
        return {note for note in likely if (note.title, note.description) in found}

    def _place(self, change: Change) -> Told:
        # The time too: in a restored backup, a revision has another change.
        return self._number, change.revision, change.note.updated_at

    def _has_symbols(self, note: NotePublic) -> bool:
        return all(found in f"{note.title}\n{note.description}" for found in self._symbols)

    def _has_state(self, note: NotePublic) -> bool:
        if self._wanted.done is not None and note.done is not self._wanted.done:
            return False
        return self._tag is None or self._tag in tags(f"{note.title} {note.description}")


def _size(told: Change | None) -> int:
    return PLACE_SIZE + (told.size if told else 0)


def _as_told(change: Change, matching: Collection[NotePublic]) -> Change | None:
    after = change.action is not Action.DELETE and change.note in matching
    action = AS_TOLD.get((_matched(change, matching), after))
    if action is None or action is change.action:
        return change if action else None
    return replace(change, action=action)


def _matched(change: Change, matching: Collection[NotePublic]) -> bool:
    """Whether the note matched before the change."""
    if change.before:
        return change.before in matching
    if change.action is Action.UPDATE:
        return True  # too old to know: one delete too many does no harm
    return change.action is Action.DELETE and change.note in matching
