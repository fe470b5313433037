-- What staff do at a kiosk, behind a PIN (twins of common/rules/staff.py).

-- Where the tries of a kiosk are counted: no counter's code has a space.
CREATE FUNCTION staff_place(p_kiosk text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT 'kiosk ' || p_kiosk
$$;

CREATE FUNCTION log_staff(
    p_centre text, p_kiosk text, p_operator text, p_kind text, p_facts jsonb
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
BEGIN
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, p_kind, p_operator => p_operator,
        p_device => p_kiosk, p_facts => p_facts
    );
END
$$;

CREATE FUNCTION staff_salt(p_centre text, p_kiosk text, p_operator text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    RETURN (pin_at(p_centre, staff_place(p_kiosk), p_operator, store_now())).salt;
END
$$;

CREATE FUNCTION show_staff_pin(p_centre text, p_kiosk text, p_operator text, p_proof text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM one_sign_in(p_centre, staff_place(p_kiosk), p_operator);
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    PERFORM count_shown(p_centre, staff_place(p_kiosk), p_operator, p_proof);
END
$$;

CREATE FUNCTION enter_staff(p_centre text, p_kiosk text, p_operator text)
RETURNS TABLE (reason text, facts jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_right boolean;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    PERFORM one_sign_in(p_centre, staff_place(p_kiosk), p_operator);
    v_right := was_right(p_centre, staff_place(p_kiosk), p_operator);
    IF v_right IS NOT TRUE THEN
        IF NOT v_right THEN
            PERFORM log_staff(
                p_centre, p_kiosk, p_operator, 'sign_in_failed', misses_of(p_centre, p_operator)
            );
        END IF;
        reason := 'wrong_pin';
    ELSIF must_change(p_centre, p_operator) THEN
        reason := 'pin_must_change';
    ELSIF NOT may(p_centre, p_operator, 'floor_acts') THEN
        reason := 'not_permitted';
        facts := jsonb_build_object('operator', p_operator);
    ELSE
        PERFORM log_staff(p_centre, p_kiosk, p_operator, 'staff', '{"did": "entered"}');
    END IF;
    RETURN NEXT;
END
$$;

-- Only what follows an entry of the same person at the same kiosk is believed to be his.
CREATE FUNCTION note_staff(p_centre text, p_kiosk text, p_operator text, p_did text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_entered timestamptz;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    SELECT at INTO v_entered FROM events
    WHERE centre = p_centre AND day = day_of(centre_of(p_centre), v_now) AND kind = 'staff'
        AND device = p_kiosk AND operator = p_operator AND facts->>'did' = 'entered'
    ORDER BY id DESC LIMIT 1;
    IF (
        v_now - v_entered <= interval '15 minutes'
        AND p_did IN (
            'printer_test', 'paper_changed', 'out_of_service', 'in_service', 'restart', 'quit'
        )
    ) IS NOT TRUE THEN
        PERFORM refuse('not_permitted', jsonb_build_object('operator', p_operator));
    END IF;
    PERFORM log_staff(
        p_centre, p_kiosk, p_operator, 'staff', jsonb_build_object('did', p_did)
    );
END
$$;
