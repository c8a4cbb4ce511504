"""One change of one note, and how it is told."""

import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from api.caches import text_size
from api.notes.models import Action, NotePublic

OVERHEAD: Final = 2500
"""bytes that a change takes beside its texts, about"""


@dataclass(frozen=True)
class Change:
    """One change of one note: ``revision`` is its number in the feed.

    What is sent of it is made once, however many listeners there are.

    :param was: the note before an update, before it went to the trash or was replaced, as JSON;
        None where it was not there, is told to be deleted as it was, or where nobody knows any more
    :param size: bytes that it takes with all that is made of it, about
    """

    action: Action
    note: NotePublic
    revision: int
    was: str | None = field(default=None, compare=False, repr=False)
    size: int = field(default=OVERHEAD, compare=False, repr=False)

    @cached_property
    def before(self) -> NotePublic | None:
        """The note of ``was``."""
        return None if self.was is None else NotePublic.model_validate_json(self.was)

    @cached_property
    def note_json(self) -> str:
        """The note as REST shows it."""
        return self.note.model_dump_json()

    @cached_property
    def json(self) -> str:
        """The change as `/ws` tells it."""
        return f'{{"action":"{self.action}","note":{self.note_json},"revision":{self.revision}}}'

    @cached_property
    def event(self) -> bytes:
        """The change as `/api/events` tells it (WHATWG HTML, 9.2.6); JSON has no line ends."""
        told = f"id: {self.revision}\nevent: {self.action}\ndata: {self.note_json}\n\n"
        return told.encode()


def change_of(revision: int, action: str, note: str, was: str | None) -> Change:
    """The change of a row of the feed."""
    made = NotePublic.model_validate_json(note)
    return Change(Action(action), made, revision, was, _size(note, was or ""))


def _size(note: str, was: str) -> int:
    """With each form in which it is told."""
    of_note = 3 * sys.getsizeof(note) + 2 * text_size(note)
    return OVERHEAD + of_note + sys.getsizeof(was) + text_size(was)
