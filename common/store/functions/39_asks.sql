-- What somebody at a counter asks of others (twins of common/rules/asking.py).

-- asks.is_for.
CREATE FUNCTION is_for(p_ask asks, p_seat seats) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT p_ask.counter <> p_seat.counter AND CASE
        WHEN p_ask.to_counter IS NOT NULL THEN p_ask.to_counter = p_seat.counter
        ELSE may(p_seat.centre, p_seat.operator, 'floor') AND (
            p_ask.kind = 'panic' OR p_ask.entity IS NULL
            OR coalesce(entity_of(p_seat) = p_ask.entity, true)
        )
    END
$$;

-- Whoever asks and whoever is asked.
CREATE FUNCTION wake_for(p_ask asks) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM notify_change(p_ask.centre, concat_ws(
        ' ', 'c:' || p_ask.counter, coalesce('c:' || p_ask.to_counter, (
            SELECT string_agg('c:' || s.counter, ' ' ORDER BY s.counter) FROM seats s
            WHERE s.centre = p_ask.centre AND may(s.centre, s.operator, 'floor')
        ))
    ));
END
$$;

CREATE FUNCTION log_ask(p_seat seats, p_kind text, p_at timestamptz, p_facts jsonb)
RETURNS void
LANGUAGE sql AS $$
    SELECT log_event(
        p_seat.centre, business_day(p_seat.centre, p_at), p_at, p_kind,
        p_counter => p_seat.counter, p_operator => p_seat.operator, p_facts => p_facts
    )
$$;

CREATE FUNCTION new_ask(p_seat seats, p_kind text, p_to text, p_words text, p_at timestamptz)
RETURNS asks
LANGUAGE plpgsql AS $$
DECLARE
    v_ask asks;
BEGIN
    DELETE FROM asks WHERE centre = p_seat.centre AND at < p_at - interval '1 day';
    INSERT INTO asks (centre, day, at, kind, counter, operator, entity, to_counter, words)
    VALUES (
        p_seat.centre, business_day(p_seat.centre, p_at), p_at, p_kind, p_seat.counter,
        p_seat.operator, entity_of(p_seat), p_to, p_words
    )
    RETURNING * INTO v_ask;
    RETURN v_ask;
END
$$;

CREATE FUNCTION ask_colleague(p_centre text, p_counter text, p_to text, p_words text)
RETURNS SETOF asks
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
    v_ask asks;
BEGIN
    IF p_to = p_counter THEN
        PERFORM refuse('not_lawful', jsonb_build_object('counter', p_counter));
    ELSIF p_to IS NOT NULL THEN
        IF NOT EXISTS (SELECT FROM counters WHERE centre = p_centre AND code = p_to) THEN
            PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_to));
        ELSIF NOT EXISTS (SELECT FROM seats WHERE centre = p_centre AND counter = p_to) THEN
            PERFORM refuse('counter_closed', jsonb_build_object('counter', p_to));
        END IF;
    END IF;
    PERFORM require_words(p_words);
    SELECT * INTO v_ask FROM asks
    WHERE centre = p_centre AND day = business_day(p_centre, v_now) AND counter = p_counter
        AND kind = 'help' AND ended_at IS NULL AND seen_at IS NULL
        AND operator = v_seat.operator AND to_counter IS NOT DISTINCT FROM p_to
        AND words = p_words;
    IF FOUND THEN
        RETURN NEXT v_ask;
        RETURN;
    END IF;
    FOR v_ask IN
        UPDATE asks SET ended_at = v_now
        WHERE centre = p_centre AND day = business_day(p_centre, v_now)
            AND counter = p_counter AND kind = 'help' AND ended_at IS NULL
        RETURNING *
    LOOP
        PERFORM wake_for(v_ask);
    END LOOP;
    v_ask := new_ask(v_seat, 'help', p_to, p_words, v_now);
    PERFORM log_ask(v_seat, 'asked', v_now, jsonb_strip_nulls(jsonb_build_object(
        'ask', v_ask.id, 'to_counter', p_to, 'words', nullif(p_words, '')
    )));
    PERFORM wake_for(v_ask);
    RETURN NEXT v_ask;
END
$$;

CREATE FUNCTION panic(p_centre text, p_counter text) RETURNS SETOF asks
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
    v_ask asks;
BEGIN
    SELECT * INTO v_ask FROM asks
    WHERE centre = p_centre AND day = business_day(p_centre, v_now) AND counter = p_counter
        AND kind = 'panic' AND ended_at IS NULL;
    IF NOT FOUND THEN
        v_ask := new_ask(v_seat, 'panic', NULL, '', v_now);
        PERFORM log_ask(v_seat, 'panic', v_now, jsonb_build_object('ask', v_ask.id));
        PERFORM wake_for(v_ask);
    END IF;
    RETURN NEXT v_ask;
END
$$;

CREATE FUNCTION answer_ask(p_centre text, p_counter text, p_ask bigint, p_ended boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
    v_ask asks;
    v_facts jsonb := jsonb_build_object('ask', p_ask);
BEGIN
    SELECT * INTO v_ask FROM asks
    WHERE centre = p_centre AND day = business_day(p_centre, v_now) AND id = p_ask
        AND ended_at IS NULL
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('unknown_ask', v_facts);
    END IF;
    IF NOT is_for(v_ask, v_seat) THEN
        IF v_ask.counter <> p_counter THEN
            PERFORM refuse('not_permitted', v_facts);
        ELSIF NOT p_ended THEN
            RETURN;
        END IF;
    ELSIF v_ask.seen_at IS NULL THEN
        UPDATE asks SET seen_at = v_now, seen_by = v_seat.operator WHERE id = p_ask;
        PERFORM log_ask(v_seat, 'ask_seen', v_now, v_facts);
    ELSIF NOT p_ended THEN
        RETURN;
    END IF;
    IF p_ended THEN
        UPDATE asks SET ended_at = v_now WHERE id = p_ask;
        PERFORM log_ask(v_seat, 'ask_ended', v_now, v_facts);
    END IF;
    PERFORM wake_for(v_ask);
END
$$;

-- What is asked of whoever sits at a counter, and what he asks.
CREATE FUNCTION asks_here(p_centre text, p_day date, p_counter text) RETURNS SETOF asks
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_seat seats;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    SELECT * INTO v_seat FROM seats WHERE centre = p_centre AND counter = p_counter;
    RETURN QUERY
        SELECT a.* FROM asks a
        WHERE a.centre = p_centre AND a.day = p_day
            AND a.ended_at IS NULL AND (a.counter = v_seat.counter OR is_for(a, v_seat))
        ORDER BY a.id;
END
$$;
