"""One change of one note, in the forms in which it is sent."""

import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from api.caches import text_size
from api.notes.models import Action, NotePublic

OVERHEAD: Final = 3000
"""approximate bytes of a change without its texts"""


@dataclass(frozen=True)
class Change:
    """One change of one note: ``revision`` is its number in the feed.

    Each form is encoded once for all subscribers.

    :param was: the note before an update, before it went to the trash or was replaced, as JSON;
        None for a created note, for a hard delete, or if the old state is no longer stored
    :param size: approximate bytes, with all its forms
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
        """The note as REST returns it."""
        return self.note.model_dump_json()

    @cached_property
    def json(self) -> str:
        """The change as `/ws` sends it."""
        return f'{{"action":"{self.action}","note":{self.note_json},"revision":{self.revision}}}'

    @cached_property
    def event(self) -> bytes:
        """The change as `/api/events` sends it (WHATWG HTML, 9.2.6); JSON has no line breaks."""
        told = f"id: {self.revision}\nevent: {self.action}\ndata: {self.note_json}\n\n"
        return told.encode()


def change_of(revision: int, action: str, note: str, was: str | None) -> Change:
    """The change of a row of the feed."""
    made = NotePublic.model_validate_json(note)
    return Change(Action(action), made, revision, was, _size(note, was or ""))


def _size(note: str, was: str) -> int:
    """The size with all its forms."""
    of_note = 3 * sys.getsizeof(note) + 2 * text_size(note)
    return OVERHEAD + of_note + sys.getsizeof(was) + text_size(was)
