"""Notes, and the feed of their changes, written by triggers.

Defaults, versions and times belong to the schema and not to Python, so that a row written by any
program is a whole note, and no change of it can go by unannounced.
"""

from typing import Any
from unicodedata import category

from alembic import op
from sqlalchemy import Connection, Row, inspect, text

revision = "0001"
down_revision = None

NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
BLANKS = "' ' || char(9, 10, 11, 12, 13)"
MOMENT = "{0} IS strftime('%Y-%m-%d %H:%M:%f', {0}) AND {0} >= '0001-01-01'"
LONGEST_TITLE = 200
TUTORIAL = {"id", "title", "description", "done"}

NOTE = f"""
CREATE TABLE note (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    done BOOLEAN NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    created_at DATETIME NOT NULL DEFAULT ({NOW}),
    updated_at DATETIME NOT NULL DEFAULT ({NOW}),
    CONSTRAINT "title is text of 1 to 200 characters, not blank, without NUL" CHECK (
        typeof(title) = 'text' AND length(title) <= 200
        AND trim(title, {BLANKS}) <> '' AND instr(title, char(0)) = 0),
    CONSTRAINT "description is text without NUL" CHECK (
        typeof(description) = 'text' AND instr(description, char(0)) = 0),
    CONSTRAINT "done is 0 or 1" CHECK (done IN (0, 1)),
    CONSTRAINT "version is a whole number from 1" CHECK (
        typeof(version) = 'integer' AND version >= 1),
    CONSTRAINT "times are UTC and look like 2026-11-22 19:39:54.123" CHECK (
        {MOMENT.format("created_at")} AND {MOMENT.format("updated_at")})
)"""

NOTE_CHANGE = f"""
CREATE TABLE note_change (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    action VARCHAR NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    note_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    changed_at DATETIME NOT NULL DEFAULT ({NOW})
)"""


GIVEN = "{0}.title, {0}.description, {0}.done, {0}.created_at"
ALL = GIVEN + ", {0}.version, {0}.updated_at"


def note_json(row: str) -> str:
    """The expression that makes a row's JSON, as callers see it."""
    return f"""json_object(
        'id', {row}.id, 'title', {row}.title, 'description', {row}.description,
        'done', json(CASE WHEN {row}.done THEN 'true' ELSE 'false' END),
        'version', {row}.version,
        'created_at', replace({row}.created_at, ' ', 'T') || 'Z',
        'updated_at', replace({row}.updated_at, ' ', 'T') || 'Z')"""


TRIGGERS = (
    f"""
CREATE TRIGGER note_created AFTER INSERT ON note BEGIN
    INSERT INTO note_change (action, note_id, note) VALUES ('create', new.id, {note_json("new")});
END""",
    # The inner UPDATE is just what the condition leaves out, so that the trigger does not fire
    # itself, not even where a foreign connection has switched recursive triggers on. A version
    # never goes back: a page that saw (id, 3) must not meet another (id, 3) later.
    f"""
CREATE TRIGGER note_updated AFTER UPDATE ON note
WHEN old.id = new.id
AND ({ALL.format("old")}) IS NOT ({ALL.format("new")})
AND NOT (new.version = old.version + 1 AND ({GIVEN.format("old")}) IS ({GIVEN.format("new")})) BEGIN
    UPDATE note SET version = max(old.version, new.version) + 1, updated_at = {NOW}
        WHERE id = new.id;
    INSERT INTO note_change (action, note_id, note)
        SELECT 'update', id, {note_json("note")} FROM note WHERE id = new.id;
END""",
    # AUTOINCREMENT does not hear of a number given by UPDATE, and no number is used twice.
    f"""
CREATE TRIGGER note_renumbered AFTER UPDATE OF id ON note WHEN old.id <> new.id BEGIN
    UPDATE sqlite_sequence SET seq = max(seq, new.id) WHERE name = 'note';
    INSERT INTO note_change (action, note_id, note) VALUES ('delete', old.id, {note_json("old")});
    INSERT INTO note_change (action, note_id, note) VALUES ('create', new.id, {note_json("new")});
END""",
    f"""
CREATE TRIGGER note_deleted AFTER DELETE ON note BEGIN
    INSERT INTO note_change (action, note_id, note) VALUES ('delete', old.id, {note_json("old")});
END""",
    # Numbers of the feed have no gaps in SQLite: a rollback takes the counter back too.
    """
CREATE TRIGGER note_change_forgotten AFTER INSERT ON note_change BEGIN
    DELETE FROM note_change WHERE seq <= new.seq - (SELECT kept FROM note_change_limit);
END""",
)


SELECT = text(
    "SELECT id, CAST(title AS TEXT) AS title, CAST(description AS TEXT) AS description,"
    " coalesce(CAST(done AS INTEGER), 0) <> 0 AS done FROM note ORDER BY id"
)
INSERT = text(
    "INSERT INTO note (id, title, description, done) VALUES (:id, :title, :description, :done)"
)
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def upgrade() -> None:
    """Make the schema; a `note` table that the tutorial made is taken over with all its rows."""
    adopted = _take_the_tutorials_notes(op.get_bind()) if _found_the_tutorials_notes() else []
    op.execute(NOTE)
    if adopted:
        op.get_bind().execute(INSERT, adopted)
    op.execute("CREATE INDEX ix_note_done ON note (done)")
    op.execute("CREATE TABLE note_change_limit (kept INTEGER NOT NULL CHECK (kept > 0))")
    op.execute("INSERT INTO note_change_limit VALUES (10000)")
    op.execute(NOTE_CHANGE)
    for trigger in TRIGGERS:
        op.execute(trigger)


def _found_the_tutorials_notes() -> bool:
    tables = inspect(op.get_bind())
    if not tables.has_table("note"):
        return False
    columns = {column["name"] for column in tables.get_columns("note")}
    if columns != TUTORIAL:
        raise ValueError(
            "its table “note” has the columns "
            f"{', '.join(sorted(columns))}; only id, title, description and done can be adopted"
        )
    return True


def _take_the_tutorials_notes(connection: Connection) -> list[dict[str, Any]]:
    """Read them and drop their table; renaming it would take along all that refers to it."""
    adopted = [_whole(row) for row in connection.execute(SELECT)]
    op.execute("DROP TABLE note")
    return adopted


def _whole(row: Row[Any]) -> dict[str, Any]:
    """The note with a title as titles must be now; one that is too long stays whole below it."""
    title = (row.title or "").replace("\0", "").strip()
    description = (row.description or "").replace("\0", "")
    if all(category(character) in INVISIBLE for character in title):
        title = "Untitled"
    if len(title) > LONGEST_TITLE:
        description = f"{title}\n\n{description}"
        title = title[: LONGEST_TITLE - 1] + "…"
    return {
        "id": row.id,
        "title": title,
        "description": description,
        "done": row.done,
    }
