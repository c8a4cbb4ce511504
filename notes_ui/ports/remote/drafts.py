"""Drafts over HTTP."""

from collections.abc import Collection, Sequence
from typing import Final

from pydantic import BaseModel, TypeAdapter

from api.http.wire.drafts import (
    AmendDraft,
    AsideDraft,
    DiscardDraft,
    Discarded,
    KeepDraft,
    KeptDraft,
    Moved,
    MoveDraft,
    SentDraft,
)
from api.notes.values import left_by_closed_tabs
from notes_ui.ports.drafts import Draft
from notes_ui.ports.remote.answers import parsed, parsed_all
from notes_ui.ports.remote.connection import Connection
from notes_ui.ports.remote.lanes import Lanes

DRAFTS: Final = "/api/page/drafts"
MANY: Final = TypeAdapter(list[KeptDraft])


class RemoteDrafts:
    """A `DraftStore` on the API of another process."""

    def __init__(self, api: Connection, lanes: Lanes) -> None:
        self._api = api
        self._lanes = lanes

    async def of(self, tab: str) -> Sequence[Draft]:
        """Return the drafts of a tab; see `DraftStore.of`."""
        await self._lanes.settled(tab)
        return await self._read({"tab": tab})

    async def left_by(self, browser: str, *, open_tabs: Collection[str]) -> Sequence[Draft]:
        """Return the drafts of a browser's closed tabs; see `DraftStore.left_by`."""
        if not browser:
            return ()
        await self._lanes.settled()
        return left_by_closed_tabs(await self._read({"browser": browser}), open_tabs)

    async def keep(self, tab: str, draft: Draft, *, browser: str = "") -> None:
        """Store the draft; see `DraftStore.keep`."""
        kept = KeepDraft(tab=tab, browser=browser, draft=SentDraft.of(draft))
        await self._write("PUT", "", kept, tab)

    async def amend(
        self, tab: str, note_id: int, field: str, text: str, *, browser: str = ""
    ) -> None:
        """Store the text of one field; see `DraftStore.amend`."""
        given = {"tab": tab, "browser": browser, "note_id": note_id, "field": field, "text": text}
        await self._write("PATCH", "", AmendDraft.model_validate(given), tab)

    async def move(
        self, draft: Draft, tab: str, *, aside: Draft | None = None, browser: str = ""
    ) -> Draft | None:
        """Move the draft to another tab; see `DraftStore.move`."""
        asked = MoveDraft(
            from_tab=draft.tab,
            note_id=draft.note_id,
            tab=tab,
            browser=browser,
            aside=AsideDraft.of(aside) if aside else None,
        )
        answer = await self._write("POST", "/move", asked, draft.tab, tab)
        moved = parsed(Moved, answer).draft
        return moved.draft() if moved else None

    async def discard(self, tab: str, note_id: int) -> bool:
        """Delete the tab's draft for a note; see `DraftStore.discard`."""
        asked = DiscardDraft(tab=tab, note_id=note_id)
        answer = await self._write("POST", "/discard", asked, tab)
        return parsed(Discarded, answer).found

    async def _read(self, asked: dict[str, str]) -> Sequence[Draft]:
        found = await self._api.read(DRAFTS, asked)
        return [kept.draft() for kept in parsed_all(MANY, found)]

    async def _write(self, method: str, path: str, body: BaseModel, *tabs: str) -> bytes:
        async def write() -> bytes:
            return await self._api.write(method, f"{DRAFTS}{path}", body, repeated=method == "POST")

        return await self._lanes.run(tabs, write)
