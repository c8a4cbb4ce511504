"""Clicks on the text of a note."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from notes_ui.page.cards.clicked_place import Finding, find_place
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.interaction.current_note import CurrentNote
from notes_ui.page.interaction.pointer import Pointer
from notes_ui.page.interaction.selection import Selection
from notes_ui.ports.notes import NotePublic

DOUBLE_CLICK: Final = 0.25
"""seconds in which a second click makes a double click, which selects a word"""
NO_MOUSE: Final = frozenset({"touch", "pen"})
"""pointers that select text in other ways"""


class TextClicks:
    """A click edits the note, where it was clicked; with a key held it selects the note."""

    def __init__(
        self,
        cards: NoteList,
        current: CurrentNote,
        selection: Selection,
        editing: EditorController,
        pointer: Pointer,
    ) -> None:
        self._list = cards
        self._current = current
        self._selection = selection
        self._editing = editing
        self._pointer = pointer
        self._waiting = asyncio.Event()
        """set when another click arrives, so that the waiting one does not open the editor"""

    def press(self, note: NotePublic, held: dict[str, Any]) -> Awaitable[None] | None:
        """Edit a clicked note; with Shift, Ctrl or Meta, or if others are selected, select it.

        A click that has selected text, with the pointer or as a double click, does nothing.

        :param held: the fields of the browser's event; see `CLICK`
        """
        self._waiting.set()
        if held.get("detail", 0) > 1 or self._pointer.has_selected(held):
            return None
        self._current.take(note.id)
        if self._has_selected(note, held):
            return None
        card = self._list.card(note.id)
        finding = find_place(card, held) if card else None
        edit = partial(self._edit_there, note, finding, self._current.until_stay())
        if held.get("detail") and held.get("pointerType") not in NO_MOUSE:
            self._waiting = waiting = asyncio.Event()  # both clicks may arrive at once
            return self._lead(_unless(waiting, edit, finding))
        return self._lead(edit())

    def _lead(self, opening: Awaitable[None]) -> Awaitable[None]:
        """Open the editor; what is typed before it is open is no command of the page."""
        opened = asyncio.Event()
        self._editing.lead(opened.wait)

        async def open_editor() -> None:
            try:
                await opening
            finally:
                opened.set()

        return open_editor()

    def _has_selected(self, note: NotePublic, held: dict[str, Any]) -> bool:
        """Select the note, if the click means that; return whether it does."""
        if held.get("shiftKey"):
            self._selection.extend(note.id)
            return True
        if held.get("ctrlKey") or held.get("metaKey") or self._selection:
            self._selection.toggle(note.id)
            return True
        return False

    async def _edit_there(
        self, note: NotePublic, finding: Finding | None, is_wanted: Callable[[], bool]
    ) -> None:
        """Edit a note where it was clicked.

        :param is_wanted: returns whether the editor is to get the focus: over a slow line a person
            may have gone on to type elsewhere
        """
        place = await finding if finding else None
        if not note.trashed:
            await self._editing.open(note, place, is_wanted=is_wanted)


async def _unless(
    clicked_again: asyncio.Event, edit: Callable[[], Awaitable[None]], finding: Finding | None
) -> None:
    """Edit the note, unless this is the first click of a double click."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(clicked_again.wait(), DOUBLE_CLICK)
        if finding:
            finding.cancel()
        return
    await edit()
