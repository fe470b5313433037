-- The building has to be left (twins of common/rules/alarm.py).

-- Twin of steps.require_supervisor.
CREATE FUNCTION supervisor_at(p_centre text, p_counter text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_operator operators;
BEGIN
    IF NOT EXISTS (SELECT FROM counters WHERE centre = p_centre AND code = p_counter) THEN
        PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_counter));
    END IF;
    SELECT o.* INTO v_operator FROM seats s
    JOIN operators o ON o.centre = s.centre AND o.code = s.operator
    WHERE s.centre = p_centre AND s.counter = p_counter;
    IF NOT FOUND THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_counter));
    ELSIF v_operator.role = 'operator' THEN
        PERFORM refuse('not_permitted', jsonb_build_object('counter', p_counter));
    END IF;
    RETURN v_operator.code;
END
$$;

CREATE FUNCTION switch_evacuation(p_centre text, p_counter text, p_on boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
    v_operator text;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    v_operator := supervisor_at(p_centre, p_counter);
    IF p_on THEN
        INSERT INTO evacuations (centre, since, counter) VALUES (p_centre, v_now, p_counter)
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM evacuations WHERE centre = p_centre;
    END IF;
    IF FOUND THEN
        PERFORM log_event(
            p_centre, day_of(centre_of(p_centre), v_now), v_now,
            CASE WHEN p_on THEN 'evacuated' ELSE 'evacuation_lifted' END,
            p_counter => p_counter, p_operator => v_operator
        );
        PERFORM notify_change(p_centre, '*');
    END IF;
END
$$;

CREATE FUNCTION evacuate(p_centre text, p_counter text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT switch_evacuation(p_centre, p_counter, true)
$$;

CREATE FUNCTION lift_evacuation(p_centre text, p_counter text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT switch_evacuation(p_centre, p_counter, false)
$$;
