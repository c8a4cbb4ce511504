"""Who wrote a note and what it was before; answers to repeated requests; what changes unannounced.

A statement of this program says who it is with a mark, ``>page``, and the trigger takes the mark
off. What comes without a mark is another program's, whoever had written the note before.
"""

from importlib import import_module

from alembic import op

second = import_module("api.db.migrations.versions.0002_search_tags_pins_and_the_trash")

revision = "0003"
down_revision = "0002"

NOW, ALL, GIVEN = second.NOW, second.ALL, second.GIVEN
MOST_VERSIONS = 50
HELD = "title, description, done, pinned, trashed"

TABLES = (
    "ALTER TABLE note ADD COLUMN written_by TEXT NOT NULL DEFAULT 'outside'",
    "ALTER TABLE note_change ADD COLUMN was TEXT",
    "ALTER TABLE note_draft ADD COLUMN field TEXT NOT NULL DEFAULT 'title'",
    "ALTER TABLE note_replaced ADD COLUMN was TEXT",
    (
        "CREATE TABLE note_version (note_id INTEGER NOT NULL, version INTEGER NOT NULL,"
        " title TEXT NOT NULL, description TEXT NOT NULL, done BOOLEAN NOT NULL,"
        " pinned BOOLEAN NOT NULL, trashed BOOLEAN NOT NULL, written_by TEXT NOT NULL,"
        " written_at DATETIME NOT NULL)"
    ),
    "CREATE INDEX ix_note_version ON note_version (note_id, version)",
    (
        "CREATE TABLE answered (key TEXT NOT NULL PRIMARY KEY, asked TEXT NOT NULL,"
        f" answer TEXT NOT NULL, answered_at DATETIME NOT NULL DEFAULT ({NOW})) WITHOUT ROWID"
    ),
    "CREATE INDEX ix_answered_at ON answered (answered_at)",
    "CREATE TABLE note_epoch (database TEXT NOT NULL, unannounced INTEGER NOT NULL)",
    "INSERT INTO note_epoch VALUES (lower(hex(randomblob(8))), 0)",
)


def unannounced(condition: str) -> str:
    """The statement that counts what changes the notes and is no news: what is in the trash."""
    return f"""
    UPDATE note_epoch SET unannounced = unannounced + 1 WHERE {condition};"""


FORGOTTEN = """
    DELETE FROM note_version WHERE note_id = {0}.id;"""

NOT_IN_TRASH = "CASE WHEN NOT {0}.trashed THEN {1} END"

# What OR REPLACE removes has been something to those who listen: see 0002 for why this way.
WRITTEN_DOWN = f"""
    DELETE FROM note_replaced WHERE id = new.id;
    INSERT INTO note_replaced (id, state, was)
        SELECT id, {second.STATE.format("note")},
            {NOT_IN_TRASH.format("note", second.note_json("note"))}
        FROM note WHERE id = new.id;"""
REPLACED_WAS = "(SELECT was FROM note_replaced WHERE id = new.id)"
CREATED = f"""
    INSERT INTO note_change (action, note_id, note, was)
        SELECT 'create', new.id, {second.note_json("new")}, {REPLACED_WAS} WHERE NOT new.trashed;"""
REPLACED = f"""
    INSERT INTO note_change (action, note_id, note, was)
        SELECT 'delete', id, {second.note_json("new")}, was FROM note_replaced
        WHERE id = new.id AND state <> 'trashed' AND new.trashed;
    UPDATE note_count SET notes = notes - 1
        WHERE state = (SELECT state FROM note_replaced WHERE id = new.id);
    DELETE FROM note_replaced WHERE id = new.id;"""

TRIGGERS = (
    f"""
CREATE TRIGGER note_to_be_replaced BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM note WHERE id = new.id)
BEGIN{WRITTEN_DOWN}{FORGOTTEN.format("new")}
END""",
    f"""
CREATE TRIGGER note_created AFTER INSERT ON note BEGIN
    {CREATED}{REPLACED}{second.count("new", +1)}
    {second.FOUND}{second.TAGGED}{unannounced("new.trashed")}
END""",
    # See 0002 for the conditions: the inner UPDATE is just what they leave out.
    f"""
CREATE TRIGGER note_updated AFTER UPDATE ON note
WHEN old.id = new.id
AND ({ALL.format("old")}) IS NOT ({ALL.format("new")})
AND NOT (new.version = old.version + 1 AND ({GIVEN.format("old")}) IS ({GIVEN.format("new")})) BEGIN
    INSERT INTO note_version (note_id, version, {HELD}, written_by, written_at)
        VALUES (old.id, old.version, old.title, old.description, old.done, old.pinned, old.trashed,
            old.written_by, old.updated_at);
    DELETE FROM note_version WHERE note_id = old.id AND version <= old.version - {MOST_VERSIONS};
    UPDATE note SET version = max(old.version, new.version) + 1, updated_at = {NOW},
        written_by = CASE WHEN new.written_by GLOB '>*' THEN substr(new.written_by, 2)
            ELSE 'outside' END
        WHERE id = new.id;
    INSERT INTO note_change (action, note_id, note, was)
        SELECT CASE WHEN trashed THEN 'delete' WHEN old.trashed THEN 'create' ELSE 'update' END,
            id, {second.note_json("note")},
            {NOT_IN_TRASH.format("old", second.note_json("old"))} FROM note
        WHERE id = new.id AND NOT (trashed AND old.trashed);
    {unannounced("old.trashed AND new.trashed")}
END""",
    f"""
CREATE TRIGGER note_to_be_replaced_by_number BEFORE UPDATE OF id ON note
WHEN old.id <> new.id AND EXISTS (SELECT 1 FROM note WHERE id = new.id)
BEGIN{WRITTEN_DOWN}{FORGOTTEN.format("new")}
END""",
    f"""
CREATE TRIGGER note_renumbered AFTER UPDATE OF id ON note WHEN old.id <> new.id BEGIN
    UPDATE sqlite_sequence SET seq = max(seq, new.id) WHERE name = 'note';
    UPDATE note_version SET note_id = new.id WHERE note_id = old.id;
    {second.announce("delete", "old")}{second.count("old", -1)}{second.OUT}
    {CREATED}{REPLACED}{second.count("new", +1)}
    {second.FOUND}{second.TAGGED}{unannounced("old.trashed OR new.trashed")}
END""",
    f"""
CREATE TRIGGER note_deleted AFTER DELETE ON note BEGIN
    {second.announce("delete", "old")}{second.count("old", -1)}{second.OUT}{FORGOTTEN.format("old")}
    {unannounced("old.trashed")}
END""",
)


def upgrade() -> None:
    """Add what is new; of what is there nobody knows who wrote it, so it came from outside."""
    connection = op.get_bind()
    for trigger in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
    for statement in (*TABLES, *TRIGGERS):
        connection.exec_driver_sql(statement)
