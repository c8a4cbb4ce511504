"""All that is particular to SQLite where notes are searched, and read in order."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    Text,
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
ROWID: Final[ColumnElement[int]] = SEARCH.c.rowid
"""the id of the note that was found"""
MATCH: Final = literal_column("note_search").op("MATCH", is_comparison=True)
INDEXED: Final = re.compile("[a-zA-Z0-9]")
"""what the index has words of for sure, whatever Unicode it knows; of an emoji alone it has none"""
TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""that of the index of the notes"""
SHARE: Final = 4
IN_THE_INDEX: Final = 4
"""how often a text counts: it is kept to be compared, and the words of it are in the index"""
OVERHEAD: Final = 500
"""bytes that a text takes beside that, about"""
TAKE_IN: Final = "INSERT INTO note_search (rowid, title, description) VALUES (?, ?, ?)"
IN_MEMORY: Final = (
    "SELECT rowid FROM note_search WHERE note_search MATCH ? AND rowid BETWEEN ? AND ?"
)
Texts = tuple[str, str]
"""a title and a description"""


def matches(text: str, tag: str | None = None) -> list[ColumnElement[bool]]:
    """The conditions for notes that hold all words of the text, from the best to the widest.

    Words as they stand go before beginnings of words, the title before the description. Each word
    is quoted, so that nothing in it is an operator (https://sqlite.org/fts5.html#fts5_strings).

    :param tag: leave out notes that do not even hold its word, with a # or without: the index
        does so quickly, and who asks looks at what is left
    """
    return [MATCH(way) for way in ways(text, tag)]


def found(match: ColumnElement[bool]) -> Select[int]:
    """The ids of all notes that a condition of `matches` holds for."""
    return select(ROWID).where(match).correlate(None)


def ways(text: str, tag: str | None = None) -> list[str]:
    """What `matches` asks the index for."""
    quoted = [_quoted(word) for word in text.split()]
    whole, begun = " ".join(quoted), " ".join(f"{word} *" for word in quoted)
    tagged = f" AND {_quoted(tag)}" if tag and INDEXED.search(tag) else ""
    searches = f"title : ({whole})", f"title : ({begun})", f"({whole})", f"({begun})"
    return [search + tagged for search in searches]


def _quoted(word: str) -> str:
    return f'"{word.replace(QUOTE, QUOTE * 2)}"'


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column, not to be looked up in an index: where a search has found the rows already.

    The planner thinks little of full-text indexes
    (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def digits(text: ColumnElement[Any]) -> ColumnElement[str]:
    """The bytes of a text in hexadecimal digits: exactly that text, even where it is broken."""
    return func.hex(text)


def of_digits(written: str) -> ColumnElement[Any]:
    """The text that `digits` has written, such that an index can be used.

    (https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison: no affinity.)
    """
    return unindexed(cast(literal(bytes.fromhex(written), LargeBinary), Text))


class TextIndex:
    """Tells which texts a search finds, without their being in the database.

    SQLite itself is asked, in memory and with the tokenizer of the notes' index, so that a search
    means the same here and there. Texts that were asked about lately are still there, until there
    is no room for more: then all go. On one thread only.
    """

    def __init__(self, caches: Caches) -> None:
        self._rows: Cache[Texts, tuple[int, Texts]] = caches.make(
            "texts that filters search", SHARE, _size
        )
        self._newest = 0
        self._connection: sqlite3.Connection | None = None

    def find(self, way: str, texts: Sequence[Texts]) -> set[Texts]:
        """Those texts, each a title and a description, that one of the `ways` finds."""
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
