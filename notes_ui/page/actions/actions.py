"""What a person does on a page: it is written, can be undone, and a failure is said in words."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from nicegui import Client

from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.i18n.messages import Plural
from notes_ui.page.actions.notifications import Notifications
from notes_ui.ports.errors import NoteConflict, NoteNotFound
from notes_ui.ports.notes import (
    BROUGHT_BACK,
    FIELDS,
    Applied,
    Cursor,
    Edit,
    Edited,
    NoteCreate,
    NotePublic,
    NoteQuery,
    NotesGateway,
    VersionPublic,
)
from notes_ui.text.merge import rebased

Show = Callable[[NotePublic], Awaitable[None] | None]


class Actions(Notifications):
    """The changes that one page asks for. It learns of them like everyone else, by announcement."""

    def __init__(self, notes: NotesGateway, client: Client, language: Language) -> None:
        super().__init__(client, language)
        self._notes = notes

    async def create(
        self, new: NoteCreate, show: Show | None = None, *, at_top: bool = False
    ) -> NotePublic | None:
        """Make a note, and say so; return it, or None if that failed.

        :param show: called with the note if somebody wants to see it
        :param at_top: whether it comes first, so that it is in sight unless the page is scrolled
        """
        with self.told():
            note = await self._notes.create(new)
            self.undo.offer(
                self._language.say(messages.NOTE_ADDED),
                [discarding(note)],
                show=(lambda: show(note)) if show else None,
                at_top=at_top,
            )
            return note
        return None

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

    async def set_done(self, note_ids: Iterable[int], done: bool) -> bool:
        """Tick or untick: what was seen and meant, not the opposite of what is stored.

        Return whether anything has changed.
        """
        said = messages.TICKED if done else messages.UNTICKED
        return await self._set(note_ids, {"done": done}, said) > 0

    async def pin(self, note_ids: Iterable[int], pinned: bool) -> None:
        """Pin or unpin."""
        said = messages.PINNED if pinned else messages.UNPINNED
        await self._set(note_ids, {"pinned": pinned}, said)

    async def delete(self, note_ids: Iterable[int]) -> bool:
        """Move notes to the trash; return whether any was moved."""
        edits = [Edit(note_id, {"trashed": True}) for note_id in note_ids]
        return await self.apply(edits, messages.DELETED)

    async def restore(self, note_ids: Iterable[int]) -> bool:
        """Take notes out of the trash; return whether any was."""
        edits = [Edit(note_id, {"trashed": False}) for note_id in note_ids]
        return await self.apply(edits, messages.RESTORED)

    async def bring_back(self, note_id: int) -> bool | None:
        """Take a note out of the trash; return whether it was there, None if that failed."""
        with self.told():
            outcome = await self._notes.apply([Edit(note_id, {"trashed": False})])
            said = self._language.count(messages.RESTORED, 1) if outcome.done else None
            self.remember(outcome, said)
            return bool(outcome.done)
        return None

    async def revert(self, note_id: int, seen: VersionPublic, to: VersionPublic) -> bool:
        """Bring an earlier version of a note back over the one that is seen."""
        values, base = (each.model_dump(include=set(BROUGHT_BACK)) for each in (to, seen))
        return await self.apply([Edit(note_id, values, base)], messages.REVERTED)

    async def take_back(self, edits: Sequence[Edit]) -> Sequence[Edited] | None:
        """Undo, but for what somebody has changed since; return what was, None if that failed."""
        with self.told():
            outcome = await self._apply_merged(edits)
            if outcome.done:
                self.undo.say(self._language.say(messages.UNDONE))
            self.tell_of_refused(outcome)
            return outcome.done
        return None

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """Where a view starts that shows ``limit`` more; see `NotesGateway.start_before`."""
        with self.reading():
            return await self._notes.start_before(query, start, limit)
        return start

    async def _set(self, note_ids: Iterable[int], values: dict[str, Any], said: Plural) -> int:
        """Make the same of all the notes; return of how many that was not so already."""
        edits = [Edit(note_id, values) for note_id in note_ids]
        outcome = await self._make(edits, said)
        return _changed(outcome) if outcome else 0

    async def _apply_merged(self, edits: Sequence[Edit]) -> Applied:
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
        return Applied([*outcome.done, *then.done], [*left, *then.refused])

    async def apply(self, edits: Sequence[Edit], said: Plural, **values: Any) -> bool:
        """Make the edits, and say it; return whether any note is now as it was to be."""
        outcome = await self._make(edits, said, **values)
        return bool(outcome and outcome.done)

    async def _make(self, edits: Sequence[Edit], said: Plural, **values: Any) -> Applied | None:
        """Make the edits, and say it; notes that were so already are not counted."""
        with self.told():
            outcome = await self._notes.apply(edits)
            changed = _changed(outcome)
            told = self._language.count(said, changed, **values)
            self.remember(outcome, told if changed else None)
            self.tell_of_refused(outcome)
            return outcome
        return None


def _changed(outcome: Applied) -> int:
    return sum(bool(edited.undoing().values) for edited in outcome.done)


def discarding(note: NotePublic) -> Edit:
    """The edit that takes a new note back, unless somebody has changed anything in it since."""
    base = note.model_dump(include=set(FIELDS))
    return Edit(note.id, {**base, "trashed": True}, base, since=note.version)


def _id_of(reason: NoteNotFound | NoteConflict) -> int:
    return reason.note_id if isinstance(reason, NoteNotFound) else reason.current.id
