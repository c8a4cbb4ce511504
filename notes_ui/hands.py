"""What presses and keys do on a page: which note is meant, and what happens to it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from api.models import NotePublic
from notes_ui import markdown
from notes_ui.actions import Actions
from notes_ui.editing import Editing
from notes_ui.emptying import Emptying
from notes_ui.focus_heir import FocusHeir
from notes_ui.note_list import NoteList
from notes_ui.selection import Selection
from notes_ui.shortcuts import Press
from notes_ui.text_actions import TextActions

TASK: Final = re.compile(r"--task-(\d+)-(\d+)-(\d+)-([01])")
"""note, version, task line, whether it is ticked by the press"""
EDIT: Final = re.compile(r"--edit-(\d+)")


class Hands:
    """One person's hands on the notes of a page."""

    def __init__(self, actions: Actions, texts: TextActions, emptying: Emptying) -> None:
        self._actions, self._texts, self._emptying = actions, texts, emptying
        self._list: NoteList
        self._editing: Editing
        self._selection: Selection
        self._current: int | None = None
        """the note that has, or had, the keyboard's focus"""
        self._heir: FocusHeir
        self._task: tuple[int, int] | None = None
        """the note and the task line that was ticked last, while the focus is still there"""

    def take(self, notes: NoteList, editing: Editing, selection: Selection) -> None:
        """Take hold of what they work on; it is made after them, since it calls them."""
        self._list, self._editing, self._selection = notes, editing, selection
        self._heir = FocusHeir(notes)

    def keys(self) -> Mapping[str, Press]:
        """What each key does; for `Shortcuts`."""
        return {
            "j": lambda: self.move(1),
            "k": lambda: self.move(-1),
            "arrowdown": lambda: self.move(1),
            "arrowup": lambda: self.move(-1),
            "x": self._on_current(self._select),
            "e": self._on_current(self.edit),
            "p": self._pin,
            "delete": self._delete,
            "u": self._undo,
            "escape": self._clear,
        }

    def focus(self, note: NotePublic) -> None:
        """Take the note for the one that is meant."""
        self._current = note.id
        if self._task and self._task[0] != note.id:
            self._task = None

    def move(self, step: int) -> None:
        """Put the focus on the next note, or on the one before; at an end it comes back there."""
        self._task = None
        found = self._list.neighbour(self._current, step) or self._current
        if found is not None and (card := self._list.card(found)):
            self._current = found
            card.focus()

    def press(self, note: NotePublic, held: dict[str, Any]) -> Awaitable[None] | None:
        """A click on a note's text: edit it; with Shift or Ctrl, or beside others: select it."""
        self._current = note.id
        selection = self._selection
        if held.get("shiftKey"):
            selection.extend(note.id)
            return None
        if held.get("ctrlKey") or held.get("metaKey") or selection:
            selection.toggle(note.id)
            return None
        return self.edit(note)

    def key(self, note: NotePublic, key: str) -> Awaitable[None] | None:
        """A key while a card itself has the focus."""
        self._current = note.id
        if self._task and self._task[0] == note.id and key in {" ", "Enter"}:
            return self._tick_again(note)
        self._task = None
        if key == " " and not note.trashed:
            self._heir.expect(note)
            return self._actions.set_done([note.id], not note.done)
        if key == "Enter":
            return self.edit(note)
        return None  # arrows are here only so that they do not scroll

    def edit(self, note: NotePublic) -> Awaitable[None] | None:
        """Edit a note. What is in the trash has to be restored first."""
        return None if note.trashed else self._editing.open(note)

    async def delete(self, note: NotePublic) -> None:
        """Delete a note: what is in the trash for good."""
        if note.trashed and not await self._emptying.is_meant(1):
            return
        self._heir.expect(note)
        act = self._emptying.delete_for_good if note.trashed else self._actions.delete
        await act([note.id])

    async def restore(self, note: NotePublic) -> None:
        """Take a note out of the trash."""
        self._heir.expect(note)
        await self._actions.restore([note.id])

    def settle(self) -> None:
        """Hand the focus on, if it has fallen out of the list together with its card."""
        heir = self._heir.settle(made_anew=self._task is not None)
        if heir is not None and (card := self._list.card(heir)):
            self._current = heir
            card.focus(still=self._task is not None)

    def stay(self) -> None:
        """Leave the focus where it is from now on: somebody types there."""
        self._heir.forget()

    def expect_to_lose(self) -> None:
        """Note who inherits the focus from the note that has it, or had it last."""
        if self._current is not None and (card := self._list.card(self._current)):
            self._heir.expect(card.note)

    def focus_current(self) -> None:
        """Put the focus on the note that had it, or on the first: what was pressed has gone."""
        if self._editing.note_id is not None:
            return  # it comes back there by itself
        ids = self._list.ids()
        found = self._current if self._current in ids else self._list.neighbour(None, 1)
        if found is not None and (card := self._list.card(found)):
            self._current = found
            self._heir.expect(card.note)
            card.focus(still=True)

    async def set_done(self, note_id: int, done: bool) -> None:
        """The checkbox of a note."""
        if card := self._list.card(note_id):
            self._heir.expect(card.note)
        await self._actions.set_done([note_id], done)

    async def command(self, command: str) -> None:
        """A button within a card's text: Edit, or a task line as it was shown when pressed."""
        if asked := EDIT.fullmatch(command):
            card = self._list.card(int(asked[1]))
            if card and (opening := self.edit(card.note)):
                await opening
        elif found := TASK.fullmatch(command):
            await self._press_task(*map(int, found.groups()))

    async def _press_task(self, note_id: int, version: int, index: int, ticked: int) -> None:
        note = self._as_seen(note_id, version)
        if note is None:
            self._actions.press_again()
        elif index < len(markdown.tasks(note.description)):
            self._current = note_id
            self._heir.expect(note)  # the button that was pressed is made anew
            self._task = (note_id, index)
            await self._texts.tick_task(note, index, bool(ticked))

    def _as_seen(self, note_id: int, version: int) -> NotePublic | None:
        """The note as it was shown when somebody pressed: as it is now, or was a moment ago."""
        card = self._list.card(note_id)
        seen = (card.note, card.before) if card else ()
        return next((note for note in seen if note and note.version == version), None)

    def _tick_again(self, note: NotePublic) -> Awaitable[None] | None:
        """A key that would have met the task line, had its button not been made anew."""
        _, index = self._task or (0, 0)
        ticked = markdown.tasks(note.description)
        if index >= len(ticked):
            return None
        return self.command(f"--task-{note.id}-{note.version}-{index}-{int(not ticked[index])}")

    def _on_current(self, act: Callable[[NotePublic], Any]) -> Press:
        def press() -> Any:
            note = self._note()
            return act(note) if note else None

        return press

    def _select(self, note: NotePublic) -> None:
        self._selection.toggle(note.id)

    def _undo(self) -> Awaitable[None]:
        return self._actions.undo.undo()

    def _clear(self) -> None:
        if self._selection:
            self._selection.clear()

    def _note(self) -> NotePublic | None:
        card = self._list.card(self._current) if self._current is not None else None
        beside = self._current != self._editing.note_id  # within it, keys are for its buttons
        return card.note if card and beside else None

    def _pin(self) -> Awaitable[None] | None:
        if self._selection and not self._list.trashed:
            return self._selection.pin()
        note = None if self._list.trashed else self._note()
        if note is None:
            return None
        self._heir.expect(note)
        return self._actions.pin([note.id], not note.pinned)

    def _delete(self) -> Awaitable[None] | None:
        if self._selection and not self._list.trashed:
            return self._selection.delete()
        note = self._note()
        return self.delete(note) if note else None
