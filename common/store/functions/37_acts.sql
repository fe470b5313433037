-- What supervisors do on the floor (twins of common/rules/floor_acts.py).

CREATE FUNCTION refuse_foreign() RETURNS void
LANGUAGE sql AS $$
    SELECT refuse('not_permitted', '{"permission": "floor_acts"}')
$$;

CREATE FUNCTION actor_at(p_centre text, p_counter text) RETURNS seats
LANGUAGE plpgsql AS $$
DECLARE
    v_seat seats;
BEGIN
    PERFORM permitted_at(p_centre, p_counter, 'floor_acts');
    SELECT * INTO v_seat FROM seats WHERE centre = p_centre AND counter = p_counter;
    RETURN v_seat;
END
$$;

CREATE FUNCTION entity_of(p_seat seats) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT entity::text FROM operators WHERE centre = p_seat.centre AND code = p_seat.operator
$$;

-- Whoever belongs to an entity acts on its counters only.
CREATE FUNCTION require_own_counter(p_seat seats, p_at text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_profile text;
    v_entity text := entity_of(p_seat);
BEGIN
    SELECT profile INTO v_profile FROM counters WHERE centre = p_seat.centre AND code = p_at;
    IF NOT FOUND THEN
        PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_at));
    END IF;
    IF v_entity IS NOT NULL AND NOT EXISTS (
        SELECT FROM profile_services ps
        JOIN services s ON s.centre = ps.centre AND s.code = ps.service
        WHERE ps.centre = p_seat.centre AND ps.profile = v_profile AND s.entity = v_entity
    ) THEN
        PERFORM refuse_foreign();
    END IF;
END
$$;

