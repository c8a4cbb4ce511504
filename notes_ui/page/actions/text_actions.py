"""What a person does to texts without an editor: tags notes, and ticks task lines."""

from collections.abc import Sequence
from typing import Final

from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, isolated
from notes_ui.page.actions.actions import Actions
from notes_ui.ports.errors import NoteConflict
from notes_ui.ports.notes import DESCRIPTION_LENGTH, Edit, NotePublic, NotesGateway, tags
from notes_ui.rendering.tasks import same_task, tick

TITLE_TOLD: Final = 60
"""characters of a title that a message shows"""


class TextActions:
    """Changes texts, but never overwrites a change by others that the person has not seen."""

    def __init__(self, notes: NotesGateway, actions: Actions, language: Language) -> None:
        self._notes = notes
        self._actions = actions
        self._language = language

    async def tag(self, notes: Sequence[NotePublic], tag: str) -> bool:
        """Write a tag at the end of the notes that do not have it.

        :param tag: without its #
        :return: False if a note has no room for the tag, or no note could be tagged
        :raises ValueError: if it is no tag
        """
        (folded,) = tags(f"#{tag}")
        texts = {
            note: f"{note.description}\n#{tag}".lstrip("\n")
            for note in notes
            if folded not in tags(f"{note.title} {note.description}")
        }
        for note, text in texts.items():
            if len(text) > DESCRIPTION_LENGTH:
                most = self._language.number(DESCRIPTION_LENGTH)
                cut = len(note.title) > TITLE_TOLD
                title = isolated(f"{note.title[:TITLE_TOLD]}…" if cut else note.title)
                self._actions.tell(
                    self._language.say(messages.NO_ROOM_FOR_TAG, title=title, n=most)
                )
                return False
        edits = [
            Edit(note.id, {"description": text}, {"description": note.description})
            for note, text in texts.items()
        ]
        return not edits or await self._actions.apply(edits, messages.TAGGED, tag=tag)

    async def tick_task(self, note: NotePublic, index: int, ticked: bool) -> bool:
        """Tick or untick a task line; return whether that was done.

        If others have changed the description, the line is found again by its text.

        :param note: the note as the person has seen it
        :param index: the task line, counted from 0
        :raises IndexError: if the note has no such task line
        """
        with self._actions.told():
            outcome = await self._notes.apply([_ticking(note, index, ticked)])
            for reason in outcome.refused:  # somebody was faster: is the line still there?
                if isinstance(reason, NoteConflict) and (again := _found(note, index, reason)):
                    outcome = await self._notes.apply([_ticking(reason.current, *again, ticked)])
            said = self._language.say(messages.TASK_TICKED if ticked else messages.TASK_UNTICKED)
            self._actions.remember(outcome, said if outcome.done else None)
            if outcome.refused:
                self._actions.tell(self._language.say(messages.LINE_CHANGED))
            return bool(outcome.done)
        return False


def _ticking(note: NotePublic, index: int, ticked: bool) -> Edit:
    text = tick(note.description, index, ticked)
    return Edit(note.id, {"description": text}, {"description": note.description})


def _found(note: NotePublic, index: int, conflict: NoteConflict) -> tuple[int] | None:
    """The index of the task line in the current note, alone in a tuple; None if it is not sure."""
    there = same_task(note.description, index, conflict.current.description)
    return None if there is None else (there,)
