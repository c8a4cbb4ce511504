"""The notes of the two peers that have a page and a database: plain `sqlite3` in WAL mode."""

import sqlite3
from dataclasses import dataclass
from typing import Final

SHOWN: Final = 50
SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS note (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        done INTEGER NOT NULL DEFAULT 0
    )
"""
COLUMNS: Final = "id, title, description, done"


@dataclass
class Note:
    id: int
    title: str
    description: str
    done: bool


class Notes:
    """One connection that commits each statement, as durably as ours."""

    def __init__(self, file: str) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(SCHEMA)

    def newest(self) -> list[Note]:
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM note ORDER BY id DESC LIMIT ?", (SHOWN,)
        )
        return list(map(_note, rows))

    def add(self, title: str, description: str) -> Note:
        [row] = self._connection.execute(
            f"INSERT INTO note (title, description) VALUES (?, ?) RETURNING {COLUMNS}",
            (title, description),
        )
        return _note(row)

    def change(self, note_id: int, title: str | None, done: bool | None) -> Note:
        """Change what is not None."""
        [row] = self._connection.execute(
            "UPDATE note SET title = coalesce(?, title), done = coalesce(?, done)"
            f" WHERE id = ? RETURNING {COLUMNS}",
            (title, done, note_id),
        )
        return _note(row)

    def delete(self, note_id: int) -> None:
        self._connection.execute("DELETE FROM note WHERE id = ?", (note_id,))


def _note(row: tuple[int, str, str, int]) -> Note:
    note_id, title, description, done = row
    return Note(note_id, title, description, bool(done))
