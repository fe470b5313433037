-- What roles may do (twins of common/rules/steps.py and refusals.py).

CREATE FUNCTION may(p_centre text, p_operator text, p_permission text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM operators o
        JOIN role_permissions r ON r.centre = o.centre AND r.role = o.role
        WHERE o.centre = p_centre AND o.code = p_operator AND r.permission = p_permission
            -- permissions.OF_ALL
            AND (o.entity IS NULL OR r.permission <> 'end_day')
    )
$$;

CREATE FUNCTION require_permission(p_seat seats, p_permission text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT may(p_seat.centre, p_seat.operator, p_permission) THEN
        PERFORM refuse('not_permitted', jsonb_build_object('permission', p_permission));
    END IF;
END
$$;

-- Who sits at a counter and may do something. Keeps nobody waiting: the seat is not locked.
CREATE FUNCTION permitted_at(p_centre text, p_counter text, p_permission text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_seat seats;
BEGIN
    PERFORM require_counter(p_centre, p_counter);
    SELECT s.* INTO v_seat FROM seats s
    JOIN operators o ON o.centre = s.centre AND o.code = s.operator
    WHERE s.centre = p_centre AND s.counter = p_counter;
    IF NOT FOUND THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_counter));
    END IF;
    PERFORM require_permission(v_seat, p_permission);
    RETURN v_seat.operator;
END
$$;

-- Somebody tried what he may not: written down after the refusal, which itself leaves no trace.
-- Of reading the same is written down once a minute: a page reads again and again.
CREATE FUNCTION note_refusal(p_centre text, p_counter text, p_what text, p_reading boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_seat seats;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    IF NOT is_word(p_what) IS TRUE THEN
        PERFORM refuse('not_lawful', jsonb_build_object('what', left(p_what, 64)));
    END IF;
    IF NOT EXISTS (SELECT FROM counters WHERE centre = p_centre AND code = p_counter) THEN
        PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_counter));
    END IF;
    SELECT s.* INTO v_seat FROM seats s
    WHERE s.centre = p_centre AND s.counter = p_counter;
    IF NOT FOUND THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_counter));
    END IF;
    IF p_reading AND EXISTS (
        SELECT FROM events e
        WHERE e.centre = p_centre AND e.day = v_day AND e.kind = 'not_permitted'
            AND e.operator = v_seat.operator AND e.at > v_now - interval '1 minute'
            AND e.facts ->> 'what' = p_what
    ) THEN
        RETURN;
    END IF;
    PERFORM log_event(
        p_centre, v_day, v_now, 'not_permitted',
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('what', p_what)
    );
END
$$;

-- Whether somebody may do something with whoever it is: of his own entity, if he has one.
CREATE FUNCTION may_on(p_seat seats, p_leg legs, p_permission text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT may(p_seat.centre, p_seat.operator, p_permission) AND EXISTS (
        SELECT FROM operators o
        WHERE o.centre = p_seat.centre AND o.code = p_seat.operator AND (
            o.entity IS NULL OR o.entity = (
                SELECT s.entity FROM services s
                WHERE s.centre = p_leg.centre AND s.code = p_leg.service
            )
        )
    )
$$;
