-- How operators come to a counter and leave it (twins of common/rules/shifts.py).

CREATE FUNCTION pin_of(p_centre text, p_counter text, p_operator text, p_at timestamptz)
RETURNS pins
LANGUAGE plpgsql AS $$
DECLARE
    v_pin pins;
    v_left interval;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    IF NOT EXISTS (SELECT FROM counters WHERE centre = p_centre AND code = p_counter) THEN
        PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_counter));
    END IF;
    SELECT p.* INTO v_pin
    FROM pins p JOIN operators o ON o.centre = p.centre AND o.code = p.operator
    WHERE p.centre = p_centre AND p.operator = p_operator
    FOR NO KEY UPDATE OF p;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_pin');
    END IF;
    v_left := left_of(interval '60 seconds', v_pin.last_miss, p_at);
    IF v_pin.misses >= 5 AND v_left > interval '0' THEN
        PERFORM refuse(
            'locked_out', jsonb_build_object('seconds', whole_seconds_left(v_left))
        );
    END IF;
    RETURN v_pin;
END
$$;

CREATE FUNCTION pin_salt(p_centre text, p_counter text, p_operator text) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT salt FROM pin_of(p_centre, p_counter, p_operator, store_now())
$$;

CREATE FUNCTION take_seat(p_centre centres, p_counter text, p_operator text, p_at timestamptz)
RETURNS seats
LANGUAGE plpgsql AS $$
DECLARE
    v_seat seats;
    v_wanted seats := ROW(p_centre.centre, p_counter, p_operator, p_at);
    v_facts jsonb := '{}';
BEGIN
    SELECT * INTO v_seat FROM seats WHERE centre = p_centre.centre AND counter = p_counter;
    IF FOUND AND v_seat.operator <> p_operator THEN
        PERFORM refuse('counter_taken', jsonb_build_object(
            'counter', p_counter, 'operator', v_seat.operator
        ));
    ELSIF FOUND THEN
        v_facts := '{"again": true}';
    ELSE
        SELECT * INTO v_seat FROM seats WHERE centre = p_centre.centre AND operator = p_operator;
        IF FOUND THEN
            PERFORM refuse(
                'operator_elsewhere', jsonb_build_object('counter', v_seat.counter)
            );
        END IF;
        IF NOT EXISTS (SELECT FROM work_of(v_wanted)) THEN
            PERFORM refuse('not_served_here', jsonb_build_object('counter', p_counter));
        END IF;
        INSERT INTO seats (centre, counter, operator, since)
        VALUES (p_centre.centre, p_counter, p_operator, p_at)
        RETURNING * INTO v_seat;
        PERFORM notify_change(p_centre.centre, 'c:' || p_counter);
    END IF;
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'signed_in',
        p_counter => p_counter, p_operator => p_operator, p_facts => v_facts
    );
    RETURN v_seat;
END
$$;

-- No row, and one miss more, where the proof is not that of the PIN.
CREATE FUNCTION sign_in(p_centre text, p_counter text, p_operator text, p_proof text)
RETURNS SETOF seats
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_pin pins;
    v_misses integer;
BEGIN
    -- One sign-in after another, and none while the set-up is replaced: two that cross would
    -- wait for one another for ever, and a seat could outlive its counter.
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('set-up of ' || p_centre, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('seats of ' || p_centre, 0));
    v_pin := pin_of(p_centre, p_counter, p_operator, v_now);
    IF encode(sha256(p_proof::bytea), 'hex') <> v_pin.verifier THEN
        v_misses := CASE WHEN v_pin.misses >= 5 THEN 1 ELSE v_pin.misses + 1 END;
        UPDATE pins SET misses = v_misses, last_miss = v_now
        WHERE centre = p_centre AND operator = p_operator;
        PERFORM log_event(
            p_centre, day_of(v_centre, v_now), v_now, 'sign_in_failed', p_counter => p_counter,
            p_operator => p_operator, p_facts => jsonb_build_object('misses', v_misses)
        );
        RETURN;
    END IF;
    RETURN NEXT take_seat(v_centre, p_counter, p_operator, v_now);
    IF v_pin.misses > 0 THEN
        UPDATE pins SET misses = 0, last_miss = NULL
        WHERE centre = p_centre AND operator = p_operator;
    END IF;
END
$$;

CREATE FUNCTION sign_out(p_centre text, p_counter text, p_leaves_held boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_current legs := current_leg(v_seat);
    v_held integer;
BEGIN
    IF v_current.id IS NOT NULL THEN
        PERFORM refuse('already_serving', jsonb_build_object('counter', p_counter));
    END IF;
    SELECT count(*) INTO v_held FROM legs
    WHERE centre = p_centre AND day = day_of(v_centre, v_now) AND counter = p_counter
        AND state = 'held';
    IF v_held > 0 AND NOT p_leaves_held THEN
        PERFORM refuse('visitors_held', jsonb_build_object('count', v_held));
    END IF;
    DELETE FROM seats WHERE centre = p_centre AND counter = p_counter;
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'signed_out',
        p_counter => p_counter, p_operator => v_seat.operator
    );
    -- Whom this counter was to call back is now anyone's who serves his service.
    PERFORM notify_change(p_centre, '*');
END
$$;

CREATE FUNCTION set_pin(p_centre text, p_operator text, p_salt text, p_verifier text,
    p_must_change boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
BEGIN
    PERFORM require_admin(p_centre);
    IF NOT EXISTS (SELECT FROM operators WHERE centre = p_centre AND code = p_operator) THEN
        PERFORM refuse('not_permitted', jsonb_build_object('operator', p_operator));
    END IF;
    INSERT INTO pins (centre, operator, salt, verifier, misses, must_change)
    VALUES (p_centre, p_operator, p_salt, p_verifier, 0, p_must_change)
    ON CONFLICT (centre, operator) DO UPDATE SET
        salt = p_salt, verifier = p_verifier, misses = 0, last_miss = NULL,
        must_change = p_must_change;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'pin_set', p_operator => p_operator
    );
END
$$;

CREATE FUNCTION pins_missing(p_centre text) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_admin(p_centre);
    RETURN QUERY
        SELECT o.code::text FROM operators o
        WHERE o.centre = p_centre AND NOT EXISTS (
            SELECT FROM pins p WHERE p.centre = o.centre AND p.operator = o.code
        )
        ORDER BY o.position;
END
$$;
