"""The tables of the schema."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    FetchedValue,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel


class Whole(TypeDecorator[int]):
    """A whole number of 64 bits, which SQLite calls an integer."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's type."""
        is_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(Integer() if is_sqlite else BigInteger())


class UtcDateTime(TypeDecorator[datetime]):
    """A time, always aware and in UTC, whether or not the engine stores offsets."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's type: PostgreSQL stores the moment itself."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Add the time zone, which SQLite does not store."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StoredTime(TypeDecorator[str]):
    """A time as SQLite stores it: a text in UTC, without a zone, to the millisecond."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's type: PostgreSQL stores the moment itself."""
        is_moment = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if is_moment else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Parse the text where the engine stores a moment."""
        if value is None or dialect.name != "postgresql":
            return value
        return datetime.fromisoformat(value).replace(tzinfo=UTC)


class Note(SQLModel, table=True):
    """A note as it is stored. A writer gives the texts and flags.

    Defaults and triggers set all other columns; an import sets these, too.
    """

    id: int | None = Field(default=None, primary_key=True, sa_type=Whole)
    title: str = Field(sa_type=Text)
    description: str = Field(default="", sa_type=Text)
    done: bool = Field(default=False)
    version: int = Field(sa_type=Whole, sa_column_kwargs={"server_default": FetchedValue()})
    created_at: datetime = Field(
        sa_type=UtcDateTime, sa_column_kwargs={"server_default": FetchedValue()}
    )
    updated_at: datetime = Field(
        sa_type=UtcDateTime, sa_column_kwargs={"server_default": FetchedValue()}
    )
    pinned: bool = Field(default=False)
    trashed: bool = Field(default=False)
    written_by: str = Field(sa_type=Text, sa_column_kwargs={"server_default": FetchedValue()})


class NoteChange(SQLModel, table=True):
    """One row of the feed: written by triggers, in the transaction of the change."""

    __tablename__ = "note_change"

    seq: int = Field(primary_key=True, sa_type=Whole)
    action: str = Field(sa_type=String)
    note_id: int = Field(sa_type=Whole)
    note: str = Field(sa_column=Column(Text, nullable=False))
    changed_at: datetime = Field(sa_type=UtcDateTime)
    was: str | None = Field(default=None, sa_type=Text)
    """the note before an update, before it went to the trash, or before it was replaced"""


class NoteTag(SQLModel, table=True):
    """A tag of a note; written by triggers."""

    __tablename__ = "note_tag"

    tag: str = Field(primary_key=True, sa_type=Text)
    note_id: int = Field(primary_key=True, sa_type=Whole)


class Tag(SQLModel, table=True):
    """A tag, and the number of notes that have it."""

    tag: str = Field(
        primary_key=True, sa_type=Text, description="without its #, the letters A to Z in small"
    )
    notes: int = Field(sa_type=Whole, description="how many notes have it")


class NoteCount(SQLModel, table=True):
    """The number of notes that are open, done or trashed; written by triggers."""

    __tablename__ = "note_count"

    state: str = Field(primary_key=True, sa_type=Text)
    notes: int = Field(sa_type=Whole)


class NoteDraft(SQLModel, table=True):
    """Text that was typed but not saved: of a new note (id 0), or of an edit of a note."""

    __tablename__ = "note_draft"

    tab: str = Field(primary_key=True, sa_type=Text)
    note_id: int = Field(primary_key=True, sa_type=Whole)
    title: str = Field(sa_type=Text)
    description: str = Field(sa_type=Text)
    base: str = Field(sa_type=Text)
    saved_at: datetime = Field(
        sa_type=UtcDateTime, sa_column_kwargs={"server_default": FetchedValue()}
    )
    field: str = Field(sa_type=Text)
    browser: str = Field(sa_type=Text)


class NoteClock(SQLModel, table=True):
    """The last time that was checked, and the seconds since the wall clock last jumped."""

    __tablename__ = "note_clock"

    id: int = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    steady: float


class NoteVersion(SQLModel, table=True):
    """An earlier version of a note."""

    __tablename__ = "note_version"

    note_id: int = Field(primary_key=True, sa_type=Whole)
    version: int = Field(primary_key=True, sa_type=Whole)
    title: str = Field(sa_type=Text)
    description: str = Field(sa_type=Text)
    done: bool
    pinned: bool
    trashed: bool
    written_by: str = Field(sa_type=Text)
    written_at: datetime = Field(sa_type=UtcDateTime)


class Answered(SQLModel, table=True):
    """An idempotency key, with its request and the answer."""

    key: str = Field(primary_key=True, sa_type=Text)
    asked: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)
    answered_at: datetime = Field(sa_type=UtcDateTime)


def with_stored_times(model: type[SQLModel], tables: MetaData) -> Table:
    """The table of a model, whose times are the texts that SQLite stores: exact to the byte.

    :param tables: what the new table belongs to
    """
    table: Table = model.__table__  # type: ignore[attr-defined]
    columns = (
        Column(
            each.name,
            StoredTime() if isinstance(each.type, UtcDateTime) else each.type,
            primary_key=each.primary_key,
        )
        for each in table.columns
    )
    return Table(table.name, tables, *columns)
