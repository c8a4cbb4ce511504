"""Pins, a trash, tags, counts and a full-text index, all kept in step by triggers.

What a foreign program writes is found, counted and tagged like everything else. No trigger meets a
conflict of its own: inside ``INSERT OR REPLACE`` its resolution would be that of the outer
statement (https://sqlite.org/lang_createtrigger.html).
"""

from alembic import op

revision = "0002"
down_revision = "0001"

WHITESPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
TAG_SEPARATORS = WHITESPACE + ",;:.!?()[]{}<>\"'`*~=|\\«»“”‘’„…¿¡、。"
TAG_LENGTH = 50

NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
MOST_NESTED = 20
GIVEN = "{0}.title, {0}.description, {0}.done, {0}.pinned, {0}.trashed, {0}.created_at"
ALL = GIVEN + ", {0}.version, {0}.updated_at"
STATE = "CASE WHEN {0}.trashed THEN 'trashed' WHEN {0}.done THEN 'done' ELSE 'open' END"


def truth(column: str) -> str:
    """The expression for a flag in JSON."""
    return f"json(CASE WHEN {column} THEN 'true' ELSE 'false' END)"


def note_json(row: str) -> str:
    """The expression that makes a row's JSON, as callers see it."""
    return f"""json_object(
        'id', {row}.id, 'title', {row}.title, 'description', {row}.description,
        'done', {truth(f"{row}.done")}, 'pinned', {truth(f"{row}.pinned")},
        'trashed', {truth(f"{row}.trashed")}, 'version', {row}.version,
        'created_at', replace({row}.created_at, ' ', 'T') || 'Z',
        'updated_at', replace({row}.updated_at, ' ', 'T') || 'Z')"""


def views() -> list[str]:
    """The views that find a note's tags: its words that begin with #, as `api.notes.tags` has it.

    Each puts a space for some separators, since SQLite's parser does not go deep into one
    expression. Quotes and backslashes are separators, so that no word needs escaping in JSON.
    """
    made: list[str] = []
    source, words = "note", "title || ' ' || description"
    for start in range(0, len(TAG_SEPARATORS), MOST_NESTED):
        for separator in TAG_SEPARATORS[start : start + MOST_NESTED]:
            words = f"replace({words}, char({ord(separator)}), ' ')"
        made.append(
            f"CREATE VIEW note_words_{len(made)} AS SELECT id, {words} AS words FROM {source}"
        )
        source, words = f"note_words_{len(made) - 1}", "words"
    return [
        *made,
        f"""CREATE VIEW note_tag_found AS SELECT found.id AS note_id, lower(substr(value, 2)) AS tag
        FROM {source} AS found,
            json_each('[' || replace(json_quote(found.words), ' ', '","') || ']')
        WHERE value LIKE '#%' AND length(value) BETWEEN 2 AND {TAG_LENGTH + 1}
        AND substr(value, 2, 1) <> '#' AND substr(value, 2) GLOB '*[^0-9]*'""",
    ]


def announce(action: str, row: str) -> str:
    """The statement that writes a row's change into the feed; what is in the trash is no news."""
    return f"""
    INSERT INTO note_change (action, note_id, note)
        SELECT '{action}', {row}.id, {note_json(row)} WHERE NOT {row}.trashed;"""


def count(row: str, by: int) -> str:
    """The statement that counts a row in or out."""
    return f"""
    UPDATE note_count SET notes = notes + {by} WHERE state = {STATE.format(row)};"""


# A row that OR REPLACE removes fires no trigger: it is written down before, and taken out after.
WRITTEN_DOWN = f"""
    DELETE FROM note_replaced WHERE id = new.id;
    INSERT INTO note_replaced SELECT id, {STATE.format("note")} FROM note WHERE id = new.id;"""
# To listeners it went, if what has come in its place is in the trash.
REPLACED = f"""
    INSERT INTO note_change (action, note_id, note)
        SELECT 'delete', id, {note_json("new")} FROM note_replaced
        WHERE id = new.id AND state <> 'trashed' AND new.trashed;
    UPDATE note_count SET notes = notes - 1
        WHERE state = (SELECT state FROM note_replaced WHERE id = new.id);
    DELETE FROM note_replaced WHERE id = new.id;"""

