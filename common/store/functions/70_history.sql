-- What is over: every event of the log waits for its seal from the moment it is committed.

CREATE FUNCTION queue_for_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO unsealed (event, centre) VALUES (NEW.id, NEW.centre);
    RETURN NULL;
END
$$;

CREATE TRIGGER events_are_sealed AFTER INSERT ON events
FOR EACH ROW EXECUTE FUNCTION queue_for_seal();

-- Whoever ends, moves or erases what is over may do it only when it is: moves and erases after
-- the week of common/domain/closing.py (HOT_DAYS).
CREATE FUNCTION require_over(p_centre text, p_day date, p_days integer) RETURNS date
LANGUAGE plpgsql AS $$
DECLARE
    v_today date := day_of(centre_of(p_centre), store_now());
BEGIN
    IF NOT owns_store() THEN
        PERFORM FROM devices
        WHERE login = session_user AND revoked_at IS NULL AND centre = p_centre
            AND kind = 'keeper';
        IF NOT FOUND THEN
            PERFORM refuse('not_permitted');
        END IF;
    END IF;
    IF v_today - p_day < greatest(1, p_days) THEN
        PERFORM refuse('too_soon', jsonb_build_object('day', p_day));
    END IF;
    RETURN v_today;
END
$$;

-- Twin of end_some in common/store/closing.py: ends legs that nobody can call any more; says
-- how many.
CREATE FUNCTION end_open_legs(p_centre text, p_day date, p_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_today date := require_over(p_centre, p_day, 1);
    v_now timestamptz := store_now();
    v_leg legs;
    v_ended integer := 0;
BEGIN
    FOR v_leg IN
        SELECT * FROM legs l
        WHERE l.centre = p_centre AND l.day = p_day
            AND l.state IN ('waiting', 'called', 'serving', 'held', 'away')
            AND (v_today - p_day > 1 OR NOT EXISTS (
                SELECT FROM legs o
                WHERE o.ticket = l.ticket AND o.state IN ('called', 'serving')
            ))
        ORDER BY l.id LIMIT p_most
        FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        UPDATE legs SET state = 'cancelled', version = version + 1, ended_at = v_now
        WHERE id = v_leg.id;
        UPDATE calls SET open = false, withdrawn = true WHERE leg = v_leg.id AND open;
        PERFORM log_event(
            p_centre, v_today, v_now, 'cancelled', v_leg.ticket, v_leg.id, NULL, v_leg.counter,
            NULL, NULL, '{"reason": "day closed"}'
        );
        v_ended := v_ended + 1;
    END LOOP;
    IF v_ended > 0 THEN
        PERFORM notify_change(p_centre, '*');
    END IF;
    RETURN v_ended;
END
$$;

CREATE FUNCTION move_rows(p_table text, p_key text, p_values bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_columns text := (
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = format('public.%I', p_table)::regclass AND attnum > 0
            AND NOT attisdropped
    );
BEGIN
    EXECUTE format(
        'WITH gone AS (DELETE FROM %1$I WHERE %2$I = ANY ($1) RETURNING *)'
        ' INSERT INTO %3$I (%4$s) SELECT %4$s FROM gone',
        p_table, p_key, 'history_' || p_table, v_columns
    ) USING p_values;
END
$$;

CREATE FUNCTION move_counts(p_centre text, p_day date) RETURNS void
LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM series_counts WHERE centre = p_centre AND day = p_day RETURNING *
    )
    INSERT INTO history_series_counts AS known (centre, day, series, count)
    SELECT centre, day, series, count FROM gone
    ON CONFLICT (centre, day, series) DO UPDATE SET count = known.count + excluded.count;
    WITH gone AS (
        DELETE FROM service_counts WHERE centre = p_centre AND day = p_day RETURNING *
    )
    INSERT INTO history_service_counts AS known (centre, day, service, count)
    SELECT centre, day, service, count FROM gone
    ON CONFLICT (centre, day, service) DO UPDATE SET count = known.count + excluded.count
$$;

-- Moves a closed day's tickets with all that hangs on them, then its sealed events, then its
-- counts; says how many tickets or events went, 0 where none is left that may go.
CREATE FUNCTION move_to_history(p_centre text, p_day date, p_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_today date := require_over(p_centre, p_day, 8);
    v_ids bigint[];
    v_legs bigint[];
BEGIN
    PERFORM FROM closed_days WHERE centre = p_centre AND day = p_day;
    IF NOT FOUND THEN
        PERFORM refuse('too_soon', jsonb_build_object('day', p_day));
    END IF;
    -- What was asked stands in the log too, and is erased there.
    DELETE FROM asks WHERE centre = p_centre AND day <= p_day;
    v_ids := ARRAY(
        SELECT id FROM tickets t WHERE t.centre = p_centre AND t.day = p_day
            AND NOT EXISTS (
                SELECT FROM legs l WHERE l.ticket = t.id
                    AND l.state IN ('waiting', 'called', 'serving', 'held', 'away')
            )
        ORDER BY id LIMIT p_most
        FOR UPDATE SKIP LOCKED
    );
    IF cardinality(v_ids) > 0 THEN
        v_legs := ARRAY(SELECT id FROM legs WHERE ticket = ANY (v_ids));
        PERFORM move_rows('calls', 'leg', v_legs);
        PERFORM move_rows('legs', 'id', v_legs);
        PERFORM move_rows('tickets', 'id', v_ids);
        DELETE FROM marks WHERE ticket = ANY (v_ids);
        RETURN cardinality(v_ids);
    END IF;
    v_ids := ARRAY(
        SELECT e.id FROM events e JOIN seal s ON s.event = e.id
        WHERE e.centre = p_centre AND e.day = p_day
        ORDER BY e.id LIMIT p_most
        FOR UPDATE OF e SKIP LOCKED
    );
    PERFORM move_rows('events', 'id', v_ids);
    IF cardinality(v_ids) = 0 THEN
        PERFORM move_counts(p_centre, p_day);
    END IF;
    RETURN cardinality(v_ids);
END
$$;

CREATE FUNCTION erase_rows(p_centre text, p_day date, p_most integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_tickets integer;
    v_legs integer;
    v_figures integer;
BEGIN
    UPDATE history_tickets SET request = NULL, token = NULL, priority = NULL
    WHERE id = ANY (ARRAY(
        SELECT id FROM history_tickets
        WHERE centre = p_centre AND day = p_day
            AND (request IS NOT NULL OR token IS NOT NULL OR priority IS NOT NULL)
        ORDER BY id LIMIT p_most
    ));
    GET DIAGNOSTICS v_tickets = ROW_COUNT;
    UPDATE history_legs SET operator = NULL, for_operator = NULL
    WHERE id = ANY (ARRAY(
        SELECT id FROM history_legs
        WHERE centre = p_centre AND day = p_day
            AND (operator IS NOT NULL OR for_operator IS NOT NULL)
        ORDER BY id LIMIT p_most
    ));
    GET DIAGNOSTICS v_legs = ROW_COUNT;
    DELETE FROM operator_figures WHERE centre = p_centre AND day = p_day;
    GET DIAGNOSTICS v_figures = ROW_COUNT;
    RETURN v_tickets + v_legs + v_figures;
END
$$;

-- Erases what names persons in a closed day that has moved; says how many rows it went through,
-- 0 where none is left. That it was done is itself in the log.
CREATE FUNCTION erase_persons(p_centre text, p_day date, p_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_today date := require_over(p_centre, p_day, 8);
    v_now timestamptz := store_now();
    v_ids bigint[];
    v_rows integer;
BEGIN
    UPDATE closed_days SET erasing_at = v_now
    WHERE centre = p_centre AND day = p_day AND moved_at IS NOT NULL AND erasing_at IS NULL;
    IF FOUND THEN
        PERFORM log_event(
            p_centre, v_today, v_now, 'erased', p_facts => jsonb_build_object('day', p_day)
        );
    ELSE
        PERFORM FROM closed_days
        WHERE centre = p_centre AND day = p_day AND erasing_at IS NOT NULL;
        IF NOT FOUND THEN
            PERFORM refuse('too_soon', jsonb_build_object('day', p_day));
        END IF;
    END IF;
    v_ids := ARRAY(
        SELECT e.id FROM history_events e JOIN seal s ON s.event = e.id
        WHERE e.centre = p_centre AND e.day = p_day AND s.salt IS NOT NULL
        ORDER BY e.id LIMIT p_most
    );
    UPDATE history_events SET operator = NULL, facts = facts - ARRAY[
        'operator', 'to_operator', 'for_operator', 'by_operator', 'name', 'request', 'token',
        'priority', 'group', 'words', 'marks'
    ] WHERE id = ANY (v_ids);
    UPDATE seal SET salt = NULL WHERE event = ANY (v_ids);
    v_rows := cardinality(v_ids);
    IF v_rows < p_most THEN
        v_rows := v_rows + erase_rows(p_centre, p_day, p_most);
    END IF;
    RETURN v_rows;
END
$$;
