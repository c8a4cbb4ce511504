"""The keys that act on notes: on the one that has the focus, or on those that are selected."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from notes_ui.page.actions.context import PageContext
from notes_ui.page.interaction.card_commands import CardCommands
from notes_ui.page.interaction.card_presses import CardPresses
from notes_ui.page.interaction.current_note import CurrentNote
from notes_ui.page.interaction.selection import Selection
from notes_ui.page.interaction.shortcuts import Press
from notes_ui.ports.notes import NotePublic


class NoteKeys:
    """What each key does with notes."""

    def __init__(
        self,
        context: PageContext,
        current: CurrentNote,
        selection: Selection,
        presses: CardPresses,
        commands: CardCommands,
    ) -> None:
        self._actions = context.actions
        self._toggles = context.toggles
        self._emptying = context.emptying
        self._current = current
        self._selection = selection
        self._presses = presses
        self._commands = commands

    def keys(self) -> Mapping[str, Press]:
        """What each key does, wherever on the page it is pressed; for `Shortcuts`."""
        return {
            "j": lambda: self._current.move(1),
            "k": lambda: self._current.move(-1),
            "arrowdown": lambda: self._current.move(1),
            "arrowup": lambda: self._current.move(-1),
            "x": self._on_current(lambda note: self._selection.toggle(note.id)),
            "e": self._on_current(self._commands.edit),
            "p": self._pin,
            "delete": self._delete,
            "u": self._undo,
            "escape": self._clear,
        }

    def press(self, note: NotePublic, key: str) -> Awaitable[object] | None:
        """Carry out a key that was pressed while a card itself has the focus.

        :param key: its name in the browser's event (`KeyboardEvent.key`)
        """
        self._current.take(note.id)
        if self._current.ticked(note) is not None and key in {" ", "Enter"}:
            return self._commands.tick_again(note)
        self._current.forget_task()
        if key == " " and not note.trashed:
            return self._presses.tick(note)
        if key == "Enter":
            return self._commands.edit(note)
        return None  # arrows come here only so that they do not scroll

    def _on_current(self, act: Callable[[NotePublic], Any]) -> Press:
        def press() -> Any:
            note = self._current.note
            return act(note) if note else None

        return press

    def _pin(self) -> Awaitable[object] | None:
        if self._current.in_trash:
            return None
        if self._selection:
            return self._selection.pin()
        if (note := self._current.note) is None:
            return None
        self._current.expect(note)
        return self._toggles.pin([note])

    def _delete(self) -> Awaitable[None] | None:
        if self._selection and not self._current.in_trash:
            return self._selection.delete()
        note = self._current.note
        return self._delete_one(note) if note else None

    async def _delete_one(self, note: NotePublic) -> None:
        """Move a note to the trash; if it is there already, ask and delete it for good."""
        if note.trashed and not await self._emptying.is_meant(1):
            return
        self._current.expect(note)
        act = self._emptying.delete_for_good if note.trashed else self._actions.delete
        await act([note.id])

    def _undo(self) -> Awaitable[None]:
        return self._actions.undo.undo()

    def _clear(self) -> None:
        if self._selection:
            self._selection.clear()
