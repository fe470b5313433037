-- How a visit comes back, or ends early (twins of common/rules/moving.py).

CREATE FUNCTION resume(p_centre text, p_counter text, p_leg bigint) RETURNS SETOF calls
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_of(p_centre, p_leg);
    v_call calls;
BEGIN
    PERFORM require_permission(v_seat, 'serve');
    PERFORM require_move(v_centre, v_leg, 'resume', v_now);
    IF v_leg.counter IS DISTINCT FROM p_counter THEN
        PERFORM refuse('not_served_here', jsonb_build_object('counter', v_leg.counter));
    END IF;
    v_call := call_leg(
        v_centre, v_seat, v_leg, '{"resumed": true}', v_now, 'resumed', '{}'
    );
    PERFORM notify_change(p_centre, topics_of(v_leg) || ' b');
    RETURN NEXT v_call;
END
$$;

CREATE FUNCTION require_ours(p_seat seats, p_leg legs, p_lacks jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT may_call(
        p_leg, p_seat, p_leg.service IN (SELECT service FROM work_of(p_seat))
    ) THEN
        PERFORM refuse('not_served_here', jsonb_build_object('service', p_leg.service) || p_lacks);
    END IF;
END
$$;

-- Take back what the end of a missed leg brought about, so that one leg waits, not two. The answer
-- says whom it concerns.
CREATE FUNCTION send_away_again(p_centre centres, p_missed legs, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_other legs;
BEGIN
    SELECT * INTO v_other FROM legs
    WHERE ticket = p_missed.ticket AND id <> p_missed.id
        AND state IN ('waiting', 'called', 'serving', 'held')
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF v_other.state <> 'waiting' THEN
        PERFORM refuse(
            'not_lawful', jsonb_build_object('move', 'reinstate', 'state', v_other.state)
        );
    END IF;
    UPDATE legs SET
        state = 'away', version = version + 1, counter = for_counter, for_counter = NULL
    WHERE id = v_other.id;
    PERFORM log_event(
        p_missed.centre, day_of(p_centre, p_at), p_at, 'sent', v_other.ticket, v_other.id,
        p_counter => v_other.for_counter,
        p_facts => jsonb_build_object('service', p_missed.service, 'new_leg', p_missed.id)
    );
    RETURN topics_of(v_other);
END
$$;

CREATE FUNCTION reinstate(
    p_centre text, p_counter text, p_leg bigint, p_place text, p_reason text, p_words text
) RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_of(p_centre, p_leg);
    v_waiting legs;
    v_others text;
    v_cause jsonb;
    v_place record;
BEGIN
    PERFORM refuse_ended(v_centre, v_now);
    PERFORM require_move(v_centre, v_leg, 'reinstate', v_now);
    IF v_leg.counter IS DISTINCT FROM p_counter THEN
        PERFORM require_ours(v_seat, v_leg);
    END IF;
    v_cause := why_out_of_place(v_seat, p_place, p_reason, p_words);
    v_others := send_away_again(v_centre, v_leg, v_now);
    v_place := due_in_lane(
        p_centre, v_leg.day, v_leg.service, v_leg.lane, p_place,
        greatest(v_leg.due_at, v_now), v_leg.arrived_at
    );
    UPDATE legs SET
        state = 'waiting', version = version + 1, due_at = v_place.due_at,
        counter = NULL, operator = NULL, calls = 0, called_at = NULL, ended_at = NULL
    WHERE id = p_leg
    RETURNING * INTO v_waiting;
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'reinstated', v_leg.ticket, p_leg,
        p_counter => p_counter, p_operator => v_seat.operator
    );
    IF v_cause IS NOT NULL THEN
        PERFORM note_out_of_turn(
            v_centre, v_seat, v_waiting, 'reinstate_' || p_place, p_reason, p_words,
            v_place.passed, v_now
        );
    END IF;
    PERFORM notify_change(p_centre, concat_ws(' ', topics_of(v_waiting), topics_of(v_leg), v_others));
    RETURN NEXT v_waiting;
END
$$;

CREATE FUNCTION cancel(p_centre text, p_counter text, p_leg bigint, p_reason text, p_words text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_of(p_centre, p_leg);
    v_elsewhere boolean := v_leg.counter IS DISTINCT FROM p_counter;
BEGIN
    PERFORM require_move(v_centre, v_leg, 'cancel', v_now);
    IF v_leg.state = 'called' AND v_elsewhere THEN
        PERFORM refuse('not_served_here', jsonb_build_object('counter', v_leg.counter));
    ELSIF NOT may_on(v_seat, v_leg, 'cancel_any') THEN
        IF v_leg.state = 'waiting' THEN
            PERFORM require_ours(v_seat, v_leg, '{"permission": "cancel_any"}');
        ELSIF v_elsewhere THEN
            PERFORM refuse('not_served_here', jsonb_build_object(
                'counter', v_leg.counter, 'permission', 'cancel_any'
            ));
        END IF;
    END IF;
    PERFORM notify_change(p_centre, end_leg(
        v_centre, v_leg, 'cancel', v_now,
        p_facts => because('cancel', p_reason, p_words), p_by => v_seat
    ));
END
$$;
