-- How a day is ended (twins of common/rules/day_end.py, and of read_day in common/store/day_end.py).

-- Nothing begins on a day that somebody has ended. Whoever begins something holds the day until he
-- has committed; whoever ends it waits for that.
CREATE FUNCTION refuse_ended(p_centre centres, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('day of ' || p_centre.centre, 0));
    IF EXISTS (
        SELECT FROM ended_days WHERE centre = p_centre.centre AND day = day_of(p_centre, p_at)
    ) THEN
        PERFORM refuse('day_ended');
    END IF;
END
$$;

CREATE FUNCTION day_now(p_centre text, p_day date, p_counter text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM permitted_at(p_centre, p_counter, 'end_day');
    RETURN jsonb_build_object(
        'visits', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'ticket', l.ticket, 'label', t.label, 'service', l.service, 'state', l.state,
                'counter', l.counter, 'operator', l.operator, 'since', ticks(CASE l.state
                    WHEN 'called' THEN l.called_at WHEN 'serving' THEN l.started_at
                    ELSE l.arrived_at
                END)
            ) ORDER BY l.ticket, l.state = 'away', l.id), '[]')
            FROM legs l JOIN tickets t ON t.id = l.ticket
            WHERE l.centre = p_centre AND l.day = p_day
                AND l.state IN ('waiting', 'called', 'serving', 'held', 'away')
        ),
        'seats', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'counter', s.counter, 'operator', s.operator, 'since', ticks(s.since),
                'busy', EXISTS (
                    SELECT FROM legs l WHERE l.centre = s.centre AND l.counter = s.counter
                        AND l.state IN ('called', 'serving')
                )
            )), '[]')
            FROM seats s WHERE s.centre = p_centre
        ),
        'states', (
            SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') FROM (
                SELECT l.state, count(*) AS count FROM legs l
                WHERE l.centre = p_centre AND l.day = p_day GROUP BY l.state
            ) r
        ),
        'tickets', jsonb_build_array(jsonb_build_object('count', (
            SELECT count(*) FROM tickets t WHERE t.centre = p_centre AND t.day = p_day
        )))
    );
END
$$;

