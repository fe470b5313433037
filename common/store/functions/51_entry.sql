-- How somebody comes to a PIN of his own (twins of common/rules/shifts.py).

-- Takes another PIN of whoever has shown the old one, in a transaction that was committed before.
-- What he shows now is stretched at his console: nobody but him ever knows it.
CREATE FUNCTION change_pin(
    p_centre text, p_counter text, p_operator text, p_salt text, p_verifier text
) RETURNS TABLE (reason text, facts jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_right boolean;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    IF NOT is_pin(p_salt, p_verifier) THEN
        PERFORM refuse('not_lawful');
    END IF;
    PERFORM one_sign_in(p_centre, p_counter, p_operator);
    v_right := was_right(p_centre, p_counter, p_operator);
    IF v_right IS NOT TRUE THEN
        IF NOT v_right THEN
            PERFORM log_miss(p_centre, p_counter, p_operator, v_now);
        END IF;
        reason := 'wrong_pin';
        RETURN NEXT;
        RETURN;
    END IF;
    UPDATE pins SET
        salt = p_salt, verifier = p_verifier, misses = 0, last_miss = NULL, must_change = false
    WHERE centre = p_centre AND operator = p_operator;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'pin_changed',
        p_counter => p_counter, p_operator => p_operator
    );
    RETURN NEXT;
END
$$;

-- Whether anybody of the centre ever got a PIN; who, is nobody's business.
CREATE FUNCTION has_pins(p_centre text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM pins WHERE centre = p_centre)
$$;

-- The first administrator (twin of common/rules/first_run.py): only while nobody has a PIN, one
-- after another, so that of two computers one is refused.
CREATE FUNCTION make_first_administrator(
    p_centre text, p_counter text, p_seen integer, p_operator text, p_name text, p_file text,
    p_salt text, p_verifier text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres;
    v_role text;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    PERFORM pg_advisory_xact_lock(hashtextextended('set-up of ' || p_centre, 0));
    v_centre := centre_of(p_centre);
    IF has_pins(p_centre) THEN
        PERFORM refuse('has_administrator');
    ELSIF v_centre.version <> p_seen THEN
        PERFORM refuse('setup_changed', jsonb_build_object('version', v_centre.version));
    ELSIF (
        p_operator ~ '^[a-z0-9][a-z0-9._-]{0,31}$' AND is_word(p_name)
        AND octet_length(p_file) <= 16777216
    ) IS NOT TRUE THEN
        PERFORM refuse('person_unfit', '{"fault": "code"}');
    ELSIF NOT is_pin(p_salt, p_verifier) THEN
        PERFORM refuse('not_lawful');
    END IF;
    SELECT role INTO v_role FROM operators WHERE centre = p_centre AND code = p_operator;
    IF NOT FOUND THEN
        INSERT INTO operators (centre, code, position, name, role)
        VALUES (p_centre, p_operator, (
            SELECT coalesce(max(position) + 1, 0) FROM operators WHERE centre = p_centre
        ), p_name, 'administrator');
        UPDATE centres SET version = p_seen + 1 WHERE centre = p_centre;
        INSERT INTO floor_versions (centre, version, at, operator, what, file)
        VALUES (p_centre, p_seen + 1, v_now, p_operator, 'the first administrator', p_file);
        PERFORM log_event(
            p_centre, day_of(v_centre, v_now), v_now, 'floor_changed', p_counter => p_counter,
            p_operator => p_operator, p_facts => jsonb_build_object('version', p_seen + 1)
        );
    ELSIF v_role <> 'administrator' THEN
        PERFORM refuse('person_unfit', '{"fault": "known"}');
    END IF;
    INSERT INTO pins (centre, operator, salt, verifier, misses, must_change)
    VALUES (p_centre, p_operator, p_salt, p_verifier, 0, false);
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'pin_set', p_counter => p_counter,
        p_operator => p_operator, p_facts => '{"first": true}'
    );
    PERFORM notify_change(p_centre, '*');
END
$$;
