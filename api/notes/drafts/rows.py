"""The rows of drafts, and the bounds that they keep to; each function runs in a transaction."""

import uuid
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, not_, select, update
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.tables import NoteDraft
from api.notes.models import NotePublic
from api.notes.values import LONGEST, NEW, Draft, DraftWrite

MOST_OF_A_BROWSER: Final = 100
MOST_IN_ALL: Final = 10_000
COLUMNS: Final = tuple(NoteDraft.__table__.columns)  # type: ignore[attr-defined]
TAB, NOTE_ID = col(NoteDraft.tab), col(NoteDraft.note_id)
BROWSER, SAVED_AT = col(NoteDraft.browser), col(NoteDraft.saved_at)


def write_along(connection: Connection, write: DraftWrite, note: NotePublic) -> None:
    """Write a draft in the transaction of the change to its note.

    The draft of an edit begins with the note as it is now, but with the texts of its own base.

    :param note: the note as the change has left it
    """
    draft = write.draft
    if draft is None:
        delete_all(connection, place_of(write.tab, write.note_id))
        return
    if base := draft.base:
        texts = {"title": base.title, "description": base.description}
        draft = draft.model_copy(update={"base": note.model_copy(update=texts)})
    keep(connection, write.tab, draft, write.browser)


def draft_of(row: Row[Any]) -> Draft:
    """The draft of a row."""
    return Draft(
        title=row.title,
        description=row.description,
        base=NotePublic.model_validate_json(row.base) if row.note_id else None,
        field=row.field,
        saved_at=row.saved_at,
        tab=row.tab,
    )


def keep(connection: Connection, tab: str, draft: Draft, browser: str) -> None:
    """Store a draft in place of the tab's draft for the same note, within the bounds."""
    is_new = not delete_all(connection, place_of(tab, draft.note_id))
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
    others = not_(place_of(tab, note_id))
    if browser and (surplus := _count(connection, BROWSER == browser) - MOST_OF_A_BROWSER) > 0:
        its_own = select(*COLUMNS).where(BROWSER == browser, others).order_by(SAVED_AT)
        oldest = map(draft_of, connection.execute(its_own).all())
        worth = sorted(oldest, key=lambda draft: draft.has_news or draft.tab == tab)
        for least in worth[:surplus]:
            delete_all(connection, place_of(least.tab, least.note_id))
    if (surplus := _count(connection) - MOST_IN_ALL) > 0:
        places = select(TAB, NOTE_ID).where(others).order_by(BROWSER != "", SAVED_AT)
        for place in connection.execute(places.limit(surplus)).all():
            delete_all(connection, place_of(place.tab, place.note_id))


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(NoteDraft).where(*conditions)
    return connection.scalar(counted) or 0


def amend(
    connection: Connection, tab: str, note_id: int, typed: dict[str, str], browser: str
) -> None:
    """Store one field of a draft; without one, make the draft of a new note if there is room.

    :param typed: the text under the name of its field, and that name under `field`
    """
    now = {"saved_at": datetime.now(UTC)}
    kept = connection.execute(update(NoteDraft).where(place_of(tab, note_id)).values(typed | now))
    if kept.rowcount or note_id != NEW or not (browser and typed[typed["field"]]):
        return
    if _count(connection) < MOST_IN_ALL:
        keep(connection, tab, Draft(**{"title": "", "description": ""} | typed), browser)


def move(
    connection: Connection,
    place: ColumnElement[bool],
    to: tuple[str, int],
    aside: Draft | None,
    browser: str,
) -> Draft | None:
    """Move a draft, and return it as it was stored last; None if there is none.

    :param to: the tab that gets it, and the note's id
    :param aside: becomes the draft of a closed tab
    """
    found = connection.execute(select(*COLUMNS).where(place)).first()
    if found is None:
        return None
    tab, note_id = to
    if found.tab != tab:
        delete_all(connection, place_of(tab, note_id))
        # As new, or the text that is put aside could push it out.
        taken = {"tab": tab, "saved_at": datetime.now(UTC)}
        connection.execute(update(NoteDraft).where(place).values(taken))
        if aside:
            keep(connection, aside.tab or uuid.uuid4().hex, aside, browser)
    return draft_of(found)


def delete_all(connection: Connection, condition: ColumnElement[bool]) -> int:
    """Delete the drafts that meet a condition; return their number."""
    return connection.execute(delete(NoteDraft).where(condition)).rowcount


def place_of(tab: str, note_id: int) -> ColumnElement[bool]:
    """The condition that only the draft of this tab and note meets."""
    return and_(TAB == tab, NOTE_ID == note_id)
