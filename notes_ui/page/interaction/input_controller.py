"""What presses and keys do on a page: which note is meant, and what happens to it."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final
from weakref import WeakValueDictionary

from notes_ui.page.actions.actions import Actions
from notes_ui.page.actions.delete_forever import DeleteForever
from notes_ui.page.actions.text_actions import TextActions
from notes_ui.page.cards.clicked_place import Finding, find_place
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.interaction.focus_recovery import FocusRecovery
from notes_ui.page.interaction.pointer import Pointer
from notes_ui.page.interaction.selection import Selection
from notes_ui.page.interaction.shortcuts import Press
from notes_ui.page.interaction.task_presses import Line, TaskPresses
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.tasks import tasks

TASK: Final = re.compile(r"--task-(\d+)-(\d+)-(\d+)-([01])")
"""note, version, task line, whether it is ticked by the press"""
DOUBLE_CLICK: Final = 0.25
"""seconds in which a second click makes the first one part of a double click, which selects"""
NO_MOUSE: Final = frozenset({"touch", "pen"})
"""pointers that select text in other ways"""
EDIT: Final = re.compile(r"--edit-(\d+)")


class InputController:
    """One person's hands on the notes of a page."""

    def __init__(self, actions: Actions, texts: TextActions, emptying: DeleteForever) -> None:
        self._actions, self._texts, self._emptying = actions, texts, emptying
        self._list: NoteList
        self._editing: EditorController
        self._selection: Selection
        self._pressing: Pointer
        self._current: int | None = None
        """the note that has, or had, the keyboard's focus"""
        self._heir: FocusRecovery
        self._tasks: TaskPresses
        self._task: tuple[int, int] | None = None
        """the note and the task line that was ticked last, while the focus is still there"""
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """what is done to a note is done in the order of the presses"""
        self._stays = 0
        """how often somebody has gone to a field"""
        self._waiting = asyncio.Event()
        """set when the click that is waited with is part of a double click"""

    def take(
        self, notes: NoteList, editing: EditorController, selection: Selection, pressing: Pointer
    ) -> None:
        """Take hold of what they work on; it is made after them, since it calls them."""
        self._list, self._editing, self._selection = notes, editing, selection
        self._pressing = pressing
        self._heir = FocusRecovery(notes)
        self._tasks = TaskPresses(notes, self._texts)

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
        self._heir.forget_but(note.id)
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
        """A click on a note's text: edit it; with Shift or Ctrl, or beside others: select it.

        Text that is selected with the pointer, or by a double click, is for the browser to copy.
        """
        self._wait_no_more()
        if held.get("detail", 0) > 1 or self._pressing.has_selected(held):
            return None
        self._current = note.id
        selection = self._selection
        if held.get("shiftKey"):
            selection.extend(note.id)
            return None
        if held.get("ctrlKey") or held.get("metaKey") or selection:
            selection.toggle(note.id)
            return None
        card = self._list.card(note.id)
        finding = find_place(card, held) if card else None
        stays = self._stays
        edit = partial(self._edit_there, note, finding, lambda: self._stays == stays)
        if held.get("detail") and held.get("pointerType") not in NO_MOUSE:
            return self._unless_clicked_again(edit, finding)
        return edit()

    async def _unless_clicked_again(
        self, edit: Callable[[], Awaitable[None]], finding: Finding | None
    ) -> None:
        self._waiting = waiting = asyncio.Event()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(waiting.wait(), DOUBLE_CLICK)
            if finding:
                finding.cancel()
            return
        await edit()

    async def _edit_there(
        self, note: NotePublic, finding: Finding | None, is_wanted: Callable[[], bool]
    ) -> None:
        """Edit a note where it was clicked.

        :param is_wanted: whether the focus is to go there: over a slow line a person may have gone
            on to type somewhere else
        """
        place = await finding if finding else None
        if not note.trashed:
            await self._editing.open(note, place, is_wanted=is_wanted)

    def _wait_no_more(self) -> None:
        self._waiting.set()

    def key(self, note: NotePublic, key: str) -> Awaitable[object] | None:
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

    async def press_cross(self, note: NotePublic, meant: bool) -> bool:
        """The cross of a note: delete it, or take that back. Return whether the note goes."""
        if note.trashed:
            return not meant or await self._go(note, self._delete_for_good(note))
        async with self._turn(note.id):
            if meant:
                return await self._go(note, self._actions.delete([note.id]))
            await self._actions.undo.take_back_deletion(note.id)
            return True

    def _turn(self, note_id: int) -> asyncio.Lock:
        return self._turns.setdefault(note_id, asyncio.Lock())

    async def _delete_for_good(self, note: NotePublic) -> bool:
        meant = await self._emptying.is_meant(1)
        return meant and await self._emptying.delete_for_good([note.id])

    async def restore(self, note: NotePublic) -> None:
        """Take a note out of the trash."""
        await self._go(note, self._actions.restore([note.id]))

    async def _go(self, note: NotePublic, act: Awaitable[bool], **values: Any) -> bool:
        """Do what may have a note leave the list; its row stays a beat. Return what that returns.

        :param values: what is made of the note
        """
        self._heir.expect(note)
        self._list.leaving.press(note.id, **values)
        done = False
        try:
            done = await act
        finally:
            (self._list.leaving.settle if done else self._list.leaving.stay)(note.id)
        return done

    def settle(self) -> None:
        """Hand the focus on, if it has fallen out of the list together with its card."""
        heir = self._heir.settle(made_anew=self._task is not None)
        if heir is not None and (card := self._list.card(heir)):
            self._current = heir
            card.focus(still=self._task is not None)

    def stay(self) -> None:
        """Leave the focus where it is from now on: somebody types there."""
        self._heir.forget()
        self._stays += 1

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

    async def set_done(self, note_id: int, done: bool) -> bool:
        """The checkbox of a note. Return whether anything has changed."""
        async with self._turn(note_id):
            act = self._actions.set_done([note_id], done)
            card = self._list.card(note_id)
            return await (self._go(card.note, act, done=done) if card else act)

    async def command(self, command: str) -> None:
        """A button within a card's text: Edit, or a task line as it was shown when pressed."""
        if asked := EDIT.fullmatch(command):
            card = self._list.card(int(asked[1]))
            if card and (opening := self.edit(card.note)):
                await opening
        elif found := TASK.fullmatch(command):
            note_id, version, index, ticked = map(int, found.groups())
            await self._press_task((note_id, version, index), bool(ticked))

    async def _press_task(self, line: Line, ticked: bool) -> None:
        note = self._tasks.seen(line)
        if note is None:
            self._actions.press_again()
            return
        self._current = note.id
        self._heir.expect(note)  # the button that was pressed is made anew
        self._task = (note.id, line[2])
        await self._tasks.press(line, note, ticked)

    def _tick_again(self, note: NotePublic) -> Awaitable[None] | None:
        """A key that would have met the task line, had its button not been made anew."""
        _, index = self._task or (0, 0)
        ticked = tasks(note.description)
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
        return card.note if card and beside and not card.leaving else None

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
