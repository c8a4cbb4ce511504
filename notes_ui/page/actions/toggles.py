"""Ticks and pins of notes, also by presses that do not say what they mean."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import NamedTuple

from notes_ui.page.actions.actions import Actions
from notes_ui.ports.notes import NotePublic

Key = tuple[int, str]
"""a note's id, and the name of the field"""


class Meant(NamedTuple):
    """What was meant by the last press on a note."""

    version: int
    """the version of the note that was shown at the press"""
    value: bool


class Toggles:
    """Ticks, unticks, pins and unpins notes.

    The key that ticks a note also unticks it, and so does the button that pins. What was meant last
    counts until the note is repainted: a second press before that takes the first back.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._meant: dict[Key, Meant] = {}
        """the last press on each note; a note that is repainted has another version"""

    def tick(self, note: NotePublic) -> Awaitable[bool]:
        """Tick a note, or untick it if it is ticked; return whether it has changed.

        This and the next methods take the press at once, as it is meant now.
        """
        return self.set_done([note], not self._is(note, "done"))

    def set_done(self, notes: Sequence[NotePublic], done: bool) -> Awaitable[bool]:
        """Tick or untick notes; return whether any note has changed."""
        act = self._actions.set_done([note.id for note in notes], done)
        return self._carry_out(act, self._mean(notes, "done", done))

    def pin(self, notes: Sequence[NotePublic]) -> Awaitable[bool]:
        """Pin notes, or unpin them if all are pinned; return whether any note has changed."""
        pinned = not all(self._is(note, "pinned") for note in notes)
        act = self._actions.pin([note.id for note in notes], pinned)
        return self._carry_out(act, self._mean(notes, "pinned", pinned))

    def _is(self, note: NotePublic, field: str) -> bool:
        meant = self._meant.get((note.id, field))
        shown: bool = getattr(note, field)
        return meant.value if meant and meant.version == note.version else shown

    def _mean(self, notes: Sequence[NotePublic], field: str, value: bool) -> Mapping[Key, Meant]:
        meant = {(note.id, field): Meant(note.version, value) for note in notes}
        self._meant |= meant
        return meant

    async def _carry_out(self, act: Awaitable[bool], meant: Mapping[Key, Meant]) -> bool:
        """Change the notes; if that fails, forget what was meant."""
        changed = await act
        if not changed:
            for key in meant:
                self._meant.pop(key, None)
        return changed
