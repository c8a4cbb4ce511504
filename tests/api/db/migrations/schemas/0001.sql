CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE note (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    done BOOLEAN NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    created_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT "title is text of 1 to 200 characters, not blank, without NUL" CHECK (
        typeof(title) = 'text' AND length(title) <= 200
        AND trim(title, ' ' || char(9, 10, 11, 12, 13)) <> '' AND instr(title, char(0)) = 0),
    CONSTRAINT "description is text without NUL" CHECK (
        typeof(description) = 'text' AND instr(description, char(0)) = 0),
    CONSTRAINT "done is 0 or 1" CHECK (done IN (0, 1)),
    CONSTRAINT "version is a whole number from 1" CHECK (
        typeof(version) = 'integer' AND version >= 1),
    CONSTRAINT "times are UTC and look like 2026-11-22 19:39:54.123" CHECK (
        created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at) AND created_at >= '0001-01-01' AND updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at) AND updated_at >= '0001-01-01')
);

CREATE INDEX ix_note_done ON note (done);

CREATE TABLE note_change_limit (kept INTEGER NOT NULL CHECK (kept > 0));

CREATE TABLE note_change (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    action VARCHAR NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    note_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    changed_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE TRIGGER note_created AFTER INSERT ON note BEGIN
    INSERT INTO note_change (action, note_id, note) VALUES ('create', new.id, json_object(
        'id', new.id, 'title', new.title, 'description', new.description,
        'done', json(CASE WHEN new.done THEN 'true' ELSE 'false' END),
        'version', new.version,
        'created_at', replace(new.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(new.updated_at, ' ', 'T') || 'Z'));
END;

CREATE TRIGGER note_updated AFTER UPDATE ON note
WHEN old.id = new.id
AND (old.title, old.description, old.done, old.created_at, old.version, old.updated_at) IS NOT (new.title, new.description, new.done, new.created_at, new.version, new.updated_at)
AND NOT (new.version = old.version + 1 AND (old.title, old.description, old.done, old.created_at) IS (new.title, new.description, new.done, new.created_at)) BEGIN
    UPDATE note SET version = max(old.version, new.version) + 1, updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
        WHERE id = new.id;
    INSERT INTO note_change (action, note_id, note)
        SELECT 'update', id, json_object(
        'id', note.id, 'title', note.title, 'description', note.description,
        'done', json(CASE WHEN note.done THEN 'true' ELSE 'false' END),
        'version', note.version,
        'created_at', replace(note.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(note.updated_at, ' ', 'T') || 'Z') FROM note WHERE id = new.id;
END;

CREATE TRIGGER note_renumbered AFTER UPDATE OF id ON note WHEN old.id <> new.id BEGIN
    UPDATE sqlite_sequence SET seq = max(seq, new.id) WHERE name = 'note';
    INSERT INTO note_change (action, note_id, note) VALUES ('delete', old.id, json_object(
        'id', old.id, 'title', old.title, 'description', old.description,
        'done', json(CASE WHEN old.done THEN 'true' ELSE 'false' END),
        'version', old.version,
        'created_at', replace(old.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(old.updated_at, ' ', 'T') || 'Z'));
    INSERT INTO note_change (action, note_id, note) VALUES ('create', new.id, json_object(
        'id', new.id, 'title', new.title, 'description', new.description,
        'done', json(CASE WHEN new.done THEN 'true' ELSE 'false' END),
        'version', new.version,
        'created_at', replace(new.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(new.updated_at, ' ', 'T') || 'Z'));
END;

CREATE TRIGGER note_deleted AFTER DELETE ON note BEGIN
    INSERT INTO note_change (action, note_id, note) VALUES ('delete', old.id, json_object(
        'id', old.id, 'title', old.title, 'description', old.description,
        'done', json(CASE WHEN old.done THEN 'true' ELSE 'false' END),
        'version', old.version,
        'created_at', replace(old.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(old.updated_at, ' ', 'T') || 'Z'));
END;

CREATE TRIGGER note_change_forgotten AFTER INSERT ON note_change BEGIN
    DELETE FROM note_change WHERE seq <= new.seq - (SELECT kept FROM note_change_limit);
END;

