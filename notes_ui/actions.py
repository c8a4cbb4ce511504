"""What a person does on a page: written through `Notes`, failures told in words, and undone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from nicegui import Client, ui

from api.database import DatabaseBusy, DatabaseUnusable
from api.edits import Edit, Edited, Outcome
from api.history import BROUGHT_BACK, VersionPublic
from api.models import DESCRIPTION_LENGTH, NoteCreate, NotePublic
from api.note_query import NoteQuery, Place
from api.notes import NoteConflict, NoteNotFound, Notes
from api.tags import tags
from notes_ui import markdown, theme, words
from notes_ui.confirmation import Confirmation
from notes_ui.language import Language, isolated
from notes_ui.undo import Undo
from notes_ui.words import Plural

TITLE_TOLD: Final = 60
"""characters of a title that are enough to know it by"""


class Actions:
    """The changes that one page asks for. It learns of them like everyone else, by announcement."""

    def __init__(self, notes: Notes, client: Client, language: Language) -> None:
        self._notes = notes
        self._client = client
        self._language = language
        self.is_meant = Confirmation(client, language).deletes_for_good
        """asks whether so many notes are to be deleted for good"""
        self.undo: Undo
        """where what was done is told; part of the page, so it is made when the page is"""

    async def create(self, new: NoteCreate) -> bool:
        """Make a note; return whether that succeeded."""
        with self._told():
            await self._notes.create(new)
            return True
        return False

    async def save(self, edit: Edit) -> NoteConflict | NoteNotFound | bool:
        """Write what was edited; return whether that succeeded, or why it was refused."""
        with self._told():
            outcome = await self._notes.apply([edit])
            for reason in outcome.refused:
                return reason
            self._remember(outcome, None)
            return True
        return False

    async def set_done(self, note_ids: Iterable[int], done: bool) -> None:
        """Tick or untick: what was seen and meant, not the opposite of what is stored."""
        said = words.TICKED if done else words.UNTICKED
        await self._set(note_ids, {"done": done}, said)

    async def pin(self, note_ids: Iterable[int], pinned: bool) -> None:
        """Pin or unpin."""
        said = words.PINNED if pinned else words.UNPINNED
        await self._set(note_ids, {"pinned": pinned}, said)

    async def delete(self, note_ids: Iterable[int]) -> bool:
        """Move notes to the trash; return whether any was moved."""
        edits = [Edit(note_id, {"trashed": True}) for note_id in note_ids]
        return await self._apply(edits, words.DELETED, always=True)

    async def restore(self, note_ids: Iterable[int]) -> bool:
        """Take notes out of the trash; return whether any was."""
        edits = [Edit(note_id, {"trashed": False}) for note_id in note_ids]
        return await self._apply(edits, words.RESTORED, always=True)

    async def bring_back(self, note_id: int) -> bool | None:
        """Take a note out of the trash; return whether it was there, None if that failed."""
        with self._told():
            outcome = await self._notes.apply([Edit(note_id, {"trashed": False})])
            said = self._language.count(words.RESTORED, 1) if outcome.done else None
            self._remember(outcome, said)
            return bool(outcome.done)
        return None

    async def delete_for_good(self, note_ids: Sequence[int]) -> bool:
        """Delete notes of the trash; there is no way back. Return whether any was deleted."""
        with self._told():
            gone = await self._notes.delete_for_good(note_ids)
            self._say_gone(gone)
            return gone > 0
        return False

    async def empty_trash(self, count: int) -> None:
        """Delete all notes of the trash, if that is meant; there is no way back.

        :param count: how many are seen to be in it
        """
        if not await self.is_meant(count):
            return
        with self._told():
            self._say_gone(await self._notes.empty_trash())

    async def revert(self, note_id: int, seen: VersionPublic, to: VersionPublic) -> bool:
        """Bring an earlier version of a note back over the one that is seen."""
        values, base = (each.model_dump(include=set(BROUGHT_BACK)) for each in (to, seen))
        return await self._apply([Edit(note_id, values, base)], words.REVERTED, always=True)

    async def tag(self, notes: Sequence[NotePublic], tag: str) -> bool:
        """Write a tag at the end of the notes that do not have it; return whether all have it."""
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
                self.tell(self._language.say(words.NO_ROOM_FOR_TAG, title=title, n=most))
                return False
        edits = [
            Edit(note.id, {"description": text}, {"description": note.description})
            for note, text in texts.items()
        ]
        return not edits or await self._apply(edits, words.TAGGED, always=True, tag=tag)

    async def tick_task(self, note: NotePublic, index: int, ticked: bool) -> None:
        """Tick or untick a task line of the description, as the note is shown."""
        with self._told():
            outcome = await self._notes.apply([_ticking(note, index, ticked)])
            for reason in outcome.refused:  # somebody was faster: is the line still there?
                if isinstance(reason, NoteConflict) and (again := _found(note, index, reason)):
                    outcome = await self._notes.apply([_ticking(reason.current, *again, ticked)])
            self._remember(outcome, None)
            if outcome.refused:
                self.tell(self._language.say(words.LINE_CHANGED))

    async def take_back(self, edits: Sequence[Edit]) -> Sequence[Edited] | None:
        """Undo, but for what somebody has changed since; return what was, None if that failed."""
        with self._told():
            outcome = await self._notes.apply(edits)
            if outcome.done:
                self.undo.say(self._language.say(words.UNDONE))
            self._tell_of_refused(outcome)
            return outcome.done
        return None

    async def start_before(self, query: NoteQuery, start: Place, limit: int) -> Place | None:
        """Where a view starts that shows ``limit`` more; see `Notes.start_before`."""
        with self._told():
            return await self._notes.start_before(query, start, limit)
        return start

    def press_again(self) -> None:
        """Say that a press was not taken, since it may have been meant for another note."""
        self.tell(self._language.say(words.PRESS_AGAIN))

    def tell(self, message: str) -> None:
        """Show a message that stays until it has been read."""
        if not self._client.is_deleted:
            with self._client:  # the card that was pressed may be gone by now
                close = self._language.say(words.CLOSE)
                # At the top: at the bottom are what can be undone, and what is selected.
                ui.notify(
                    message,
                    position="top",
                    close_button=close,
                    timeout=8000,
                    classes=theme.NOTICE,
                )

    async def _set(self, note_ids: Iterable[int], values: dict[str, Any], said: Plural) -> None:
        await self._apply([Edit(note_id, values) for note_id in note_ids], said)

    async def _apply(
        self, edits: Sequence[Edit], said: Plural, *, always: bool = False, **values: Any
    ) -> bool:
        """Make the edits; say it if they are several, or if it should always be said."""
        with self._told():
            outcome = await self._notes.apply(edits)
            done = len(outcome.done)
            told = self._language.count(said, done, **values) if always or done > 1 else None
            self._remember(outcome, told if done else None)
            self._tell_of_refused(outcome)
            return done > 0
        return False

    def _remember(self, outcome: Outcome, said: str | None) -> None:
        steps = [step for edited in outcome.done if (step := edited.undoing()).values]
        self.undo.offer(said, steps)

    def _say_gone(self, count: int) -> None:
        self.undo.say(self._language.count(words.GONE_FOR_GOOD, count))

    def _tell_of_refused(self, outcome: Outcome) -> None:
        if len(outcome.refused) == 1 and isinstance(outcome.refused[0], NoteNotFound):
            self.tell(self._language.say(words.ALREADY_DELETED))
        elif outcome.refused:
            self.tell(self._language.count(words.SOME_LEFT_OUT, len(outcome.refused)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseBusy:
            reason = self._language.say(words.BUSY)
            self.tell(self._language.say(words.NOT_SAVED, reason=reason))
        except DatabaseUnusable as error:
            self.tell(self._language.say(words.NOT_SAVED, reason=error))


def _ticking(note: NotePublic, index: int, ticked: bool) -> Edit:
    text = markdown.tick(note.description, index, ticked)
    return Edit(note.id, {"description": text}, {"description": note.description})


def _found(note: NotePublic, index: int, conflict: NoteConflict) -> tuple[int] | None:
    """Where the task line is by now, if that is sure."""
    there = markdown.same_task(note.description, index, conflict.current.description)
    return None if there is None else (there,)
