"""What another program reads in the database."""

import json
import sqlite3
from typing import Any

Row = tuple[Any, ...]
COLUMNS = "id, title, description, done, version, created_at, updated_at"


def rows(foreign: sqlite3.Connection) -> list[Row]:
    return foreign.execute(f"SELECT {COLUMNS} FROM note ORDER BY id").fetchall()


def last(foreign: sqlite3.Connection) -> tuple[str, dict[str, Any]]:
    """Action and note of the newest change."""
    action, note = foreign.execute(
        "SELECT action, note FROM note_change ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return action, json.loads(note)
