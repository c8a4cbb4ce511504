"""What a person does on a page: writes it, offers to undo it, and says in words why it failed."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from nicegui import Client

from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.i18n.messages import Plural
from notes_ui.page.actions.notifications import Notifications
from notes_ui.ports.drafts import DraftWrite
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
    """The changes that one page makes. It shows them when the database announces them.

    If the database fails, the page says why, and the method returns None or False.
    """

    def __init__(self, notes: NotesGateway, client: Client, language: Language) -> None:
        super().__init__(client, language)
        self._notes = notes

    async def create(
        self,
        new: NoteCreate,
        show: Show | None = None,
        *,
        at_top: bool = False,
        draft: DraftWrite | None = None,
    ) -> NotePublic | None:
        """Make a note, and say so; return it, or None if that failed.

        :param draft: see `NotesGateway.create`
        :param show: called with the note when somebody presses *Show*
        :param at_top: whether the note comes first, so that *Show* helps only on a scrolled page
        """
        with self.told(), self.undo.expecting():
            note = await self._notes.create(new, draft=draft)
            self.undo.offer(
                self._language.say(messages.NOTE_ADDED),
                [discarding(note)],
                show=(lambda: show(note)) if show else None,
                at_top=at_top,
            )
            return note
        return None

    async def write(
        self, edit: Edit, draft: DraftWrite | None = None
    ) -> Edited | NoteConflict | NoteNotFound | None:
        """Apply an edit; return its result or why it was refused; None if the database failed.

        :param draft: see `NotesGateway.apply`
        """
        with self.told():
            outcome = await self._notes.apply([edit], draft=draft)
            return (*outcome.done, *outcome.refused)[0]
        return None

    async def write_merged(self, edit: Edit) -> Edited | NoteConflict | NoteNotFound | None:
        """Apply an edit as `write`, merged with the description if others have changed that."""
        with self.told():
            outcome = await self._apply_merged([edit])
            return (*outcome.done, *outcome.refused)[0]
        return None

    async def set_done(self, note_ids: Iterable[int], done: bool) -> Sequence[Edited]:
        """Tick or untick notes; return the results for those that could be.

        :param done: what the person meant, and not the opposite of what is stored
        """
        said = messages.TICKED if done else messages.UNTICKED
        return await self._set(note_ids, {"done": done}, said)

    async def pin(self, note_ids: Iterable[int], pinned: bool) -> Sequence[Edited]:
        """Pin or unpin notes; return the results for those that could be."""
        said = messages.PINNED if pinned else messages.UNPINNED
        return await self._set(note_ids, {"pinned": pinned}, said)

    async def delete(self, note_ids: Iterable[int]) -> bool:
        """Move notes to the trash; return whether any was moved."""
        edits = [Edit(note_id, {"trashed": True}) for note_id in note_ids]
        return await self.apply(edits, messages.DELETED)

    async def restore(self, note_ids: Iterable[int]) -> bool:
        """Take notes out of the trash; return whether this succeeded for at least one of them."""
        edits = [Edit(note_id, {"trashed": False}) for note_id in note_ids]
        return await self.apply(edits, messages.RESTORED)

    async def bring_back(self, note_id: int) -> bool | None:
        """Take a note out of the trash; return False if it is gone for good, None on failure."""
        with self.told(), self.undo.expecting():
            outcome = await self._notes.apply([Edit(note_id, {"trashed": False})])
            said = self._language.count(messages.RESTORED, 1) if outcome.done else None
            self.remember(outcome, said)
            return bool(outcome.done)
        return None

    async def revert(self, note_id: int, seen: VersionPublic, to: VersionPublic) -> bool:
        """Bring an earlier version of a note back, unless others have changed it since ``seen``.

        Return whether it was brought back.
        """
        values, base = (each.model_dump(include=set(BROUGHT_BACK)) for each in (to, seen))
        return await self.apply([Edit(note_id, values, base)], messages.REVERTED)

    async def take_back(self, edits: Sequence[Edit]) -> Sequence[Edited] | None:
        """Apply edits that undo others, unless somebody has changed the same fields since.

        :return: the results of those that were applied; None if the database failed
        """
        with self.told():
            outcome = await self._apply_merged(edits)
            if outcome.done:
                self.undo.say(self._language.say(messages.UNDONE))
            self.tell_of_refused(outcome)
            return outcome.done
        return None

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """The start of a view with ``limit`` more notes; see `NotesGateway.start_before`.

        If the database fails, this returns ``start``.
        """
        with self.reading():
            return await self._notes.start_before(query, start, limit)
        return start

    async def _set(
        self, note_ids: Iterable[int], values: dict[str, Any], said: Plural
    ) -> Sequence[Edited]:
        """Set the same values for all notes; return the results for those that exist."""
        edits = [Edit(note_id, values) for note_id in note_ids]
        outcome = await self._make(edits, said)
        return outcome.done if outcome else ()

    async def _apply_merged(self, edits: Sequence[Edit]) -> Applied:
        """Apply the edits; merge those of a description that others have changed meanwhile."""
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
        """Apply the edits, and say so; return whether any of them was accepted.

        :param said: the message; it gets the number of changed notes and ``values``
        """
        outcome = await self._make(edits, said, **values)
        return bool(outcome and outcome.done)

    async def _make(self, edits: Sequence[Edit], said: Plural, **values: Any) -> Applied | None:
        """Apply the edits, and say how many notes have changed, if any has."""
        with self.told(), self.undo.expecting():
            outcome = await self._notes.apply(edits)
            changed = count_changed(outcome.done)
            told = self._language.count(said, changed, **values)
            self.remember(outcome, told if changed else None)
            self.tell_of_refused(outcome)
            return outcome
        return None


def count_changed(done: Iterable[Edited]) -> int:
    """How many of these results are other than the notes were before."""
    return sum(bool(edited.undoing().values) for edited in done)


def discarding(note: NotePublic) -> Edit:
    """The edit that moves a new note to the trash, unless somebody has changed it since."""
    base = note.model_dump(include=set(FIELDS))
    return Edit(note.id, {**base, "trashed": True}, base, since=note.version)


def _id_of(reason: NoteNotFound | NoteConflict) -> int:
    return reason.note_id if isinstance(reason, NoteNotFound) else reason.current.id
