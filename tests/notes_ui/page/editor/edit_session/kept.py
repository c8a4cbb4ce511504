"""What the database keeps of an editor that is open."""

import sqlite3
from contextlib import closing
from pathlib import Path


def drafts(database: Path) -> list[tuple[int, str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("select note_id, title, description from note_draft").fetchall()
