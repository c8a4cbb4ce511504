"""Notes over HTTP."""

import json
from collections.abc import Hashable, Iterable, Sequence
from datetime import timedelta
from typing import Final, TypeVar

from pydantic import BaseModel, TypeAdapter

from api.http.wire.drafts import WriteAlong
from api.http.wire.edits import (
    DeletedForGood,
    DeleteForGood,
    Edits,
    EditsDone,
    NewNote,
    SentEdit,
)
from api.http.wire.windows import Start, Window
from notes_ui.ports.drafts import DraftWrite
from notes_ui.ports.errors import NoteNotFound
from notes_ui.ports.notes import (
    MOST_TAGS,
    Applied,
    Cursor,
    Edit,
    NoteCreate,
    NotePublic,
    NoteQuery,
    NoteUpdate,
    NoteView,
    NoteWindow,
    VersionPublic,
)
from notes_ui.ports.remote.answers import NotThere, parsed, parsed_all
from notes_ui.ports.remote.connection import Connection
from notes_ui.ports.remote.lanes import Lanes

NOTES: Final = "/api/notes"
PAGE: Final = "/api/page"
UNKNOWN: Final = "a new note of an unknown tab"
VERSIONS: Final = TypeAdapter(list[VersionPublic])
T = TypeVar("T", bound=BaseModel)


class RemoteNotes:
    """A `NotesGateway` on the API of another process; its routes `/api/page` sign for the page."""

    def __init__(self, api: Connection, lanes: Lanes) -> None:
        self._api = api
        self._lanes = lanes

    async def get(self, note_id: int) -> NotePublic:
        """Return the note as it is now; see `NotesGateway.get`."""
        return parsed(NotePublic, await self._of_note(note_id))

    async def window(self, view: NoteView) -> NoteWindow:
        """Return the current window of the view; see `NotesGateway.window`."""
        asked = _asked(view.query, view.start, view.limit)
        found = await self._api.read(f"{PAGE}/window", asked)
        return parsed(Window, found).window(view.query)

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """Return the start of a view with more notes; see `NotesGateway.start_before`."""
        found = await self._api.read(f"{PAGE}/start", _asked(query, start, limit))
        told = parsed(Start, found).start
        return None if told is None else Cursor.of(told, query.order)

    async def tags(self, most: int = MOST_TAGS) -> Sequence[tuple[str, int]]:
        """Return the most used tags, 100 at most; see `NotesGateway.tags`."""
        found = json.loads(await self._api.read("/api/tags"))
        return [(each["tag"], each["notes"]) for each in found[:most]]

    async def history(self, note_id: int) -> Sequence[VersionPublic]:
        """Return the stored versions of a note; see `NotesGateway.history`."""
        return parsed_all(VERSIONS, await self._of_note(note_id, "/history"))

    async def create(self, new: NoteCreate, *, draft: DraftWrite | None = None) -> NotePublic:
        """Make a note; see `NotesGateway.create`."""
        along = WriteAlong.of(draft) if draft else None
        made = NewNote(note=new, draft=along)
        # Without a draft it is not known whose notes these are, so that they wait for all others.
        behind = {UNKNOWN} if draft else self._lanes.keys
        lanes = {draft.tab if draft else UNKNOWN}
        return await self._write("notes", made, NotePublic, lanes, behind)

    async def update(self, note_id: int, changes: NoteUpdate) -> NotePublic:
        """Change the given fields, and no others; see `NotesGateway.update`."""
        given = changes.given()
        if not given:
            return await self.get(note_id)
        applied = await self.apply([Edit(note_id, given)])
        for reason in applied.refused:
            raise reason
        return applied.done[0].after

    async def apply(self, edits: Sequence[Edit], *, draft: DraftWrite | None = None) -> Applied:
        """Apply each edit that is possible; see `NotesGateway.apply`."""
        along = WriteAlong.of(draft) if draft else None
        asked = Edits.model_construct(edits=list(map(SentEdit.of, edits)), draft=along)
        lanes = {*([draft.tab] if draft else []), *(edit.note_id for edit in edits)}
        return (await self._write("edits", asked, EditsDone, lanes)).applied()

    async def delete_for_good(self, note_ids: Sequence[int]) -> int:
        """Delete notes of the trash for good; see `NotesGateway.delete_for_good`."""
        asked = DeleteForGood.model_construct(ids=list(note_ids))
        return (await self._write("trash", asked, DeletedForGood, set(note_ids))).deleted

    async def empty_trash(self, *, older_than: timedelta = timedelta(0)) -> int:
        """Delete old notes of the trash for good; see `NotesGateway.empty_trash`."""
        await self._lanes.settled()
        asked = DeleteForGood(older_than=older_than.total_seconds())
        return (await self._write("trash", asked, DeletedForGood, {"trash"})).deleted

    async def _of_note(self, note_id: int, part: str = "") -> bytes:
        try:
            return await self._api.read(f"{NOTES}/{note_id}{part}")
        except NotThere as error:
            raise NoteNotFound(note_id) from error

    async def _write(
        self,
        path: str,
        body: BaseModel,
        kind: type[T],
        lanes: Iterable[Hashable],
        behind: Iterable[Hashable] = (),
    ) -> T:
        async def write() -> bytes:
            return await self._api.write("POST", f"{PAGE}/{path}", body, repeated=True)

        return parsed(kind, await self._lanes.run(lanes, write, behind=behind))


def _asked(query: NoteQuery, start: Cursor | None, limit: int) -> dict[str, str | int | bool]:
    asked = query.model_dump(mode="json", exclude_defaults=True) | {"limit": limit}
    return asked if start is None else asked | {"start": start.text(query.order)}
