"""The commands of the buttons within a card's text: edit the note, or tick a task line."""

import re
from collections.abc import Awaitable
from typing import Final

from notes_ui.page.actions.context import PageContext
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.interaction.current_note import CurrentNote
from notes_ui.page.interaction.task_presses import Line, TaskPresses
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.tasks import tasks

TASK: Final = re.compile(r"--task-(\d+)-(\d+)-(\d+)-([01])")
"""note id, version, task line from 0 on, and 1 if the press ticks it"""
EDIT: Final = re.compile(r"--edit-(\d+)")


class CardCommands:
    """Carries out the commands that buttons send to the list.

    All pages share the HTML of a card, so its buttons can't call one page. They use HTML's
    attribute `command`
    (https://html.spec.whatwg.org/multipage/form-elements.html#attr-button-command).
    """

    def __init__(
        self,
        context: PageContext,
        cards: NoteList,
        current: CurrentNote,
        editing: EditorController,
    ) -> None:
        self._actions = context.actions
        self._list = cards
        self._current = current
        self._editing = editing
        self._tasks = TaskPresses(cards, context.texts)

    async def command(self, command: str) -> None:
        """Carry out a command; ignore an unknown one. For a task line it has the shown version."""
        if asked := EDIT.fullmatch(command):
            card = self._list.card(int(asked[1]))
            if card and (opening := self.edit(card.note)):
                await opening
        elif found := TASK.fullmatch(command):
            note_id, version, index, ticked = map(int, found.groups())
            await self._press_task((note_id, version, index), bool(ticked))

    def edit(self, note: NotePublic) -> Awaitable[None] | None:
        """Edit a note; return None if it is in the trash, where it has to be restored first."""
        return None if note.trashed else self._editing.open(note)

    def tick_again(self, note: NotePublic) -> Awaitable[None] | None:
        """Tick or untick the task line that had the focus before its button was rebuilt.

        Return None if there is no such task line.
        """
        index, ticked = self._current.ticked(note), tasks(note.description)
        if index is None or index >= len(ticked):
            return None
        return self.command(f"--task-{note.id}-{note.version}-{index}-{int(not ticked[index])}")

    async def _press_task(self, line: Line, ticked: bool) -> None:
        note = self._tasks.seen(line)
        if note is None:
            self._actions.press_again()
            return
        self._current.tick(note, line[2])
        await self._tasks.press(line, note, ticked)
