"""An index in memory, which decides what a search finds among texts that are in no database."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from api.caches import Cache, Caches, text_size

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
Texts = tuple[str, str]
"""a title and a description"""


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
        """The texts, each a title and a description, that one of the `ways` of a search finds."""
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
