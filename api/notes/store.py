"""The note store: reads and changes notes. Only an import (`api.transfers`) writes beside it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from pydantic import BaseModel, RootModel
from sqlalchemy import and_, delete, exists, literal, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.group_commit import Operation
from api.db.storage import Storage
from api.db.tables import Note
from api.notes import idempotency
from api.notes.batch import BatchDone, Step, take_all
from api.notes.drafts.rows import write_along
from api.notes.edits import apply, apply_all, insert_all
from api.notes.etags import UNCONDITIONAL, Condition
from api.notes.history import reverting, versions
from api.notes.idempotency import Repeat
from api.notes.models import Author, NoteCreate, NotePublic, NoteUpdate
from api.notes.reading.note_reader import NoteReader
from api.notes.reading.tiers import ID
from api.notes.reading.windows import NoteWindows
from api.notes.values import Applied, DraftWrite, Edit, Edited, VersionPublic

TRASHED: Final = col(Note.trashed) == literal(True)

Answer = TypeVar("Answer", bound=BaseModel)
_Number = RootModel[int]


class NoteStore(NoteReader):
    """Reads notes, and writes them through the one writer.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.

    :param author: the author of its changes
    """

    def __init__(
        self, database: Storage, windows: NoteWindows, author: Author = Author.REST
    ) -> None:
        super().__init__(database, windows)
        self._writing = database
        self._author = author

    def by(self, author: Author) -> "NoteStore":
        """The same store for another author; both share the cache."""
        return NoteStore(self._writing, self._windows, author)

    async def history(self, note_id: int) -> Sequence[VersionPublic]:
        """The stored versions of a note, from the current one to the oldest.

        :raises NoteNotFound: if there is no such note
        """
        return await self._database.read(
            lambda connection: versions(connection, note_id), is_urgent=True
        )

    async def create(
        self,
        new: NoteCreate,
        repeat: Repeat | None = None,
        *,
        draft: DraftWrite | None = None,
    ) -> NotePublic:
        """Create a note, open and at version 1.

        :param draft: what the draft of the note becomes, in the same transaction
        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        values = {**new.model_dump(), "written_by": self._author}
        if repeat is None and draft is None:
            return await self._writing.write_together(insert_all, values)

        def make(connection: Connection) -> NotePublic:
            (note,) = insert_all(connection, [values])
            if draft:
                write_along(connection, draft, note)
            return note

        return await self._once(repeat, make)

    async def update(
        self, note_id: int, changes: NoteUpdate, *, condition: Condition = UNCONDITIONAL
    ) -> NotePublic:
        """Change the given fields; equal values change nothing.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        """
        given = changes.given()
        if not given and condition == UNCONDITIONAL:
            return await self.get(note_id)
        return (await self._one(Edit(note_id, given, condition=condition))).after

    async def delete(self, note_id: int, *, condition: Condition = UNCONDITIONAL) -> NotePublic:
        """Move the note to the trash and return it as it was.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        """
        return (await self._one(Edit(note_id, {"trashed": True}, condition=condition))).before

    async def restore(
        self,
        note_id: int,
        repeat: Repeat | None = None,
        *,
        condition: Condition = UNCONDITIONAL,
    ) -> NotePublic:
        """Move the note out of the trash; a note that is not in it stays as it is.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note, in the trash or not
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        edit = Edit(note_id, {"trashed": False}, condition=condition)
        return await self._once(repeat, lambda connection: self._apply(connection, edit).after)

    async def revert(
        self,
        note_id: int,
        version: int,
        *,
        condition: Condition = UNCONDITIONAL,
        repeat: Repeat | None = None,
    ) -> NotePublic:
        """Set the texts and flags to those of a version.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note
        :raises VersionNotKept: if that version is not stored
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        :raises KeyUsed: if ``repeat`` has the key of another request
        """

        def revert(connection: Connection) -> NotePublic:
            was = reverting(connection, note_id, version)
            return self._apply(connection, Edit(note_id, was, condition=condition)).after

        return await self._once(repeat, revert)

    async def apply(self, edits: Sequence[Edit], *, draft: DraftWrite | None = None) -> Applied:
        """Apply each edit that is possible, in one transaction; also return the refused ones.

        :param draft: what the draft of the last edit becomes, in the same transaction; it stays as
            it is if an edit is refused
        """
        return await self._writing.write(
            lambda connection: self._apply_all(connection, edits, draft)
        )

    async def apply_once(
        self,
        edits: Sequence[Edit],
        repeat: Repeat | None,
        *,
        told: Callable[[Applied], Answer],
        kind: type[Answer],
        draft: DraftWrite | None = None,
    ) -> Answer:
        """The same once per idempotency key, and return the answer that ``told`` makes of it.

        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        return await self._once(
            repeat, lambda connection: told(self._apply_all(connection, edits, draft)), kind
        )

    async def batch(self, steps: Sequence[Step], repeat: Repeat | None = None) -> BatchDone:
        """Apply all steps in one transaction, or none of them.

        :raises StepRefused: if a step fails; it says which, and why
        :raises KeyUsed: if ``repeat`` has the key of another request
        """

        def take(connection: Connection) -> BatchDone:
            return take_all(connection, steps, self._author)

        return await self._once(repeat, take, BatchDone)

    async def delete_for_good(self, note_ids: Sequence[int], repeat: Repeat | None = None) -> int:
        """Delete notes from the trash; return their number. Their ids are never reused.

        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        return await self._delete(and_(ID.in_(note_ids), TRASHED), repeat)

    async def empty_trash(
        self, *, older_than: timedelta = timedelta(0), repeat: Repeat | None = None
    ) -> int:
        """Delete notes that have been in the trash for longer; return their number.

        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        before = datetime.now(UTC) - older_than
        old = and_(TRASHED, col(Note.updated_at) < before)
        are_old = select(exists().where(old))
        if repeat is None and not await self._database.read(lambda it: it.scalar(are_old)):
            return 0  # without the write lock, which another program may hold or wait for
        return await self._delete(old, repeat)

    async def discard_old_answers(self) -> None:
        """Delete stored answers that are older than 24 hours."""
        if await self._database.read(idempotency.are_old):
            await self._writing.write(idempotency.discard_old)

    async def _one(self, edit: Edit) -> Edited:
        return await self._writing.write(lambda connection: self._apply(connection, edit))

    def _apply(self, connection: Connection, edit: Edit) -> Edited:
        return apply(connection, edit, self._author)

    def _apply_all(
        self, connection: Connection, edits: Sequence[Edit], draft: DraftWrite | None
    ) -> Applied:
        applied = apply_all(connection, edits, self._author)
        if draft and applied.done and not applied.refused:
            write_along(connection, draft, applied.done[-1].after)
        return applied

    async def _delete(self, condition: Any, repeat: Repeat | None) -> int:
        def delete_them(connection: Connection) -> _Number:
            return _Number(connection.execute(delete(Note).where(condition)).rowcount)

        return (await self._once(repeat, delete_them, _Number)).root

    async def _once(
        self,
        repeat: Repeat | None,
        act: Operation[Answer],
        kind: type[Answer] = NotePublic,  # type: ignore[assignment]  # what most of them return
    ) -> Answer:
        """Run the operation once per idempotency key; a repeated request gets the stored answer."""
        if repeat is None:
            return await self._writing.write(act)

        def answered(connection: Connection) -> str:
            return idempotency.once(connection, repeat, lambda: act(connection).model_dump_json())

        return kind.model_validate_json(await self._writing.write(answered))
