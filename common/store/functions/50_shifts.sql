-- How operators come to a counter and leave it (twins of common/rules/shifts.py).

CREATE FUNCTION refuse_locked(
    p_misses integer, p_allowed integer, p_last_miss timestamptz, p_at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_left interval := left_of(interval '60 seconds', p_last_miss, p_at);
BEGIN
    IF p_misses >= p_allowed AND v_left > interval '0' THEN
        PERFORM refuse(
            'locked_out', jsonb_build_object('seconds', whole_seconds_left(v_left))
        );
    END IF;
END
$$;

-- The PIN of an operator where it is to be shown: at a counter, or wherever else one is asked for.
CREATE FUNCTION pin_at(p_centre text, p_place text, p_operator text, p_at timestamptz)
RETURNS pins
LANGUAGE plpgsql AS $$
DECLARE
    v_try pin_tries;
    v_pin pins;
BEGIN
    SELECT * INTO v_try FROM pin_tries WHERE centre = p_centre AND counter = p_place
    FOR NO KEY UPDATE;
    PERFORM refuse_locked(v_try.misses, 10, v_try.last_miss, p_at);
    SELECT p.* INTO v_pin
    FROM pins p JOIN operators o ON o.centre = p.centre AND o.code = p.operator
    WHERE p.centre = p_centre AND p.operator = p_operator
    FOR NO KEY UPDATE OF p;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_pin');
    END IF;
    PERFORM refuse_locked(v_pin.misses, 5, v_pin.last_miss, p_at);
    RETURN v_pin;
END
$$;

CREATE FUNCTION pin_salt(p_centre text, p_counter text, p_operator text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_counter(p_centre, p_counter);
    RETURN (pin_at(p_centre, p_counter, p_operator, store_now())).salt;
END
$$;

-- Sign-ins at one place go one after another, and so do those of one person: two that cross would
-- wait for one another for ever. None goes while the set-up is replaced: a seat could outlive its
-- counter. Others need not wait: in the morning a whole hall signs in at once.
CREATE FUNCTION one_sign_in(p_centre text, p_place text, p_operator text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('set-up of ' || p_centre, 0));
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('seats of ' || p_centre, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended(
        format('seat at %s of %s', p_place, p_centre), 0
    ));
    PERFORM pg_advisory_xact_lock(hashtextextended(
        format('seat for %s of %s', p_operator, p_centre), 0
    ));
END
$$;

-- Nobody signs in anywhere until this has been committed.
CREATE FUNCTION no_sign_in(p_centre text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('set-up of ' || p_centre, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('seats of ' || p_centre, 0));
END
$$;

-- Counts what is shown as a miss. Nothing here says whether it is one: who could roll the count
-- back after the answer could try for ever.
CREATE FUNCTION count_shown(p_centre text, p_place text, p_operator text, p_proof text)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
    v_shown text := encode(sha256(convert_to(p_proof, 'UTF8')), 'hex');
BEGIN
    PERFORM pin_at(p_centre, p_place, p_operator, v_now);
    -- A console repeats what was lost on the way; nobody was told anything yet.
    PERFORM FROM pin_tries
    WHERE centre = p_centre AND counter = p_place AND operator = p_operator
        AND shown = v_shown;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE pins SET
        misses = CASE WHEN misses >= 5 THEN 1 ELSE misses + 1 END, last_miss = v_now
    WHERE centre = p_centre AND operator = p_operator;
    INSERT INTO pin_tries AS t (centre, counter, operator, shown, shown_in, misses, last_miss)
    VALUES (
        p_centre, p_place, p_operator, v_shown, pg_current_xact_id()::text::bigint, 1, v_now
    )
    ON CONFLICT (centre, counter) DO UPDATE SET
        operator = excluded.operator, shown = excluded.shown, shown_in = excluded.shown_in,
        misses = 1 + CASE
            WHEN left_of(interval '60 seconds', t.last_miss, v_now) > interval '0' THEN t.misses
            ELSE 0
        END,
        last_miss = v_now;
END
$$;

CREATE FUNCTION show_pin(p_centre text, p_counter text, p_operator text, p_proof text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM one_sign_in(p_centre, p_counter, p_operator);
    PERFORM require_counter(p_centre, p_counter);
    PERFORM count_shown(p_centre, p_counter, p_operator, p_proof);
END
$$;

-- Whether what was shown, in a transaction that was committed before, is the PIN; nothing where
-- nothing was shown.
CREATE FUNCTION was_right(p_centre text, p_place text, p_operator text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v_try pin_tries;
    v_pin pins;
    v_right boolean;
BEGIN
    SELECT * INTO v_try FROM pin_tries
    WHERE centre = p_centre AND counter = p_place AND operator = p_operator
        AND shown IS NOT NULL AND shown_in <> pg_current_xact_id()::text::bigint
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT * INTO v_pin FROM pins WHERE centre = p_centre AND operator = p_operator
    FOR NO KEY UPDATE;
    v_right := coalesce(v_try.shown = v_pin.verifier, false);
    UPDATE pin_tries SET shown = NULL, misses = misses - v_right::integer
    WHERE centre = p_centre AND counter = p_place;
    IF v_right THEN
        UPDATE pins SET misses = 0, last_miss = NULL
        WHERE centre = p_centre AND operator = p_operator;
    END IF;
    RETURN v_right;
END
$$;

-- The seat that an operator gets at a counter, or why he gets none.
CREATE FUNCTION take_seat(
    p_centre centres, p_counter text, p_operator text, p_at timestamptz,
    OUT counter text, OUT operator text, OUT since timestamptz, OUT paused_since timestamptz,
    OUT pause_reason text, OUT closing boolean, OUT reason text, OUT facts jsonb
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_seat seats;
    v_wanted seats;
    v_again boolean;
BEGIN
    v_wanted.centre := p_centre.centre;
    v_wanted.counter := p_counter;
    v_wanted.operator := p_operator;
    SELECT * INTO v_seat FROM seats s WHERE s.centre = p_centre.centre AND s.counter = p_counter;
    v_again := FOUND;
    IF v_again AND v_seat.operator <> p_operator THEN
        reason := 'counter_taken';
        facts := jsonb_build_object('counter', p_counter, 'operator', v_seat.operator);
        RETURN;
    ELSIF NOT v_again THEN
        SELECT * INTO v_seat FROM seats s
        WHERE s.centre = p_centre.centre AND s.operator = p_operator;
        IF FOUND THEN
            reason := 'operator_elsewhere';
            facts := jsonb_build_object('counter', v_seat.counter);
            RETURN;
        ELSIF NOT EXISTS (SELECT FROM work_of(v_wanted)) AND (
            may(p_centre.centre, p_operator, 'serve') OR NOT EXISTS (
                SELECT FROM operators o
                JOIN role_permissions r ON r.centre = o.centre AND r.role = o.role
                WHERE o.centre = p_centre.centre AND o.code = p_operator
            )
        ) THEN
            reason := 'not_served_here';
            facts := jsonb_build_object('counter', p_counter);
            RETURN;
        END IF;
        INSERT INTO seats (centre, counter, operator, since)
        VALUES (p_centre.centre, p_counter, p_operator, p_at)
        RETURNING * INTO v_seat;
        PERFORM notify_change(p_centre.centre, 'c:' || p_counter);
    END IF;
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'signed_in', p_counter => p_counter,
        p_operator => p_operator,
        p_facts => CASE WHEN v_again THEN '{"again": true}' ELSE '{}' END::jsonb
    );
    counter := v_seat.counter;
    operator := v_seat.operator;
    since := v_seat.since;
    paused_since := v_seat.paused_since;
    pause_reason := v_seat.pause_reason;
    closing := v_seat.closing;
END
$$;

CREATE FUNCTION misses_of(p_centre text, p_operator text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('misses', misses) FROM pins
    WHERE centre = p_centre AND operator = p_operator
$$;

CREATE FUNCTION log_miss(p_centre text, p_counter text, p_operator text, p_at timestamptz)
RETURNS void
LANGUAGE sql AS $$
    SELECT log_event(
        p_centre, day_of(centre_of(p_centre), p_at), p_at, 'sign_in_failed',
        p_counter => p_counter, p_operator => p_operator,
        p_facts => misses_of(p_centre, p_operator)
    )
$$;

-- A PIN that was given to somebody opens nothing until he has chosen one of his own.
CREATE FUNCTION must_change(p_centre text, p_operator text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT p.must_change FROM pins p WHERE p.centre = p_centre AND p.operator = p_operator
$$;

-- Whether a salt and a digest are what a console can make of a PIN: everybody who tries that PIN
-- pays the cost that stands in the salt.
CREATE FUNCTION is_pin(p_salt text, p_verifier text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((
        SELECT c[1]::integer BETWEEN 8 * c[3]::integer AND 262144
            AND c[2]::integer BETWEEN 1 AND 10 AND c[3]::integer BETWEEN 1 AND 16
        FROM regexp_match(
            p_salt, '^argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$[A-Za-z0-9+/]{22}$'
        ) AS c
    ) AND p_verifier ~ '^[0-9a-f]{64}$', false)
$$;

-- Says of what was shown, in a transaction that was committed before, whether it is the PIN.
CREATE FUNCTION sign_in(p_centre text, p_counter text, p_operator text)
RETURNS TABLE (
    counter text, operator text, since timestamptz, paused_since timestamptz, pause_reason text,
    closing boolean, reason text, facts jsonb
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_right boolean;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    PERFORM one_sign_in(p_centre, p_counter, p_operator);
    v_right := was_right(p_centre, p_counter, p_operator);
    IF v_right AND must_change(p_centre, p_operator) THEN
        reason := 'pin_must_change';
        RETURN NEXT;
        RETURN;
    ELSIF v_right THEN
        RETURN QUERY SELECT s.* FROM take_seat(v_centre, p_counter, p_operator, v_now) s;
        RETURN;
    END IF;
    IF NOT v_right THEN
        PERFORM log_miss(p_centre, p_counter, p_operator, v_now);
    END IF;
    reason := 'wrong_pin';
    RETURN NEXT;
END
$$;

-- Nobody leaves those behind whom he put aside, unless he knows it.
CREATE FUNCTION refuse_held(
    p_centre centres, p_counter text, p_leaves_held boolean, p_at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_held integer;
BEGIN
    SELECT count(*) INTO v_held FROM legs
    WHERE centre = p_centre.centre AND day = day_of(p_centre, p_at) AND counter = p_counter
        AND state = 'held';
    IF v_held > 0 AND NOT p_leaves_held THEN
        PERFORM refuse('visitors_held', jsonb_build_object('count', v_held));
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
BEGIN
    IF v_current.id IS NOT NULL THEN
        PERFORM refuse('already_serving', jsonb_build_object('counter', p_counter));
    END IF;
    PERFORM refuse_held(v_centre, p_counter, p_leaves_held, v_now);
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
