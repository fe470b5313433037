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
    PERFORM one_sign_in(p_centre);
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
