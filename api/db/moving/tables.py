"""The tables that are copied. All others follow from them, or belong to one engine."""

from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, MetaData, Select, Table, Text
from sqlalchemy import select as select_
from sqlalchemy.sql.type_api import TypeEngine

from api.db.sql.expressions import AsStored
from api.db.tables import StoredTime

ALL: Final = MetaData()


def _table(name: str, **columns: type[TypeEngine[Any]]) -> Table:
    return Table(name, ALL, *(Column(each, kind()) for each, kind in columns.items()))


NOTE: Final = _table(
    "note",
    id=BigInteger,
    title=Text,
    description=Text,
    done=Boolean,
    version=Integer,
    created_at=StoredTime,
    updated_at=StoredTime,
    pinned=Boolean,
    trashed=Boolean,
    written_by=Text,
)
VERSION: Final = _table(
    "note_version",
    note_id=BigInteger,
    version=Integer,
    title=Text,
    description=Text,
    done=Boolean,
    pinned=Boolean,
    trashed=Boolean,
    written_by=Text,
    written_at=StoredTime,
)
CHANGE: Final = _table(
    "note_change",
    seq=BigInteger,
    action=Text,
    note_id=BigInteger,
    note=Text,
    changed_at=StoredTime,
    was=Text,
)
NOTE_TAG: Final = _table("note_tag", tag=Text, note_id=BigInteger)
DRAFT: Final = _table(
    "note_draft",
    tab=Text,
    note_id=BigInteger,
    title=Text,
    description=Text,
    base=Text,
    saved_at=StoredTime,
    field=Text,
    browser=Text,
)
ANSWER: Final = _table("answered", key=Text, asked=Text, answer=Text, answered_at=StoredTime)
CLOCK: Final = _table("note_clock", id=Integer, seen_at=StoredTime, steady=Float)
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
TAG: Final = Table("tag", ALL, Column("tag", Text), Column("notes", BigInteger))
COUNT: Final = Table("note_count", ALL, Column("state", Text), Column("notes", BigInteger))
SEARCH: Final = Table("note_search", ALL, Column("rowid", BigInteger))


def read(table: Table) -> Select[Any]:
    """All rows of a table, with times as SQLite stores them; notes in the order of their ids."""
    columns = [
        AsStored(each).label(each.name) if isinstance(each.type, StoredTime) else each
        for each in table.c
    ]
    rows = select_(*columns)
    return rows.order_by(table.c.id) if table is NOTE else rows
