"""One change of one note, and how it is told."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from api.notes.models import Action, NotePublic

KEPT_CHANGES: Final = 256
"""changes that need not be made from their rows again; of the longest notes it is 50 MB"""


@dataclass(frozen=True)
class Change:
    """One change of one note: ``revision`` is its number in the feed.

    What is sent of it is made once, however many listeners there are.

    :param was: the note before an update, before it went to the trash or was replaced, as JSON;
        None where it was not there, is told to be deleted as it was, or where nobody knows any more
    """

    action: Action
    note: NotePublic
    revision: int
    was: str | None = field(default=None, compare=False, repr=False)

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


@lru_cache(maxsize=KEPT_CHANGES)
def change_of(revision: int, action: str, note: str, was: str | None) -> Change:
    """The change of a row of the feed."""
    return Change(Action(action), NotePublic.model_validate_json(note), revision, was)
