-- The building has to be left (twins of common/rules/alarm.py).

CREATE FUNCTION switch_evacuation(p_centre text, p_counter text, p_on boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
    v_operator text;
BEGIN
    v_operator := permitted_at(p_centre, p_counter, 'evacuate');
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
