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
    updated_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')), pinned BOOLEAN NOT NULL DEFAULT 0 CONSTRAINT "pinned is 0 or 1" CHECK (pinned IN (0, 1)), trashed BOOLEAN NOT NULL DEFAULT 0 CONSTRAINT "trashed is 0 or 1" CHECK (trashed IN (0, 1)),
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

CREATE TABLE note_change_limit (kept INTEGER NOT NULL CHECK (kept > 0));

CREATE TABLE note_change (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    action VARCHAR NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    note_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    changed_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE TRIGGER note_change_forgotten AFTER INSERT ON note_change BEGIN
    DELETE FROM note_change WHERE seq <= new.seq - (SELECT kept FROM note_change_limit);
END;

CREATE TABLE note_count (state TEXT NOT NULL PRIMARY KEY, notes INTEGER NOT NULL);

CREATE TABLE note_tag (tag TEXT NOT NULL, note_id INTEGER NOT NULL, PRIMARY KEY (tag, note_id)) WITHOUT ROWID;

CREATE INDEX ix_note_tag_note_id ON note_tag (note_id);

CREATE TABLE tag (tag TEXT NOT NULL PRIMARY KEY, notes INTEGER NOT NULL) WITHOUT ROWID;

CREATE INDEX ix_tag_notes ON tag (notes DESC, tag);

CREATE TABLE note_replaced (id INTEGER NOT NULL PRIMARY KEY, state TEXT NOT NULL);

CREATE VIRTUAL TABLE note_search USING fts5 (title, description, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

CREATE TABLE note_draft (tab TEXT NOT NULL, note_id INTEGER NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, base TEXT NOT NULL, saved_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')), PRIMARY KEY (tab, note_id));

CREATE INDEX ix_note_trashed ON note (trashed);

CREATE INDEX ix_note_state ON note (trashed, done);

CREATE INDEX ix_note_pinned ON note (pinned) WHERE pinned = 1;

CREATE INDEX ix_note_title ON note (lower(title), id, trashed, done, pinned);

CREATE INDEX ix_note_updated_at ON note (updated_at, id, trashed, done, pinned);

CREATE VIEW note_words_0 AS SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title || ' ' || description, char(9), ' '), char(10), ' '), char(11), ' '), char(12), ' '), char(13), ' '), char(28), ' '), char(29), ' '), char(30), ' '), char(31), ' '), char(32), ' '), char(133), ' '), char(160), ' '), char(5760), ' '), char(8192), ' '), char(8193), ' '), char(8194), ' '), char(8195), ' '), char(8196), ' '), char(8197), ' '), char(8198), ' ') AS words FROM note;

CREATE VIEW note_words_1 AS SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(words, char(8199), ' '), char(8200), ' '), char(8201), ' '), char(8202), ' '), char(8232), ' '), char(8233), ' '), char(8239), ' '), char(8287), ' '), char(12288), ' '), char(44), ' '), char(59), ' '), char(58), ' '), char(46), ' '), char(33), ' '), char(63), ' '), char(40), ' '), char(41), ' '), char(91), ' '), char(93), ' '), char(123), ' ') AS words FROM note_words_0;

CREATE VIEW note_words_2 AS SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(words, char(125), ' '), char(60), ' '), char(62), ' '), char(34), ' '), char(39), ' '), char(96), ' '), char(42), ' '), char(126), ' '), char(61), ' '), char(124), ' '), char(92), ' '), char(171), ' '), char(187), ' '), char(8220), ' '), char(8221), ' '), char(8216), ' '), char(8217), ' '), char(8222), ' '), char(8230), ' '), char(191), ' ') AS words FROM note_words_1;

CREATE VIEW note_words_3 AS SELECT id, replace(replace(replace(words, char(161), ' '), char(12289), ' '), char(12290), ' ') AS words FROM note_words_2;

CREATE VIEW note_tag_found AS SELECT found.id AS note_id, lower(substr(value, 2)) AS tag
        FROM note_words_3 AS found,
            json_each('[' || replace(json_quote(found.words), ' ', '","') || ']')
        WHERE value LIKE '#%' AND length(value) BETWEEN 2 AND 51
        AND substr(value, 2, 1) <> '#' AND substr(value, 2) GLOB '*[^0-9]*';

CREATE TRIGGER note_to_be_replaced BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM note WHERE id = new.id) BEGIN
    DELETE FROM note_replaced WHERE id = new.id;
    INSERT INTO note_replaced SELECT id, CASE WHEN note.trashed THEN 'trashed' WHEN note.done THEN 'done' ELSE 'open' END FROM note WHERE id = new.id;
END;

