"""The parts specific to SQLite of searching notes, and of reading them in order."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from api.caches import Cache, Caches, text_size

QUOTE: Final = '"'
SEARCH: Final = table("note_search", column("rowid"))
COUNTS: Final = table("note_count", column("notes"))
ROWID: Final[ColumnElement[int]] = SEARCH.c.rowid
"""the id of the note that was found"""
MATCH: Final = literal_column("note_search").op("MATCH", is_comparison=True)
INDEXED: Final = re.compile("[a-zA-Z0-9]")
"""ASCII letters and digits are always tokenised, with any version of Unicode; an emoji never is"""
TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""the tokenizer of the notes' index"""
SHARE: Final = 4
IN_THE_INDEX: Final = 4
"""copies of a text: one for comparison, the others as words in the index"""
OVERHEAD: Final = 500
"""approximate bytes of a text's entry without its copies"""
TAKE_IN: Final = "INSERT INTO note_search (rowid, title, description) VALUES (?, ?, ?)"
IN_MEMORY: Final = (
    "SELECT rowid FROM note_search WHERE note_search MATCH ? AND rowid BETWEEN ? AND ?"
)
MANY: Final = 8
"""if a search finds one note in so many, or more, it is quicker to read the notes in their order"""
_most: Final = select(func.sum(COUNTS.c.notes) // MANY).scalar_subquery()
_some: Final = select(literal(1)).select_from(SEARCH).where(MATCH(bindparam("way"))).limit(_most)
FINDS_MANY: Final = select(
    select(func.count()).select_from(_some.subquery()).scalar_subquery() >= _most
)
"""whether the ``way`` finds at least one note in `MANY`; counts no more than that takes"""
Texts = tuple[str, str]
"""a title and a description"""


def matches(text: str, tag: str | None = None) -> list[ColumnElement[bool]]:
    """The conditions for notes that contain all words of the text, from the best to the widest.

    Whole words come before beginnings of words, the title before the description. Each word is
    quoted, so that nothing in it is an operator (https://sqlite.org/fts5.html#fts5_strings).

    :param tag: exclude notes without this word, with or without a #: the index does so quickly, and
        the caller checks the remaining notes
    """
    return [MATCH(way) for way in ways(text, tag)]


def found(match: ColumnElement[bool]) -> Select[int]:
    """The ids of all notes that match a condition of `matches`."""
    return select(ROWID).where(match).correlate(None)


def ways(text: str, tag: str | None = None) -> list[str]:
    """The queries of `matches` for the index."""
    quoted = [_quoted(word) for word in text.split()]
    whole, begun = " ".join(quoted), " ".join(f"{word} *" for word in quoted)
    tagged = f" AND {_quoted(tag)}" if tag and INDEXED.search(tag) else ""
    searches = f"title : ({whole})", f"title : ({begun})", f"({whole})", f"({begun})"
    return [search + tagged for search in searches]


def _quoted(word: str) -> str:
    return f'"{word.replace(QUOTE, QUOTE * 2)}"'


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column in a form that SQLite's planner uses no index for.

    Used when a search has found the rows already: the planner underestimates full-text indexes
    (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def digits(text: ColumnElement[Any]) -> ColumnElement[str]:
    """The bytes of a text as hexadecimal digits: exact even for invalid text."""
    return func.hex(text)


def of_digits(written: str) -> ColumnElement[Any]:
    """The text from `digits`, in a form that lets an index be used.

    (https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison: no affinity.)
    """
    return unindexed(cast(literal(bytes.fromhex(written), LargeBinary), Text))


class TextIndex:
    """Decides which texts a search finds, without writing them into the database.

    It uses an in-memory index with the tokenizer of the notes' index, so that a search means the
    same in both. Recent texts stay in the index until it is full; then it is cleared. On one thread
    only.
    """

    def __init__(self, caches: Caches) -> None:
        self._rows: Cache[Texts, tuple[int, Texts]] = caches.make(
            "texts that filters search", SHARE, _size
        )
        self._newest = 0
        self._connection: sqlite3.Connection | None = None

    def find(self, way: str, texts: Sequence[Texts]) -> set[Texts]:
        """The texts, each a title and a description, that one of the `ways` finds."""
        if not texts:
            return set()
        self._connection = connection = self._connection or _memory()
        asked = sum(self._rows.getsizeof((0, text)) for text in texts)
        if self._rows.size + asked > self._rows.bound:
            self._forget(connection)
        rows = self._take_in(connection, texts)
        found = connection.execute(IN_MEMORY, (way, min(rows), max(rows))).fetchall()
        if asked > self._rows.bound:
            self._forget(connection)  # too much for them all to be kept
        return {rows[row] for (row,) in found if row in rows}

    def close(self) -> None:
        """Let go of all texts."""
        self._rows.clear()
        if self._connection:
            self._connection.close()
            self._connection = None

    def _take_in(self, connection: sqlite3.Connection, texts: Sequence[Texts]) -> dict[int, Texts]:
        """Have all texts in the index; return them by their rows."""
        connection.execute("BEGIN")
        rows = {self._row_of(connection, text): text for text in texts}
        connection.execute("COMMIT")
        return rows

    def _row_of(self, connection: sqlite3.Connection, text: Texts) -> int:
        if (kept := self._rows.get(text)) is None:
            self._newest += 1
            connection.execute(TAKE_IN, (self._newest, *text))
            kept = self._rows.keep(text, (self._newest, text))
        return kept[0]

    def _forget(self, connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO note_search (note_search) VALUES ('delete-all')")
        self._rows.clear()


def _size(row: tuple[int, Texts]) -> int:
    return OVERHEAD + IN_THE_INDEX * sum(map(text_size, row[1]))


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(
        "CREATE VIRTUAL TABLE note_search USING fts5"
        f" (title, description, content = '', tokenize = '{TOKENIZER}')"
    )
    return connection
