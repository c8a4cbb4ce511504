"""What a person does on a page: written through `Notes`, failures told in words, and undone."""

from collections.abc import Iterable, Sequence
from typing import Any

from nicegui import Client

from api.edits import Edit, Edited, Outcome
from api.history import BROUGHT_BACK, VersionPublic
from api.models import NoteCreate
from api.note_query import NoteQuery, Place
from api.notes import NoteConflict, NoteNotFound, Notes
from notes_ui import words
from notes_ui.language import Language
from notes_ui.merge import rebased
from notes_ui.telling import Telling
from notes_ui.words import Plural


class Actions(Telling):
    """The changes that one page asks for. It learns of them like everyone else, by announcement."""

    def __init__(self, notes: Notes, client: Client, language: Language) -> None:
        super().__init__(client, language)
        self._notes = notes

    async def create(self, new: NoteCreate) -> bool:
        """Make a note; return whether that succeeded."""
        with self.told():
            await self._notes.create(new)
            return True
        return False

    async def write(self, edit: Edit) -> Edited | NoteConflict | NoteNotFound | None:
        """Make an edit; return what it did, or why it was refused, None if the database failed."""
        with self.told():
            outcome = await self._notes.apply([edit])
            return (*outcome.done, *outcome.refused)[0]
        return None

    async def write_merged(self, edit: Edit) -> Edited | NoteConflict | NoteNotFound | None:
        """The same, merged into what others have made of the description since."""
        with self.told():
            outcome = await self._apply_merged([edit])
            return (*outcome.done, *outcome.refused)[0]
        return None

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
        return await self.apply(edits, words.DELETED, always=True)

    async def restore(self, note_ids: Iterable[int]) -> bool:
        """Take notes out of the trash; return whether any was."""
        edits = [Edit(note_id, {"trashed": False}) for note_id in note_ids]
        return await self.apply(edits, words.RESTORED, always=True)

    async def bring_back(self, note_id: int) -> bool | None:
        """Take a note out of the trash; return whether it was there, None if that failed."""
        with self.told():
            outcome = await self._notes.apply([Edit(note_id, {"trashed": False})])
            said = self._language.count(words.RESTORED, 1) if outcome.done else None
            self.remember(outcome, said)
            return bool(outcome.done)
        return None

    async def revert(self, note_id: int, seen: VersionPublic, to: VersionPublic) -> bool:
        """Bring an earlier version of a note back over the one that is seen."""
        values, base = (each.model_dump(include=set(BROUGHT_BACK)) for each in (to, seen))
        return await self.apply([Edit(note_id, values, base)], words.REVERTED, always=True)

    async def take_back(self, edits: Sequence[Edit]) -> Sequence[Edited] | None:
        """Undo, but for what somebody has changed since; return what was, None if that failed."""
        with self.told():
            outcome = await self._apply_merged(edits)
            if outcome.done:
                self.undo.say(self._language.say(words.UNDONE))
            self.tell_of_refused(outcome)
            return outcome.done
        return None

    async def start_before(self, query: NoteQuery, start: Place, limit: int) -> Place | None:
        """Where a view starts that shows ``limit`` more; see `Notes.start_before`."""
        with self.reading():
            return await self._notes.start_before(query, start, limit)
        return start

    async def _apply_merged(self, edits: Sequence[Edit]) -> Outcome:
        """Make the edits, also those that others' changes of a description can be merged with."""
        outcome = await self._notes.apply(edits)
        met = {each.current.id: each for each in outcome.refused if isinstance(each, NoteConflict)}
        found = [rebased(edit, met[edit.note_id]) for edit in edits if edit.note_id in met]
        merged = [edit for edit in found if edit]
        if not merged:
            return outcome
        then = await self._notes.apply(merged)
        again = {edit.note_id for edit in merged}
        left = [each for each in outcome.refused if _id_of(each) not in again]
        return Outcome([*outcome.done, *then.done], [*left, *then.refused])

    async def _set(self, note_ids: Iterable[int], values: dict[str, Any], said: Plural) -> None:
        await self.apply([Edit(note_id, values) for note_id in note_ids], said)

    async def apply(
        self, edits: Sequence[Edit], said: Plural, *, always: bool = False, **values: Any
    ) -> bool:
        """Make the edits; say it if they are several, or if it should always be said.

        Notes that were so already are not counted.
        """
        with self.told():
            outcome = await self._notes.apply(edits)
            changed = sum(bool(edited.undoing().values) for edited in outcome.done)
            told = self._language.count(said, changed, **values) if always or edits[1:] else None
            self.remember(outcome, told if changed else None)
            self.tell_of_refused(outcome)
            return bool(outcome.done)
        return False


def _id_of(reason: NoteNotFound | NoteConflict) -> int:
    return reason.note_id if isinstance(reason, NoteNotFound) else reason.current.id
