-- What is done for each row of a note that any program writes. Other transactions never wait here
-- for this one: rows that many notes share, such as counts, are updated in feed.sql.

CREATE FUNCTION note_state(one note) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE WHEN one.trashed THEN 'trashed' WHEN one.done THEN 'done' ELSE 'open' END;
END $$;

-- A time as SQLite stores it. The result is the same in every session: the zone is given.
CREATE FUNCTION note_time(moment timestamptz) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS');
END $$;
CREATE INDEX ix_note_updated_at ON note ((note_time(updated_at) COLLATE "C"), id);

-- The note as the feed tells it: the same bytes as SQLite's json_object makes.
CREATE FUNCTION note_json(one note) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN '{"id":' || one.id || ',"title":' || to_json(one.title)
        || ',"description":' || to_json(one.description) || ',"done":' || to_json(one.done)
        || ',"pinned":' || to_json(one.pinned) || ',"trashed":' || to_json(one.trashed)
        || ',"version":' || one.version
        || ',"created_at":"' || replace(note_time(one.created_at), ' ', 'T') || 'Z'
        || '","updated_at":"' || replace(note_time(one.updated_at), ' ', 'T') || 'Z"}';
END $$;

-- Before an update: the old note becomes a version, and the new one is a version later.
CREATE FUNCTION note_changing() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE same note := new;
BEGIN
    same.written_by := old.written_by;
    IF same IS NOT DISTINCT FROM old THEN
        RETURN same;
    END IF;
    IF new.id <> old.id THEN
        UPDATE note_version SET note_id = new.id WHERE note_id = old.id;
        PERFORM note_id_taken(new.id);
        same.id := old.id;
        IF same IS NOT DISTINCT FROM old THEN
            new.written_by := old.written_by;
            RETURN new;
        END IF;
    END IF;
    INSERT INTO note_version VALUES (new.id, old.version, old.title, old.description, old.done,
        old.pinned, old.trashed, old.written_by, old.updated_at);
    DELETE FROM note_version WHERE note_id = new.id AND version <= (
        SELECT version FROM note_version WHERE note_id = new.id
        ORDER BY version DESC OFFSET 49 LIMIT 1);
    new.version := greatest(old.version, new.version) + 1;
    new.updated_at := clock_timestamp();
    new.written_by :=
        CASE WHEN new.written_by LIKE '>%' THEN substr(new.written_by, 2) ELSE 'outside' END;
    RETURN new;
END $$;
CREATE TRIGGER note_changing BEFORE UPDATE ON note
    FOR EACH ROW EXECUTE FUNCTION note_changing();

-- No id is given twice, even if a writer has set one by itself.
CREATE FUNCTION note_id_taken(taken bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF taken > coalesce(pg_sequence_last_value('note_id_seq'), 0) THEN
        PERFORM setval('note_id_seq', greatest(taken, nextval('note_id_seq')));
    END IF;
END $$;

-- At once: the words and tags of the note, which only this note's writers touch.
CREATE FUNCTION note_found() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND old.id = new.id
        AND (old.title, old.description, old.trashed) = (new.title, new.description, new.trashed)
    THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM note_search WHERE rowid = old.id;
        DELETE FROM note_tag WHERE note_id = old.id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        DELETE FROM note_version WHERE note_id = old.id;
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        PERFORM note_id_taken(new.id);
    END IF;
    INSERT INTO note_search VALUES (new.id, note_words(new.title, new.description));
    IF NOT new.trashed AND strpos(new.title || new.description, '#') > 0 THEN
        INSERT INTO note_tag SELECT one, new.id
            FROM note_tags(new.title || ' ' || new.description) AS one;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_found AFTER INSERT OR UPDATE OR DELETE ON note
    FOR EACH ROW EXECUTE FUNCTION note_found();

CREATE FUNCTION note_tagged() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tag_change VALUES (new.tag, 1);
    ELSE
        INSERT INTO tag_change VALUES (old.tag, -1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_tagged AFTER INSERT OR DELETE ON note_tag
    FOR EACH ROW EXECUTE FUNCTION note_tagged();

-- TRUNCATE reports no rows, so nobody would hear of it.
CREATE FUNCTION note_not_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE tells no page which notes are gone: use DELETE FROM note';
END $$;
CREATE TRIGGER note_not_truncated BEFORE TRUNCATE ON note
    FOR EACH STATEMENT EXECUTE FUNCTION note_not_truncated();
