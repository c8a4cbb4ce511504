"""What a listener hears who wants to hear of some notes only: as if there were no others."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Final

from api.caches import Cache, Caches
from api.db.sqlite import search as sqlite_search
from api.events.change import Change
from api.notes.models import Action, NotePublic
from api.notes.reading.query import NoteFilter
from api.notes.reading.search_terms import has_words, symbols
from api.notes.tags import fold, tags

SHARE: Final = 4
PLACE_SIZE: Final = 250
"""bytes of a filter, a revision and a time, about"""
EVERYTHING: Final = NoteFilter()
AS_TOLD: Final = {
    (True, True): Action.UPDATE,
    (False, True): Action.CREATE,
    (True, False): Action.DELETE,
}
"""what has happened to a note for a listener: whether it was wanted before, and is after"""
Told = tuple[int, int, datetime]
"""a filter, a revision and a time"""


class FilteredChanges:
    """What became of changes that filters have looked at, so that none looks at one again."""

    def __init__(self, caches: Caches) -> None:
        self._numbers = count()
        self.kept: Cache[Told, Change | None] = caches.make("filtered changes", SHARE, _size)

    def number(self) -> int:
        """A number for one more filter."""
        return next(self._numbers)


class StreamFilter:
    """Which changes a filter lets through, and as what; worked out once for all who want the same.

    A note that comes to match is created, to who listens; one that matches no longer is deleted.
    """

    def __init__(
        self, wanted: NoteFilter, index: sqlite_search.TextIndex, known: FilteredChanges
    ) -> None:
        self._wanted = wanted
        self._index = index
        self._tag = None if wanted.tag is None else fold(wanted.tag.removeprefix("#"))
        self._symbols = symbols(wanted.q)
        self._known, self._number = known.kept, known.number()

    def told(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Those of up to 200 changes that are to be told, as they are to be told."""
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
        """Those that are wanted, wherever they are: whether in the trash is not looked at."""
        likely = [note for note in notes if self._has_state(note) and self._has_symbols(note)]
        if not self._wanted.q or (self._symbols and not has_words(self._wanted.q)):
            return set(likely)
        found = self._index.find(
            sqlite_search.ways(self._wanted.q, self._wanted.tag)[-1],
            [(note.title, note.description) for note in likely],
        )
        return {note for note in likely if (note.title, note.description) in found}

    def _place(self, change: Change) -> Told:
        # The time too: a file that is put back, as from a backup, has other changes of its numbers.
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
    """Whether the note was wanted before the change."""
    if change.before:
        return change.before in matching
    if change.action is Action.UPDATE:
        return True  # so old that nobody knows: to be told once too often does no harm
    return change.action is Action.DELETE and change.note in matching
