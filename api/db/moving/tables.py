"""The tables that are copied. All others follow from them, or belong to one engine."""

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, Select, Table, Text
from sqlalchemy import select as select_
from sqlalchemy.sql.type_api import TypeEngine

from api.db.sql.expressions import AsStored
from api.db.tables import (
    Answered,
    Note,
    NoteChange,
    NoteClock,
    NoteCount,
    NoteDraft,
    NoteTag,
    NoteVersion,
    StoredTime,
    Tag,
    with_stored_times,
)

ALL: Final = MetaData()


def _table(name: str, **columns: type[TypeEngine[Any]]) -> Table:
    return Table(name, ALL, *(Column(each, kind()) for each, kind in columns.items()))


NOTE: Final = with_stored_times(Note, ALL)
VERSION: Final = with_stored_times(NoteVersion, ALL)
CHANGE: Final = with_stored_times(NoteChange, ALL)
NOTE_TAG: Final = with_stored_times(NoteTag, ALL)
DRAFT: Final = with_stored_times(NoteDraft, ALL)
ANSWER: Final = with_stored_times(Answered, ALL)
CLOCK: Final = with_stored_times(NoteClock, ALL)
EPOCH: Final = _table("note_epoch", database=Text, unannounced=BigInteger)
LIMIT: Final = _table("note_change_limit", kept=Integer)

COPIED: Final = {
    NOTE: "notes",
    VERSION: "earlier versions",
    CHANGE: "changes",
    NOTE_TAG: "tags",
    DRAFT: "drafts",
    ANSWER: "stored answers",
    CLOCK: "clock",
    EPOCH: "epoch",
    LIMIT: "limit of changes",
}
"""the tables in the order in which they are copied, and what their rows are called"""
TAG: Final = with_stored_times(Tag, ALL)
COUNT: Final = with_stored_times(NoteCount, ALL)
SEARCH: Final = _table("note_search", rowid=BigInteger)


def read(table: Table) -> Select[Any]:
    """All rows of a table, with times as SQLite stores them; notes in the order of their ids."""
    columns = [
        AsStored(each).label(each.name) if isinstance(each.type, StoredTime) else each
        for each in table.c
    ]
    rows = select_(*columns)
    return rows.order_by(table.c.id) if table is NOTE else rows
