-- The feed. Each transaction adds its changes without numbers as the last thing it does; whoever
-- reads the feed numbers them after the commit.
--
-- A number given in the transaction would need a lock until the end of the commit, and then one
-- transaction after the other would wait for the disk. So numbers are given later, in the order
-- of the places, to all changes that are committed by then: without gaps, and a change that
-- somebody has read never gets a number below one that is given later.

CREATE FUNCTION note_told() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    before note; since note; was_state text; is_state text; is_silent boolean;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := old; was_state := note_state(old); END IF;
    IF TG_OP <> 'DELETE' THEN since := new; is_state := note_state(new); END IF;
    IF TG_OP = 'UPDATE' AND old IS NOT DISTINCT FROM new THEN
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' AND old.id <> new.id THEN  -- one note goes, another one comes
        PERFORM note_tell(CASE WHEN NOT old.trashed THEN 'delete' END, old, NULL,
            NULL, was_state);
        PERFORM note_tell(CASE WHEN NOT new.trashed THEN 'create' END, new, NULL, is_state, NULL);
    ELSIF TG_OP = 'UPDATE' THEN
        PERFORM note_tell(
            CASE WHEN NOT (old.trashed AND new.trashed) THEN
                CASE WHEN new.trashed THEN 'delete' WHEN old.trashed THEN 'create'
                    ELSE 'update' END END,
            new, CASE WHEN NOT old.trashed THEN note_json(old) END, is_state, was_state);
    ELSE
        since := coalesce(since, before);
        PERFORM note_tell(
            CASE WHEN NOT since.trashed THEN CASE TG_OP WHEN 'INSERT' THEN 'create'
                ELSE 'delete' END END,
            since, NULL, is_state, was_state);
    END IF;
    PERFORM note_hint();
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER note_told AFTER INSERT OR UPDATE OR DELETE ON note
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_told();

CREATE FUNCTION note_tell(act text, told note, former text, is_state text, was_state text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO note_pending (action, note_id, note, was, came_to, came_from)
    VALUES (act, told.id, note_json(told), former,
        CASE WHEN is_state IS DISTINCT FROM was_state THEN is_state END,
        CASE WHEN is_state IS DISTINCT FROM was_state THEN was_state END);
END $$;

-- Wakes whoever reads the feed. PostgreSQL lets only one transaction at a time commit a NOTIFY, so
-- of several transactions only one sends it. A reader that misses one looks again soon.
CREATE FUNCTION note_hint() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF pg_try_advisory_xact_lock(hashtext('notes hint'), hashtext(current_schema())) THEN
        PERFORM pg_notify('notes', current_schema());
    END IF;
END $$;

-- Number all committed changes, or the first ones, and bring the counts up to date. Returns the
-- newest number.
-- Call it in READ COMMITTED, in which each statement sees what others have committed by then.
CREATE FUNCTION note_number(most bigint DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE last bigint; silent bigint; numbered bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM note_pending) THEN
        RETURN (SELECT newest FROM note_revision);
    END IF;
    SELECT newest INTO last FROM note_revision FOR UPDATE;
    WITH moved AS (
        DELETE FROM note_pending
        WHERE place IN (SELECT place FROM note_pending ORDER BY place LIMIT most)
        RETURNING *
    ), told AS (
        INSERT INTO note_change (seq, action, note_id, note, changed_at, was)
        SELECT last + row_number() OVER (ORDER BY place), action, note_id, note, changed_at, was
        FROM moved WHERE action IS NOT NULL
        RETURNING seq
    ), counted AS (
        SELECT state, sum(by) AS by FROM (
            SELECT came_to AS state, 1 AS by FROM moved
            UNION ALL SELECT came_from, -1 FROM moved
        ) AS each WHERE state IS NOT NULL GROUP BY state
    ), updated AS (
        UPDATE note_count SET notes = notes + counted.by FROM counted
        WHERE note_count.state = counted.state AND counted.by <> 0
    ), tags AS (
        DELETE FROM tag_change RETURNING tag, notes
    ), tagged AS (
        INSERT INTO tag SELECT tag, sum(notes) FROM tags GROUP BY tag HAVING sum(notes) <> 0
        ON CONFLICT (tag) DO UPDATE SET notes = tag.notes + excluded.notes
    )
    SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM moved WHERE action IS NULL)
    INTO numbered, silent;
    DELETE FROM tag WHERE notes <= 0;
    UPDATE note_revision SET newest = last + numbered WHERE numbered > 0;
    UPDATE note_epoch SET unannounced = (random() * 1e15)::bigint WHERE silent > 0;
    DELETE FROM note_change
        WHERE seq <= last + numbered - (SELECT kept FROM note_change_limit);
    PERFORM pg_notify('notes', current_schema());
    RETURN last + numbered;
END $$;