CREATE FUNCTION require_own_service(p_seat seats, p_service text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_entity text := entity_of(p_seat);
BEGIN
    IF v_entity IS NOT NULL AND NOT EXISTS (
        SELECT FROM services
        WHERE centre = p_seat.centre AND code = p_service AND entity = v_entity
    ) THEN
        PERFORM refuse_foreign();
    END IF;
END
$$;

-- Who sits at a counter that is acted on, locked; no operator where nobody does.
CREATE FUNCTION seat_there(p_seat seats, p_at text) RETURNS seats
LANGUAGE plpgsql AS $$
DECLARE
    v_there seats;
    v_theirs text;
    v_entity text := entity_of(p_seat);
BEGIN
    PERFORM require_own_counter(p_seat, p_at);
    SELECT * INTO v_there FROM seats WHERE centre = p_seat.centre AND counter = p_at
    FOR NO KEY UPDATE;
    v_theirs := entity_of(v_there);
    IF v_entity IS NOT NULL AND v_theirs <> v_entity THEN
        PERFORM refuse_foreign();
    END IF;
    v_there.centre := p_seat.centre;
    v_there.counter := p_at;
    RETURN v_there;
END
$$;

-- The same of another counter than the own.
CREATE FUNCTION acted_on(p_seat seats, p_at text) RETURNS seats
LANGUAGE plpgsql AS $$
BEGIN
    IF p_at = p_seat.counter THEN
        PERFORM require_own_counter(p_seat, p_at);
        PERFORM refuse('not_lawful', jsonb_build_object('counter', p_at));
    END IF;
    RETURN seat_there(p_seat, p_at);
END
$$;

-- Let a visitor wait again where he had waited; the answer says whom it concerns.
CREATE FUNCTION put_back(p_centre centres, p_leg legs, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_freed legs;
BEGIN
    PERFORM require_move(p_centre, p_leg, 'free', p_at);
    UPDATE legs SET
        state = 'waiting', version = version + 1, counter = NULL, operator = NULL, calls = 0,
        called_at = NULL, started_at = NULL, hold_reason = NULL
    WHERE id = p_leg.id
    RETURNING * INTO v_freed;
    UPDATE calls SET open = false, withdrawn = true
    WHERE centre = p_leg.centre AND leg = p_leg.id AND open;
    RETURN concat_ws(' ', topics_of(v_freed), topics_of(p_leg));
END
$$;

-- Take a visitor from a counter; the answer says whom it concerns.
CREATE FUNCTION free_leg(
    p_centre centres, p_seat seats, p_leg legs, p_facts jsonb, p_hold boolean, p_at timestamptz
) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'freed', p_leg.ticket, p_leg.id,
        p_counter => p_seat.counter, p_operator => p_seat.operator,
        p_facts => p_facts || jsonb_build_object('held', p_hold)
    );
    IF p_hold THEN
        RETURN concat_ws(' ', topics_of(p_leg), step(
            p_centre, p_leg, 'hold', p_at, jsonb_build_object('at', p_facts -> 'at'), NULL, p_seat
        ));
    END IF;
    RETURN put_back(p_centre, p_leg, p_at);
END
$$;

CREATE FUNCTION free_ticket(
    p_centre text, p_counter text, p_at text, p_leg bigint, p_reason text, p_words text,
    p_hold boolean
) RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := actor_at(p_centre, p_counter);
    v_there seats := acted_on(v_seat, p_at);
    v_because jsonb := because('act', p_reason, p_words);
    v_leg legs := current_leg(v_there);
    v_topics text;
BEGIN
    IF v_leg.id IS DISTINCT FROM p_leg THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM require_own_service(v_seat, v_leg.service);
    v_topics := free_leg(
        v_centre, v_seat, v_leg, v_because || jsonb_build_object('at', p_at), p_hold IS TRUE, v_now
    );
    IF p_hold IS NOT TRUE THEN
        v_topics := concat_ws(' ', v_topics, close_if_asked(v_centre, v_leg, v_now));
    END IF;
    PERFORM notify_change(p_centre, v_topics);
    RETURN QUERY SELECT * FROM legs WHERE id = p_leg;
END
$$;

-- Those on hold at a counter where nobody sits who could go on with them.
CREATE FUNCTION free_held(
    p_centre text, p_counter text, p_at text, p_reason text, p_words text
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := actor_at(p_centre, p_counter);
    v_there seats := seat_there(v_seat, p_at);
    v_entity text := entity_of(v_seat);
    v_facts jsonb;
    v_leg legs;
    v_topics text;
    v_count integer := 0;
BEGIN
    IF may(p_centre, v_there.operator, 'serve') THEN
        PERFORM refuse('not_lawful', jsonb_build_object('counter', p_at));
    END IF;
    v_facts := because('act', p_reason, p_words)
        || jsonb_build_object('at', p_at, 'from_hold', true);
    FOR v_leg IN
        SELECT l.* FROM legs l
        WHERE l.centre = p_centre AND l.day = day_of(v_centre, v_now) AND l.counter = p_at
            AND l.state = 'held'
            AND (v_entity IS NULL OR EXISTS (
                SELECT FROM services s
                WHERE s.centre = l.centre AND s.code = l.service AND s.entity = v_entity
            ))
        ORDER BY l.id
        FOR NO KEY UPDATE
    LOOP
        PERFORM log_event(
            p_centre, day_of(v_centre, v_now), v_now, 'freed', v_leg.ticket, v_leg.id,
            p_counter => p_counter, p_operator => v_seat.operator, p_facts => v_facts
        );
        v_topics := concat_ws(' ', v_topics, put_back(v_centre, v_leg, v_now));
        v_count := v_count + 1;
    END LOOP;
    IF v_count = 0 THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM notify_change(p_centre, v_topics);
    RETURN v_count;
END
$$;

CREATE FUNCTION send_home(
    p_centre text, p_counter text, p_at text, p_reason text, p_words text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := actor_at(p_centre, p_counter);
    v_there seats := acted_on(v_seat, p_at);
    v_facts jsonb := because('act', p_reason, p_words) || jsonb_build_object('at', p_at);
    v_leg legs;
BEGIN
    IF v_there.operator IS NULL THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_at));
    END IF;
    v_leg := current_leg(v_there);
    IF v_leg.id IS NOT NULL THEN
        PERFORM require_own_service(v_seat, v_leg.service);
        PERFORM free_leg(v_centre, v_seat, v_leg, v_facts, false, v_now);
    END IF;
    DELETE FROM seats WHERE centre = p_centre AND counter = p_at;
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'sent_home', p_counter => p_counter,
        p_operator => v_seat.operator, p_facts => v_facts
    );
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'signed_out', p_counter => p_at,
        p_operator => v_there.operator,
        p_facts => jsonb_build_object('sent_home', v_facts -> 'reason')
    );
    PERFORM notify_change(p_centre, '*');