CREATE FUNCTION settle(
    p_centre text, p_counter text, p_how text, p_ticket bigint, p_words text
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_day date := day_of(v_centre, v_now);
    v_operator text := permitted_at(p_centre, p_counter, 'end_day');
    v_state text := CASE p_how
        WHEN 'by_hand' THEN 'done' WHEN 'no_show' THEN 'no_show' WHEN 'cancelled' THEN 'cancelled'
    END;
    v_leg legs;
    v_settled bigint[] := '{}';
BEGIN
    PERFORM require_words(p_words);
    IF v_state IS NULL THEN
        PERFORM refuse('not_permitted');
    END IF;
    FOR v_leg IN
        SELECT * FROM legs l
        WHERE l.centre = p_centre AND l.day = v_day
            AND l.state IN ('waiting', 'called', 'serving', 'held', 'away')
            AND (p_ticket IS NULL OR l.ticket = p_ticket)
        ORDER BY l.id
        FOR NO KEY UPDATE
    LOOP
        UPDATE legs SET state = v_state, version = version + 1, ended_at = v_now
        WHERE id = v_leg.id;
        UPDATE calls SET open = false, withdrawn = true
        WHERE centre = p_centre AND leg = v_leg.id AND open;
        PERFORM log_event(
            p_centre, v_day, v_now, CASE p_how WHEN 'by_hand' THEN 'finished' ELSE p_how END,
            v_leg.ticket, v_leg.id, p_counter => p_counter, p_operator => v_operator,
            p_facts => jsonb_strip_nulls(jsonb_build_object(
                'settled', v_leg.state, 'words', nullif(p_words, '')
            ))
        );
        IF v_leg.state IN ('called', 'serving') THEN
            PERFORM close_if_asked(v_centre, v_leg, v_now);
        END IF;
        v_settled := v_settled || v_leg.ticket;
    END LOOP;
    IF cardinality(v_settled) > 0 THEN
        PERFORM notify_change(p_centre, '*');
    ELSIF p_ticket IS NOT NULL THEN
        PERFORM refuse('ticket_gone');
    END IF;
    RETURN (SELECT count(DISTINCT t) FROM unnest(v_settled) AS t);
END
$$;

-- Who ended one of a counter's visits without serving it; written down where he sits himself.
CREATE FUNCTION settled_by(p_centre text, p_counter text, p_leg bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    RETURN (
        SELECT e.operator FROM events e JOIN legs l ON l.id = e.leg
        WHERE e.centre = p_centre AND e.day = day_of(centre_of(p_centre), store_now())
            AND e.leg = p_leg AND l.centre = p_centre AND l.counter = p_counter
            AND e.facts ->> 'settled' IS NOT NULL
        ORDER BY e.id DESC
        LIMIT 1
    );
END
$$;

CREATE FUNCTION close_counters(p_centre text, p_counter text, p_at text) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_seat seats;
    v_leg legs;
    v_closed text[] := '{}';
    v_operator text := permitted_at(p_centre, p_counter, 'end_day');
BEGIN
    PERFORM no_sign_in(p_centre);
    FOR v_seat IN
        SELECT * FROM seats s
        WHERE s.centre = p_centre AND s.counter <> p_counter
            AND (p_at IS NULL OR s.counter = p_at)
        ORDER BY s.counter
        FOR UPDATE
    LOOP
        v_leg := current_leg(v_seat);
        CONTINUE WHEN v_leg.id IS NOT NULL AND p_at IS NULL;
        IF v_leg.id IS NOT NULL THEN
            PERFORM refuse('already_serving', jsonb_build_object('counter', p_at));
        END IF;
        DELETE FROM seats WHERE centre = p_centre AND counter = v_seat.counter;
        PERFORM log_event(
            p_centre, v_day, v_now, 'signed_out', p_counter => v_seat.counter,
            p_operator => v_seat.operator,
            p_facts => jsonb_build_object('closed_from', p_counter, 'by_operator', v_operator)
        );
        v_closed := v_closed || v_seat.counter::text;
    END LOOP;
    IF cardinality(v_closed) > 0 THEN
        PERFORM notify_change(p_centre, '*');
    ELSIF p_at IS NOT NULL THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_at));
    END IF;
    RETURN v_closed;
END
$$;

CREATE FUNCTION end_day(p_centre text, p_counter text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz;
    v_day date;
    v_operator text := permitted_at(p_centre, p_counter, 'end_day');
    v_tickets integer;
    v_counters integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('day of ' || p_centre, 0));
    v_now := store_now();
    v_day := day_of(centre_of(p_centre), v_now);
    IF EXISTS (SELECT FROM ended_days WHERE centre = p_centre AND day = v_day) THEN
        RETURN;
    END IF;
    SELECT count(DISTINCT ticket) INTO v_tickets FROM legs
    WHERE centre = p_centre AND day = v_day
        AND state IN ('waiting', 'called', 'serving', 'held', 'away');
    SELECT count(*) INTO v_counters FROM seats
    WHERE centre = p_centre AND counter <> p_counter;
    IF v_tickets > 0 OR v_counters > 0 THEN
        PERFORM refuse(
            'day_unsettled', jsonb_build_object('tickets', v_tickets, 'counters', v_counters)
        );
    END IF;
    INSERT INTO ended_days (centre, day, since, counter)
    VALUES (p_centre, v_day, v_now, p_counter);
    PERFORM log_event(
        p_centre, v_day, v_now, 'day_ended', p_counter => p_counter, p_operator => v_operator
    );
    PERFORM notify_change(p_centre, '*');
END
$$;

CREATE FUNCTION reopen_day(p_centre text, p_counter text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_operator text := permitted_at(p_centre, p_counter, 'end_day');
BEGIN
    DELETE FROM ended_days WHERE centre = p_centre AND day = v_day;
    IF FOUND THEN
        PERFORM log_event(
            p_centre, v_day, v_now, 'day_reopened', p_counter => p_counter,
            p_operator => v_operator
        );
        PERFORM notify_change(p_centre, '*');
    END IF;
END
$$;
