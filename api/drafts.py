"""Drafts: what somebody has typed and not saved, kept where the notes are."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict
from sqlalchemy import ColumnElement, and_, delete, exists, insert, select, update
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.database import Database
from api.models import NoteDraft, NotePublic
from api.unannounced import Unannounced

NEW: Final = 0
"""stands for the id of a note that is yet to be made"""
RECENT: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=30)
COLUMNS: Final = tuple(NoteDraft.__table__.columns)  # type: ignore[attr-defined]
TAB, NOTE_ID = col(NoteDraft.tab), col(NoteDraft.note_id)


def _whole(text: str) -> str:
    """The text with a question mark for half a character, which a browser may well send."""
    return text.encode("utf-8", "replace").decode()


Typed = Annotated[str, AfterValidator(_whole)]


class Draft(BaseModel):
    """A title and a description that are being typed.

    :param base: the note as it was when the typing began; None for a new note
    """

    model_config = ConfigDict(frozen=True)

    title: Typed
    description: Typed
    base: NotePublic | None = None
    field: str = "title"
    """where something was typed last"""
    saved_at: datetime | None = None

    @property
    def is_recent(self) -> bool:
        """Whether somebody may still be typing."""
        return self.saved_at is not None and datetime.now(UTC) - self.saved_at < RECENT

    @property
    def note_id(self) -> int:
        """The note that it is for; 0 for a new one."""
        return self.base.id if self.base else NEW


class Drafts:
    """The drafts of all browser tabs.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    def __init__(self, database: Database | Unannounced) -> None:
        self._database = database

    async def of(self, tab: str) -> Sequence[Draft]:
        """The drafts of a tab, with those that are just being written."""
        if self._database.writing:  # by the page that was open in the tab a moment ago
            await self._database.write(lambda _: None)
        with self._database.snapshot() as connection:
            rows = connection.execute(select(*COLUMNS).where(TAB == tab)).all()
        return [
            Draft(
                title=row.title,
                description=row.description,
                base=NotePublic.model_validate_json(row.base) if row.note_id else None,
                field=row.field,
                saved_at=row.saved_at,
            )
            for row in rows
        ]

    async def keep(self, tab: str, draft: Draft) -> None:
        """Keep the draft in the place of the one that the tab had for the same note."""
        await self._database.write(lambda connection: _keep(connection, tab, draft))

    async def amend(self, tab: str, note_id: int, field: str, text: str) -> None:
        """Keep what was typed in one field, title or description, and leave the other as it was.

        Without a draft to amend that is a new note's; of an edit it is not known what it began
        with, and nothing is kept.
        """
        typed = {field: _whole(text), "field": field}
        await self._database.write(lambda connection: _amend(connection, tab, note_id, typed))

    async def discard(self, tab: str, note_id: int) -> None:
        """Forget the tab's draft for a note, if there is one."""
        here = _place(tab, note_id)
        await self._database.write(lambda connection: _delete(connection, here))

    async def discard_old(self) -> None:
        """Forget what was typed more than 30 days ago."""
        old = col(NoteDraft.saved_at) < datetime.now(UTC) - KEPT
        with self._database.snapshot() as connection:
            if not connection.scalar(select(exists().where(old))):
                return
        await self._database.write(lambda connection: _delete(connection, old))


def _keep(connection: Connection, tab: str, draft: Draft) -> None:
    _delete(connection, _place(tab, draft.note_id))
    connection.execute(
        insert(NoteDraft).values(
            tab=tab,
            note_id=draft.note_id,
            title=draft.title,
            description=draft.description,
            base=draft.base.model_dump_json() if draft.base else "",
            field=draft.field,
        )
    )


def _amend(connection: Connection, tab: str, note_id: int, typed: dict[str, str]) -> None:
    now = {"saved_at": datetime.now(UTC)}
    kept = connection.execute(update(NoteDraft).where(_place(tab, note_id)).values(typed | now))
    if not kept.rowcount and note_id == NEW and typed[typed["field"]]:
        _keep(connection, tab, Draft(**{"title": "", "description": ""} | typed))


def _delete(connection: Connection, condition: ColumnElement[bool]) -> None:
    connection.execute(delete(NoteDraft).where(condition))


def _place(tab: str, note_id: int) -> ColumnElement[bool]:
    return and_(TAB == tab, NOTE_ID == note_id)
