"""Presses on a card and its parts: its checkbox, its cross, its button in the trash."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from notes_ui.page.actions.context import PageContext
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.interaction.current_note import CurrentNote
from notes_ui.ports.notes import NotePublic


class CardPresses:
    """Carries out the presses on a note one after the other, in their order."""

    def __init__(self, context: PageContext, cards: NoteList, current: CurrentNote) -> None:
        self._actions = context.actions
        self._toggles = context.toggles
        self._emptying = context.emptying
        self._list = cards
        self._current = current
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def set_done(self, note_id: int, done: bool) -> Awaitable[bool]:
        """Carry out a press on a checkbox; return whether anything has changed."""
        return self._set_done(note_id, self._toggles.set_done([note_id], done), done)

    def tick(self, note: NotePublic) -> Awaitable[bool]:
        """Carry out Space on a card; the note goes at once if the view does not have it then."""
        self._current.expect(note)
        return self._in_turn(note.id, self._toggles.tick(note))

    async def press_cross(self, note: NotePublic, meant: bool) -> bool:
        """Delete a note, or take its deletion back.

        :param meant: whether the note is to be deleted
        :return: False if the note was to be deleted and was not
        """
        if note.trashed:
            return not meant or await self._go(note, self._delete_for_good(note))
        async with self._turn(note.id):
            if meant:
                return await self._go(note, self._actions.delete([note.id]))
            await self._actions.undo.take_back_deletion(note.id)
            return True

    async def restore(self, note: NotePublic) -> None:
        """Take a note out of the trash."""
        await self._go(note, self._actions.restore([note.id]))

    async def _delete_for_good(self, note: NotePublic) -> bool:
        meant = await self._emptying.is_meant(1)
        return meant and await self._emptying.delete_for_good([note.id])

    async def _go(self, note: NotePublic, act: Awaitable[bool], **values: Any) -> bool:
        """Do what may remove a note from the list; its card stays for a moment.

        :param values: the fields of the note that change
        :return: the result of ``act``
        """
        self._current.expect(note)
        self._list.leaving.press(note.id, **values)
        done = False
        try:
            done = await act
        finally:
            (self._list.leaving.settle if done else self._list.leaving.stay)(note.id)
        return done

    async def _set_done(self, note_id: int, act: Awaitable[bool], done: bool) -> bool:
        async with self._turn(note_id):
            card = self._list.card(note_id)
            return await (self._go(card.note, act, done=done) if card else act)

    async def _in_turn(self, note_id: int, act: Awaitable[bool]) -> bool:
        async with self._turn(note_id):
            return await act

    def _turn(self, note_id: int) -> asyncio.Lock:
        return self._turns.setdefault(note_id, asyncio.Lock())