END
$$;

CREATE FUNCTION switch_service(
    p_centre text, p_seat seats, p_service text, p_facts jsonb, p_closed boolean
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_day date := day_of(v_centre, v_now);
BEGIN
    PERFORM rules_of(v_centre, p_service);
    PERFORM require_own_service(p_seat, p_service);
    -- What is of a day before goes with it.
    DELETE FROM service_closures WHERE centre = p_centre AND day <> v_day;
    IF p_closed THEN
        INSERT INTO service_closures (centre, day, service, since)
        VALUES (p_centre, v_day, p_service, v_now)
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM service_closures
        WHERE centre = p_centre AND day = v_day AND service = p_service;
    END IF;
    IF FOUND THEN
        PERFORM log_event(
            p_centre, v_day, v_now,
            CASE WHEN p_closed THEN 'service_closed' ELSE 'service_opened' END,
            p_counter => p_seat.counter, p_operator => p_seat.operator,
            p_facts => p_facts || jsonb_build_object('service', p_service)
        );
        PERFORM notify_change(p_centre, 's:' || p_service);
    END IF;
END
$$;

CREATE FUNCTION close_service(
    p_centre text, p_counter text, p_service text, p_reason text, p_words text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_seat seats := actor_at(p_centre, p_counter);
BEGIN
    PERFORM switch_service(p_centre, v_seat, p_service, because('act', p_reason, p_words), true);
END
$$;

CREATE FUNCTION open_service(p_centre text, p_counter text, p_service text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_seat seats := actor_at(p_centre, p_counter);
BEGIN
    PERFORM switch_service(p_centre, v_seat, p_service, '{}', false);
END
$$;

CREATE FUNCTION switch_extra(
    p_centre text, p_counter text, p_at text, p_service text, p_added boolean
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_day date := day_of(v_centre, v_now);
    v_seat seats := actor_at(p_centre, p_counter);
BEGIN
    PERFORM require_own_counter(v_seat, p_at);
    PERFORM rules_of(v_centre, p_service);
    PERFORM require_own_service(v_seat, p_service);
    DELETE FROM counter_extras WHERE centre = p_centre AND day <> v_day;
    IF p_added THEN
        INSERT INTO counter_extras (centre, day, counter, service)
        VALUES (p_centre, v_day, p_at, p_service)
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM counter_extras
        WHERE centre = p_centre AND day = v_day AND counter = p_at AND service = p_service;
    END IF;
    IF FOUND THEN
        PERFORM log_event(
            p_centre, v_day, v_now,
            CASE WHEN p_added THEN 'service_added' ELSE 'service_withdrawn' END,
            p_counter => p_counter, p_operator => v_seat.operator,
            p_facts => jsonb_build_object('at', p_at, 'service', p_service)
        );
        PERFORM notify_change(p_centre, '*');
    END IF;
END
$$;

CREATE FUNCTION add_service(p_centre text, p_counter text, p_at text, p_service text)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT switch_extra(p_centre, p_counter, p_at, p_service, true)
$$;

CREATE FUNCTION withdraw_service(p_centre text, p_counter text, p_at text, p_service text)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT switch_extra(p_centre, p_counter, p_at, p_service, false)
$$;
