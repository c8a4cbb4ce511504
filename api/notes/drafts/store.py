"""Drafts: text that was typed but not saved, stored in the notes' database.

A draft belongs to the tab in which it was typed, which restores it by itself, and to the browser,
whose other tabs offer it. The limits are 100 drafts per browser, 10,000 in all, 30 days, and a
million characters per field. Above the first limit, drafts without new text are deleted first, then
the oldest. Above the second, drafts that no browser could find are deleted first, then the oldest,
and pages without a browser id store no more drafts.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.silent_writes import SilentWrites
from api.db.tables import NoteDraft
from api.notes.drafts import rows
from api.notes.idempotency import Repeat, once
from api.notes.values import LONGEST, Draft, left_by_closed_tabs, whole

KEPT: Final = timedelta(days=30)
MOVED: Final[TypeAdapter[Draft | None]] = TypeAdapter(Draft | None)


class Drafts:
    """The drafts of all browser tabs.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    def __init__(self, database: SilentWrites) -> None:
        self._database = database

    async def of(self, tab: str) -> Sequence[Draft]:
        """The drafts of a tab, including those that are being written."""
        return await self._read(rows.TAB == tab)

    async def of_browser(self, browser: str) -> Sequence[Draft]:
        """The drafts of all tabs of a browser, including those that are being written."""
        return await self._read(rows.BROWSER == browser) if browser else ()

    async def left_by(self, browser: str, *, open_tabs: Collection[str]) -> Sequence[Draft]:
        """The drafts of a browser's closed tabs, newest first."""
        return left_by_closed_tabs(await self.of_browser(browser), open_tabs)

    async def keep(self, tab: str, draft: Draft, *, browser: str = "") -> None:
        """Store the draft; it replaces the tab's draft for the same note."""
        await self._database.write(lambda connection: rows.keep(connection, tab, draft, browser))

    async def amend(
        self, tab: str, note_id: int, field: str, text: str, *, browser: str = ""
    ) -> None:
        """Store the text of one field, title or description, and keep the other field.

        Without a draft, this creates one for a new note only: the base of an edit would be unknown.
        Without a browser id it stores nothing, because nobody could find the draft; nor does it
        create one above the limit of drafts in all, where a page that the server does not know
        would push out somebody else's.
        """
        typed = {field: whole(text[:LONGEST]), "field": field}
        await self._database.write(
            lambda connection: rows.amend(connection, tab, note_id, typed, browser)
        )

    async def move(
        self, draft: Draft, tab: str, *, aside: Draft | None = None, browser: str = ""
    ) -> Draft | None:
        """Move the draft to another tab; it replaces that tab's draft for the same note.

        :param aside: what was typed there; in the same transaction it becomes a closed tab's draft,
            of the tab that it names if it names one
        :return: the draft as it was stored last; None if it is gone, and then nothing was written
        """
        return await self.take((draft.tab, draft.note_id), tab, aside=aside, browser=browser)

    async def take(
        self,
        place: tuple[str, int],
        tab: str,
        *,
        aside: Draft | None = None,
        browser: str = "",
        repeat: Repeat | None = None,
    ) -> Draft | None:
        """Move the draft that a tab has for a note; see `move`.

        :param place: the tab that has it, and the note's id
        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        here = rows.place_of(*place)

        def move(connection: Connection) -> Draft | None:
            return rows.move(connection, here, (tab, place[1]), aside, browser)

        if repeat is None:
            return await self._database.write(move)
        answer = await self._once(repeat, lambda connection: MOVED.dump_json(move(connection)))
        return MOVED.validate_json(answer)

    async def discard(self, tab: str, note_id: int, repeat: Repeat | None = None) -> bool:
        """Delete the tab's draft for a note; return whether there was one.

        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        here = rows.place_of(tab, note_id)
        if repeat is None:
            return bool(
                await self._database.write(lambda connection: rows.delete_all(connection, here))
            )
        answer = await self._once(
            repeat, lambda connection: b"%d" % rows.delete_all(connection, here)
        )
        return bool(int(answer))

    async def _once(self, repeat: Repeat, act: Callable[[Connection], bytes]) -> str:
        return await self._database.write(
            lambda connection: once(connection, repeat, lambda: act(connection).decode())
        )

    async def _read(self, condition: ColumnElement[bool]) -> list[Draft]:
        if self._database.writing:  # the former page of the tab may still be writing
            await self._database.write(lambda _: None)
        found = select(*rows.COLUMNS).where(condition)
        return await self._database.read(
            lambda connection: [rows.draft_of(row) for row in connection.execute(found)],
            is_urgent=True,  # a page waits for it
        )

    async def discard_old(self) -> None:
        """Delete drafts that are older than 30 days."""
        old = col(NoteDraft.saved_at) < datetime.now(UTC) - KEPT
        are_old = select(exists().where(old))
        if await self._database.read(lambda connection: connection.scalar(are_old)):
            await self._database.write(lambda connection: rows.delete_all(connection, old))