FOUND = """
    DELETE FROM note_search WHERE rowid = new.id;
    INSERT INTO note_search (rowid, title, description) VALUES (new.id, new.title, new.description);
"""

# A view is looked into only if there may be something to find.
TAGGED = """
    DELETE FROM note_tag WHERE note_id = new.id;
    INSERT INTO note_tag (tag, note_id) SELECT DISTINCT tag, note_id FROM note_tag_found
        WHERE note_id = CASE WHEN NOT new.trashed
            AND (instr(new.title, '#') OR instr(new.description, '#')) THEN new.id END;"""

OUT = """
    DELETE FROM note_search WHERE rowid = old.id;
    DELETE FROM note_tag WHERE note_id = old.id;
    DELETE FROM note_replaced WHERE id = old.id;"""

COLUMNS = (
    (
        "ALTER TABLE note ADD COLUMN pinned BOOLEAN NOT NULL DEFAULT 0"
        ' CONSTRAINT "pinned is 0 or 1" CHECK (pinned IN (0, 1))'
    ),
    (
        "ALTER TABLE note ADD COLUMN trashed BOOLEAN NOT NULL DEFAULT 0"
        ' CONSTRAINT "trashed is 0 or 1" CHECK (trashed IN (0, 1))'
    ),
)

TABLES = (
    "CREATE TABLE note_count (state TEXT NOT NULL PRIMARY KEY, notes INTEGER NOT NULL)",
    (
        "CREATE TABLE note_tag (tag TEXT NOT NULL, note_id INTEGER NOT NULL,"
        " PRIMARY KEY (tag, note_id)) WITHOUT ROWID"
    ),
    "CREATE INDEX ix_note_tag_note_id ON note_tag (note_id)",
    "CREATE TABLE tag (tag TEXT NOT NULL PRIMARY KEY, notes INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX ix_tag_notes ON tag (notes DESC, tag)",
    "CREATE TABLE note_replaced (id INTEGER NOT NULL PRIMARY KEY, state TEXT NOT NULL)",
    (
        "CREATE VIRTUAL TABLE note_search USING fts5 (title, description,"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
    ),
    (
        "CREATE TABLE note_draft (tab TEXT NOT NULL, note_id INTEGER NOT NULL, title TEXT NOT NULL,"
        " description TEXT NOT NULL, base TEXT NOT NULL,"
        f" saved_at DATETIME NOT NULL DEFAULT ({NOW}), PRIMARY KEY (tab, note_id))"
    ),
    "CREATE INDEX ix_note_trashed ON note (trashed)",
    "CREATE INDEX ix_note_state ON note (trashed, done)",
    "CREATE INDEX ix_note_pinned ON note (pinned) WHERE pinned = 1",
    "CREATE INDEX ix_note_title ON note (lower(title), id, trashed, done, pinned)",
    "CREATE INDEX ix_note_updated_at ON note (updated_at, id, trashed, done, pinned)",
)

