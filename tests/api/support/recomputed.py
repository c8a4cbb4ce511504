"""What the triggers keep, and what plain Python makes of the same notes."""

import sqlite3
from collections import Counter
from typing import Any

from api.notes.tags import tags
from tests.support.foreign import engine_of

NOTES = "SELECT id, title, description, done, trashed FROM note ORDER BY id"
SEARCHED = "SELECT rowid, title, description FROM note_search ORDER BY rowid"
WRONG = """
    SELECT id, rowid FROM note FULL JOIN note_search ON id = rowid
    WHERE note_search.title IS DISTINCT FROM note_words(note.title, '')
    OR whole IS DISTINCT FROM note_words(note.title, description)"""
CHECK = "INSERT INTO note_search (note_search, rank) VALUES ('integrity-check', 0)"


def assert_all_is_kept(connection: sqlite3.Connection) -> None:
    """Counts, tags and the full-text index are those of the notes as they are now."""
    notes = connection.execute(NOTES).fetchall()
    assert dict(connection.execute("SELECT state, notes FROM note_count")) == _counts(notes)
    of_notes = _tags(notes)
    assert set(connection.execute("SELECT tag, note_id FROM note_tag")) == of_notes
    counted = Counter(tag for tag, _ in of_notes)
    assert dict(connection.execute("SELECT tag, notes FROM tag")) == counted
    if engine_of(connection) == "postgres":
        assert connection.execute(WRONG).fetchall() == []
    else:
        assert connection.execute(SEARCHED).fetchall() == [row[:3] for row in notes]
        connection.execute(CHECK)  # fails where the index does not say what the texts do


def _counts(notes: list[Any]) -> dict[str, int]:
    found = Counter(
        "trashed" if trashed else "done" if done else "open" for *_, done, trashed in notes
    )
    return {state: found[state] for state in ("open", "done", "trashed")}


def _tags(notes: list[Any]) -> set[tuple[str, int]]:
    return {
        (tag, note_id)
        for note_id, title, description, _, trashed in notes
        if not trashed
        for tag in tags(f"{title} {description}")
    }
