"""Drafts: text that was typed but not saved, stored in the notes' database.

A draft belongs to the tab in which it was typed, which restores it by itself, and to the browser,
whose other tabs offer it. The limits are 100 drafts per browser, 10,000 in all, 30 days, and a
million characters per field. Above the first limit, drafts without new text are deleted first, then
the oldest. Above the second, drafts that no browser could find are deleted first, then the oldest,
and pages without a browser id store no more drafts.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, insert, not_, select, update
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.silent_writes import SilentWrites
from api.db.tables import NoteDraft
from api.notes.idempotency import Repeat, once
from api.notes.models import NotePublic
from api.notes.values import NEW, Draft, DraftWrite, left_by_closed_tabs, whole

KEPT: Final = timedelta(days=30)
MOST_OF_A_BROWSER: Final = 100
MOST_IN_ALL: Final = 10_000
LONGEST: Final = 1_000_000
"""characters of a field: more than a browser sends in one message

Only a text that joins several can be longer, and loses its end. The draft of a new note joins those
of presses that wait, and of fields that were left, with that of the field.
"""
COLUMNS: Final = tuple(NoteDraft.__table__.columns)  # type: ignore[attr-defined]
TAB, NOTE_ID = col(NoteDraft.tab), col(NoteDraft.note_id)
BROWSER, SAVED_AT = col(NoteDraft.browser), col(NoteDraft.saved_at)


MOVED: Final[TypeAdapter[Draft | None]] = TypeAdapter(Draft | None)


class Drafts:
    """The drafts of all browser tabs.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    def __init__(self, database: SilentWrites) -> None:
        self._database = database

    async def of(self, tab: str) -> Sequence[Draft]:
        """The drafts of a tab, including those that are being written."""
        return await self._read(TAB == tab)

    async def of_browser(self, browser: str) -> Sequence[Draft]:
        """The drafts of all tabs of a browser, including those that are being written."""
        return await self._read(BROWSER == browser) if browser else ()

    async def left_by(self, browser: str, *, open_tabs: Collection[str]) -> Sequence[Draft]:
        """The drafts of a browser's closed tabs, newest first."""
        return left_by_closed_tabs(await self.of_browser(browser), open_tabs)

    async def keep(self, tab: str, draft: Draft, *, browser: str = "") -> None:
        """Store the draft; it replaces the tab's draft for the same note."""
        await self._database.write(lambda connection: _keep(connection, tab, draft, browser))

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
            lambda connection: _amend(connection, tab, note_id, typed, browser)
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
        here = _place(*place)

        def move(connection: Connection) -> Draft | None:
            return _move(connection, here, (tab, place[1]), aside, browser)

        if repeat is None:
            return await self._database.write(move)
        answer = await self._once(repeat, lambda connection: MOVED.dump_json(move(connection)))
        return MOVED.validate_json(answer)

    async def discard(self, tab: str, note_id: int, repeat: Repeat | None = None) -> bool:
        """Delete the tab's draft for a note; return whether there was one.

        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        here = _place(tab, note_id)
        if repeat is None:
            return bool(await self._database.write(lambda connection: _delete(connection, here)))
        answer = await self._once(repeat, lambda connection: b"%d" % _delete(connection, here))
        return bool(int(answer))

    async def _once(self, repeat: Repeat, act: Callable[[Connection], bytes]) -> str:
        return await self._database.write(
            lambda connection: once(connection, repeat, lambda: act(connection).decode())
        )

    async def _read(self, condition: ColumnElement[bool]) -> list[Draft]:
        if self._database.writing:  # the former page of the tab may still be writing
            await self._database.write(lambda _: None)
        found = select(*COLUMNS).where(condition)
        return await self._database.read(
            lambda connection: [_draft(row) for row in connection.execute(found)],
            is_urgent=True,  # a page waits for it
        )

    async def discard_old(self) -> None:
        """Delete drafts that are older than 30 days."""
        old = col(NoteDraft.saved_at) < datetime.now(UTC) - KEPT
        are_old = select(exists().where(old))
        if await self._database.read(lambda connection: connection.scalar(are_old)):
            await self._database.write(lambda connection: _delete(connection, old))


def write_along(connection: Connection, write: DraftWrite, note: NotePublic) -> None:
    """Write a draft in the transaction of the change to its note.

    The draft of an edit begins with the note as it is now, but with the texts of its own base.

    :param note: the note as the change has left it
    """
    draft = write.draft
    if draft is None:
        _delete(connection, _place(write.tab, write.note_id))
        return
    if base := draft.base:
        texts = {"title": base.title, "description": base.description}
        draft = draft.model_copy(update={"base": note.model_copy(update=texts)})
    _keep(connection, write.tab, draft, write.browser)


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        title=row.title,
        description=row.description,
        base=NotePublic.model_validate_json(row.base) if row.note_id else None,
        field=row.field,
        saved_at=row.saved_at,
        tab=row.tab,
    )


def _keep(connection: Connection, tab: str, draft: Draft, browser: str) -> None:
    is_new = not _delete(connection, _place(tab, draft.note_id))
    connection.execute(
        insert(NoteDraft).values(
            tab=tab,
            note_id=draft.note_id,
            title=draft.title[:LONGEST],
            description=draft.description[:LONGEST],
            base=draft.base.model_dump_json() if draft.base else "",
            field=draft.field,
            browser=browser,
        )
    )
    if is_new:
        _keep_within_bounds(connection, tab, draft.note_id, browser)


def _keep_within_bounds(connection: Connection, tab: str, note_id: int, browser: str) -> None:
    """Delete drafts to make room for a new one, within the browser's limit and the total.

    Drafts without new text are deleted first, but no earlier than needed: their page may come back
    with letters that were typed without a connection, and needs the base of the edit then.
    """
    others = not_(_place(tab, note_id))
    if browser and (surplus := _count(connection, BROWSER == browser) - MOST_OF_A_BROWSER) > 0:
        its_own = select(*COLUMNS).where(BROWSER == browser, others).order_by(SAVED_AT)
        oldest = map(_draft, connection.execute(its_own).all())
        worth = sorted(oldest, key=lambda draft: draft.has_news or draft.tab == tab)
        for least in worth[:surplus]:
            _delete(connection, _place(least.tab, least.note_id))
    if (surplus := _count(connection) - MOST_IN_ALL) > 0:
        places = select(TAB, NOTE_ID).where(others).order_by(BROWSER != "", SAVED_AT)
        for place in connection.execute(places.limit(surplus)).all():
            _delete(connection, _place(place.tab, place.note_id))


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(NoteDraft).where(*conditions)
    return connection.scalar(counted) or 0


def _amend(
    connection: Connection, tab: str, note_id: int, typed: dict[str, str], browser: str
) -> None:
    now = {"saved_at": datetime.now(UTC)}
    kept = connection.execute(update(NoteDraft).where(_place(tab, note_id)).values(typed | now))
    if kept.rowcount or note_id != NEW or not (browser and typed[typed["field"]]):
        return
    if _count(connection) < MOST_IN_ALL:
        _keep(connection, tab, Draft(**{"title": "", "description": ""} | typed), browser)


def _move(
    connection: Connection,
    place: ColumnElement[bool],
    to: tuple[str, int],
    aside: Draft | None,
    browser: str,
) -> Draft | None:
    found = connection.execute(select(*COLUMNS).where(place)).first()
    if found is None:
        return None
    tab, note_id = to
    if found.tab != tab:
        _delete(connection, _place(tab, note_id))
        # As new, or the text that is put aside could push it out.
        taken = {"tab": tab, "saved_at": datetime.now(UTC)}
        connection.execute(update(NoteDraft).where(place).values(taken))
        if aside:
            _keep(connection, aside.tab or uuid.uuid4().hex, aside, browser)
    return _draft(found)


def _delete(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.execute(delete(NoteDraft).where(condition)).rowcount


def _place(tab: str, note_id: int) -> ColumnElement[bool]:
    return and_(TAB == tab, NOTE_ID == note_id)