# One trigger for each event, since several would fire in no certain order.
TRIGGERS = (
    f"""
CREATE TRIGGER note_to_be_replaced BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM note WHERE id = new.id) BEGIN{WRITTEN_DOWN}
END""",
    f"""
CREATE TRIGGER note_created AFTER INSERT ON note BEGIN
    {announce("create", "new")}{REPLACED}{count("new", +1)}{FOUND}{TAGGED}
END""",
    # The inner UPDATE is just what the condition leaves out, so that the trigger does not fire
    # itself, not even where a foreign connection has switched recursive triggers on. A version
    # never goes back: a page that saw (id, 3) must not meet another (id, 3) later. Into the trash
    # is a delete, out of it a create, and what happens within it is no news.
    f"""
CREATE TRIGGER note_updated AFTER UPDATE ON note
WHEN old.id = new.id
AND ({ALL.format("old")}) IS NOT ({ALL.format("new")})
AND NOT (new.version = old.version + 1 AND ({GIVEN.format("old")}) IS ({GIVEN.format("new")})) BEGIN
    UPDATE note SET version = max(old.version, new.version) + 1, updated_at = {NOW}
        WHERE id = new.id;
    INSERT INTO note_change (action, note_id, note)
        SELECT CASE WHEN trashed THEN 'delete' WHEN old.trashed THEN 'create' ELSE 'update' END,
            id, {note_json("note")} FROM note
        WHERE id = new.id AND NOT (trashed AND old.trashed);
END""",
    f"""
CREATE TRIGGER note_counted AFTER UPDATE OF done, trashed ON note
WHEN old.id = new.id AND {STATE.format("old")} <> {STATE.format("new")} BEGIN
    {count("old", -1)}{count("new", +1)}
END""",
    f"""
CREATE TRIGGER note_found AFTER UPDATE OF title, description ON note
WHEN old.id = new.id AND (old.title, old.description) IS NOT (new.title, new.description) BEGIN
    {FOUND}
END""",
    f"""
CREATE TRIGGER note_tagged AFTER UPDATE OF title, description, trashed ON note
WHEN old.id = new.id AND (old.title, old.description, old.trashed)
    IS NOT (new.title, new.description, new.trashed) BEGIN
    {TAGGED}
END""",
    f"""
CREATE TRIGGER note_to_be_replaced_by_number BEFORE UPDATE OF id ON note
WHEN old.id <> new.id AND EXISTS (SELECT 1 FROM note WHERE id = new.id) BEGIN{WRITTEN_DOWN}
END""",
    # AUTOINCREMENT does not hear of a number given by UPDATE, and no number is used twice.
    f"""
CREATE TRIGGER note_renumbered AFTER UPDATE OF id ON note WHEN old.id <> new.id BEGIN
    UPDATE sqlite_sequence SET seq = max(seq, new.id) WHERE name = 'note';
    {announce("delete", "old")}{count("old", -1)}{OUT}
    {announce("create", "new")}{REPLACED}{count("new", +1)}{FOUND}{TAGGED}
END""",
    f"""
CREATE TRIGGER note_deleted AFTER DELETE ON note BEGIN
    {announce("delete", "old")}{count("old", -1)}{OUT}
END""",
    """
CREATE TRIGGER tag_counted_in AFTER INSERT ON note_tag BEGIN
    INSERT INTO tag (tag, notes)
        SELECT new.tag, 0 WHERE NOT EXISTS (SELECT 1 FROM tag WHERE tag = new.tag);
    UPDATE tag SET notes = notes + 1 WHERE tag = new.tag;
END""",
    """
CREATE TRIGGER tag_counted_out AFTER DELETE ON note_tag BEGIN
    UPDATE tag SET notes = notes - 1 WHERE tag = old.tag;
    DELETE FROM tag WHERE tag = old.tag AND notes <= 0;
END""",
)


def upgrade() -> None:
    """Add what is new; the notes that are there are searched, counted and tagged at once."""
    for trigger in ("note_created", "note_updated", "note_renumbered", "note_deleted"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP INDEX ix_note_done")
    for statement in (*COLUMNS, *TABLES, *views()):
        op.get_bind().exec_driver_sql(statement)
    for trigger in TRIGGERS:
        op.get_bind().exec_driver_sql(trigger)
    _take_in_what_is_there()


def _take_in_what_is_there() -> None:
    states = " UNION ".join(f"SELECT '{state}' AS state" for state in ("open", "done", "trashed"))
    for statement in (
        (
            "INSERT INTO note_search (rowid, title, description)"
            " SELECT id, title, description FROM note"
        ),
        (
            "INSERT INTO note_count SELECT state, (SELECT count(*) FROM note"
            f" WHERE {STATE.format('note')} = state) FROM ({states})"
        ),
        "INSERT INTO note_tag (tag, note_id) SELECT DISTINCT tag, note_id FROM note_tag_found",
    ):
        op.get_bind().exec_driver_sql(statement)