CREATE TRIGGER note_created AFTER INSERT ON note BEGIN

    INSERT INTO note_change (action, note_id, note)
        SELECT 'create', new.id, json_object(
        'id', new.id, 'title', new.title, 'description', new.description,
        'done', json(CASE WHEN new.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN new.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN new.trashed THEN 'true' ELSE 'false' END), 'version', new.version,
        'created_at', replace(new.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(new.updated_at, ' ', 'T') || 'Z') WHERE NOT new.trashed;
    INSERT INTO note_change (action, note_id, note)
        SELECT 'delete', id, json_object(
        'id', new.id, 'title', new.title, 'description', new.description,
        'done', json(CASE WHEN new.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN new.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN new.trashed THEN 'true' ELSE 'false' END), 'version', new.version,
        'created_at', replace(new.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(new.updated_at, ' ', 'T') || 'Z') FROM note_replaced
        WHERE id = new.id AND state <> 'trashed' AND new.trashed;
    UPDATE note_count SET notes = notes - 1
        WHERE state = (SELECT state FROM note_replaced WHERE id = new.id);
    DELETE FROM note_replaced WHERE id = new.id;
    UPDATE note_count SET notes = notes + 1 WHERE state = CASE WHEN new.trashed THEN 'trashed' WHEN new.done THEN 'done' ELSE 'open' END;
    DELETE FROM note_search WHERE rowid = new.id;
    INSERT INTO note_search (rowid, title, description) VALUES (new.id, new.title, new.description);

    DELETE FROM note_tag WHERE note_id = new.id;
    INSERT INTO note_tag (tag, note_id) SELECT DISTINCT tag, note_id FROM note_tag_found
        WHERE note_id = CASE WHEN NOT new.trashed
            AND (instr(new.title, '#') OR instr(new.description, '#')) THEN new.id END;
END;

CREATE TRIGGER note_updated AFTER UPDATE ON note
WHEN old.id = new.id
AND (old.title, old.description, old.done, old.pinned, old.trashed, old.created_at, old.version, old.updated_at) IS NOT (new.title, new.description, new.done, new.pinned, new.trashed, new.created_at, new.version, new.updated_at)
AND NOT (new.version = old.version + 1 AND (old.title, old.description, old.done, old.pinned, old.trashed, old.created_at) IS (new.title, new.description, new.done, new.pinned, new.trashed, new.created_at)) BEGIN
    UPDATE note SET version = max(old.version, new.version) + 1, updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
        WHERE id = new.id;
    INSERT INTO note_change (action, note_id, note)
        SELECT CASE WHEN trashed THEN 'delete' WHEN old.trashed THEN 'create' ELSE 'update' END,
            id, json_object(
        'id', note.id, 'title', note.title, 'description', note.description,
        'done', json(CASE WHEN note.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN note.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN note.trashed THEN 'true' ELSE 'false' END), 'version', note.version,
        'created_at', replace(note.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(note.updated_at, ' ', 'T') || 'Z') FROM note
        WHERE id = new.id AND NOT (trashed AND old.trashed);
END;

CREATE TRIGGER note_counted AFTER UPDATE OF done, trashed ON note
WHEN old.id = new.id AND CASE WHEN old.trashed THEN 'trashed' WHEN old.done THEN 'done' ELSE 'open' END <> CASE WHEN new.trashed THEN 'trashed' WHEN new.done THEN 'done' ELSE 'open' END BEGIN

    UPDATE note_count SET notes = notes + -1 WHERE state = CASE WHEN old.trashed THEN 'trashed' WHEN old.done THEN 'done' ELSE 'open' END;
    UPDATE note_count SET notes = notes + 1 WHERE state = CASE WHEN new.trashed THEN 'trashed' WHEN new.done THEN 'done' ELSE 'open' END;
END;

CREATE TRIGGER note_found AFTER UPDATE OF title, description ON note
WHEN old.id = new.id AND (old.title, old.description) IS NOT (new.title, new.description) BEGIN

    DELETE FROM note_search WHERE rowid = new.id;
    INSERT INTO note_search (rowid, title, description) VALUES (new.id, new.title, new.description);

END;

CREATE TRIGGER note_tagged AFTER UPDATE OF title, description, trashed ON note
WHEN old.id = new.id AND (old.title, old.description, old.trashed)
    IS NOT (new.title, new.description, new.trashed) BEGIN

    DELETE FROM note_tag WHERE note_id = new.id;
    INSERT INTO note_tag (tag, note_id) SELECT DISTINCT tag, note_id FROM note_tag_found
        WHERE note_id = CASE WHEN NOT new.trashed
            AND (instr(new.title, '#') OR instr(new.description, '#')) THEN new.id END;
END;

CREATE TRIGGER note_to_be_replaced_by_number BEFORE UPDATE OF id ON note
WHEN old.id <> new.id AND EXISTS (SELECT 1 FROM note WHERE id = new.id) BEGIN
    DELETE FROM note_replaced WHERE id = new.id;
    INSERT INTO note_replaced SELECT id, CASE WHEN note.trashed THEN 'trashed' WHEN note.done THEN 'done' ELSE 'open' END FROM note WHERE id = new.id;
END;

CREATE TRIGGER note_renumbered AFTER UPDATE OF id ON note WHEN old.id <> new.id BEGIN
    UPDATE sqlite_sequence SET seq = max(seq, new.id) WHERE name = 'note';

    INSERT INTO note_change (action, note_id, note)
        SELECT 'delete', old.id, json_object(
        'id', old.id, 'title', old.title, 'description', old.description,
        'done', json(CASE WHEN old.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN old.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN old.trashed THEN 'true' ELSE 'false' END), 'version', old.version,
        'created_at', replace(old.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(old.updated_at, ' ', 'T') || 'Z') WHERE NOT old.trashed;
    UPDATE note_count SET notes = notes + -1 WHERE state = CASE WHEN old.trashed THEN 'trashed' WHEN old.done THEN 'done' ELSE 'open' END;
    DELETE FROM note_search WHERE rowid = old.id;
    DELETE FROM note_tag WHERE note_id = old.id;
    DELETE FROM note_replaced WHERE id = old.id;

    INSERT INTO note_change (action, note_id, note)
        SELECT 'create', new.id, json_object(
        'id', new.id, 'title', new.title, 'description', new.description,
        'done', json(CASE WHEN new.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN new.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN new.trashed THEN 'true' ELSE 'false' END), 'version', new.version,
        'created_at', replace(new.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(new.updated_at, ' ', 'T') || 'Z') WHERE NOT new.trashed;
    INSERT INTO note_change (action, note_id, note)
        SELECT 'delete', id, json_object(
        'id', new.id, 'title', new.title, 'description', new.description,
        'done', json(CASE WHEN new.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN new.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN new.trashed THEN 'true' ELSE 'false' END), 'version', new.version,
        'created_at', replace(new.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(new.updated_at, ' ', 'T') || 'Z') FROM note_replaced
        WHERE id = new.id AND state <> 'trashed' AND new.trashed;
    UPDATE note_count SET notes = notes - 1
        WHERE state = (SELECT state FROM note_replaced WHERE id = new.id);
    DELETE FROM note_replaced WHERE id = new.id;
    UPDATE note_count SET notes = notes + 1 WHERE state = CASE WHEN new.trashed THEN 'trashed' WHEN new.done THEN 'done' ELSE 'open' END;
    DELETE FROM note_search WHERE rowid = new.id;
    INSERT INTO note_search (rowid, title, description) VALUES (new.id, new.title, new.description);

    DELETE FROM note_tag WHERE note_id = new.id;
    INSERT INTO note_tag (tag, note_id) SELECT DISTINCT tag, note_id FROM note_tag_found
        WHERE note_id = CASE WHEN NOT new.trashed
            AND (instr(new.title, '#') OR instr(new.description, '#')) THEN new.id END;
END;

CREATE TRIGGER note_deleted AFTER DELETE ON note BEGIN

    INSERT INTO note_change (action, note_id, note)
        SELECT 'delete', old.id, json_object(
        'id', old.id, 'title', old.title, 'description', old.description,
        'done', json(CASE WHEN old.done THEN 'true' ELSE 'false' END), 'pinned', json(CASE WHEN old.pinned THEN 'true' ELSE 'false' END),
        'trashed', json(CASE WHEN old.trashed THEN 'true' ELSE 'false' END), 'version', old.version,
        'created_at', replace(old.created_at, ' ', 'T') || 'Z',
        'updated_at', replace(old.updated_at, ' ', 'T') || 'Z') WHERE NOT old.trashed;
    UPDATE note_count SET notes = notes + -1 WHERE state = CASE WHEN old.trashed THEN 'trashed' WHEN old.done THEN 'done' ELSE 'open' END;
    DELETE FROM note_search WHERE rowid = old.id;
    DELETE FROM note_tag WHERE note_id = old.id;
    DELETE FROM note_replaced WHERE id = old.id;
END;

CREATE TRIGGER tag_counted_in AFTER INSERT ON note_tag BEGIN
    INSERT INTO tag (tag, notes)
        SELECT new.tag, 0 WHERE NOT EXISTS (SELECT 1 FROM tag WHERE tag = new.tag);
    UPDATE tag SET notes = notes + 1 WHERE tag = new.tag;
END;

CREATE TRIGGER tag_counted_out AFTER DELETE ON note_tag BEGIN
    UPDATE tag SET notes = notes - 1 WHERE tag = old.tag;
    DELETE FROM tag WHERE tag = old.tag AND notes <= 0;
END;

