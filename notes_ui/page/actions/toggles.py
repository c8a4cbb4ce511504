"""Ticks and pins of notes, also by presses that do not say what they mean."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from weakref import WeakValueDictionary

from notes_ui.page.actions.actions import Actions, count_changed
from notes_ui.ports.notes import Edited, NotePublic

Key = tuple[int, str]
"""a note's id, and the name of the field"""


@dataclass(eq=False, slots=True)
class Meant:
    """What a press means for one field of one note."""

    key: Key
    value: bool
    until: int | None = None
    """the version of the note that the press has made; None while the press is carried out"""

    def counts(self, note: NotePublic) -> bool:
        """Whether the page does not show yet what the press has made of the note."""
        return self.until is None or note.version < self.until


class Toggles:
    """Ticks, unticks, pins and unpins notes.

    The key that ticks a note also unticks it, and so does the button that pins. What was meant last
    counts until it is shown: a second press before that takes the first back, also if the note is
    repainted meanwhile for another reason.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._meant: dict[Key, list[Meant]] = {}
        """the presses that are not shown yet, in their order"""
        self._shown: Mapping[int, int] = {}
        """the versions that the page shows, by the notes' ids"""
        self._turns: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()
        """have the presses on a note carried out one after the other"""

    def tick(self, note: NotePublic) -> Awaitable[bool]:
        """Tick a note, or untick it if it is ticked; return whether it has changed.

        This and the next methods take the press at once, as it is meant now.
        """
        return self.set_done([note.id], not self._is(note, "done"))

    def set_done(self, note_ids: Sequence[int], done: bool) -> Awaitable[bool]:
        """Tick or untick notes; return whether any note has changed."""
        act = self._actions.set_done(note_ids, done)
        return self._carry_out(act, self._mean(note_ids, "done", done))

    def pin(self, notes: Sequence[NotePublic]) -> Awaitable[bool]:
        """Pin notes, or unpin them if all are pinned; return whether any note has changed."""
        pinned = not all(self._is(note, "pinned") for note in notes)
        note_ids = [note.id for note in notes]
        act = self._actions.pin(note_ids, pinned)
        return self._carry_out(act, self._mean(note_ids, "pinned", pinned))

    def meet(self, notes: Iterable[NotePublic]) -> None:
        """Forget the presses that are carried out, but for those that these notes do not show.

        :param notes: all that the page shows now
        """
        shown = {note.id: note for note in notes}
        self._shown = {note.id: note.version for note in shown.values()}
        for key, presses in tuple(self._meant.items()):
            note = shown.get(key[0])
            left = [each for each in presses if (each.counts(note) if note else not each.until)]
            self._keep(key, left)

    def _is(self, note: NotePublic, field: str) -> bool:
        shown: bool = getattr(note, field)
        presses = self._meant.get((note.id, field), ())
        return next((each.value for each in reversed(presses) if each.counts(note)), shown)

    def _mean(self, note_ids: Iterable[int], field: str, value: bool) -> Mapping[int, Meant]:
        meant = {note_id: Meant((note_id, field), value) for note_id in note_ids}
        for each in meant.values():
            self._meant.setdefault(each.key, []).append(each)
        return meant

    async def _carry_out(
        self, act: Awaitable[Sequence[Edited]], meant: Mapping[int, Meant]
    ) -> bool:
        """Change the notes; what was meant for a note that could not be changed is forgotten."""
        done: Sequence[Edited] = ()
        try:
            async with AsyncExitStack() as turns:
                for key in sorted(each.key for each in meant.values()):
                    turn = self._turns.setdefault(key, asyncio.Lock())
                    await turns.enter_async_context(turn)
                done = await act
        finally:
            for edited in done:
                meant[edited.after.id].until = edited.after.version
            for each in meant.values():
                self._end(each)
        return count_changed(done) > 0

    def _end(self, ended: Meant) -> None:
        """Forget a press that has failed; one that has succeeded replaces those before it."""
        presses = self._meant.get(ended.key, [])
        if ended in presses:
            place = presses.index(ended)
            before, after = presses[:place], presses[place + 1 :]
            if ended.until is None:
                self._keep(ended.key, [*before, *after])
            else:
                is_shown = self._shown.get(ended.key[0], 0) >= ended.until
                self._keep(ended.key, after if is_shown else [ended, *after])

    def _keep(self, key: Key, presses: list[Meant]) -> None:
        if presses:
            self._meant[key] = presses
        else:
            self._meant.pop(key, None)
