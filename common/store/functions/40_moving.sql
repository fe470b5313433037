-- How a visit goes on elsewhere, comes back, or ends early (twins of common/rules/moving.py).

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

-- Transfer, or send to come back: the visitor at the counter waits for another service.
CREATE FUNCTION pass_on(p_centre text, p_counter text, p_service text, p_returns boolean)
RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_leg legs := leg_at(seat_at(p_centre, p_counter));
    v_move text := CASE WHEN p_returns THEN 'send' ELSE 'transfer' END;
    v_rules service_rules;
    v_onward legs;
    v_closed text;
BEGIN
    PERFORM require_move(v_centre, v_leg, v_move, v_now);
    IF p_service = v_leg.service THEN
        PERFORM refuse('same_service', jsonb_build_object('service', p_service));
    END IF;
    v_rules := rules_of(v_centre, p_service);
    v_onward := queue_leg(
        (SELECT t FROM tickets t WHERE t.id = v_leg.ticket), p_service, v_leg.lane,
        v_leg.arrived_at, v_leg.arrived_at + v_rules.green * interval '1 minute',
        CASE WHEN p_returns THEN v_leg.id ELSE v_leg.returns_to END
    );
    v_closed := step(
        v_centre, v_leg, v_move, v_now,
        jsonb_build_object('service', p_service, 'new_leg', v_onward.id)
    );
    PERFORM notify_change(
        p_centre,
        concat_ws(' ', v_closed, topics_of(v_leg), 's:' || p_service)
    );
    RETURN NEXT v_onward;
END
$$;

CREATE FUNCTION require_ours(p_seat seats, p_leg legs) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT may_call(
        p_leg, p_seat, p_leg.service IN (SELECT service FROM work_of(p_seat))
    ) THEN
        PERFORM refuse('not_served_here', jsonb_build_object('service', p_leg.service));
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

CREATE FUNCTION reinstate(p_centre text, p_counter text, p_leg bigint) RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_of(p_centre, p_leg);
    v_waiting legs;
    v_others text;
BEGIN
    PERFORM refuse_ended(v_centre, v_now);
    PERFORM require_move(v_centre, v_leg, 'reinstate', v_now);
    IF v_leg.counter IS DISTINCT FROM p_counter THEN
        PERFORM require_ours(v_seat, v_leg);
    END IF;
    v_others := send_away_again(v_centre, v_leg, v_now);
    UPDATE legs SET
        state = 'waiting', version = version + 1, due_at = greatest(due_at, v_now),
        counter = NULL, operator = NULL, calls = 0, called_at = NULL, ended_at = NULL
    WHERE id = p_leg
    RETURNING * INTO v_waiting;
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'reinstated', v_leg.ticket, p_leg,
        p_counter => p_counter, p_operator => v_seat.operator
    );
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
BEGIN
    PERFORM require_move(v_centre, v_leg, 'cancel', v_now);
    IF v_leg.state = 'called' OR NOT may_on(v_seat, v_leg, 'cancel_any') THEN
        IF v_leg.state = 'waiting' THEN
            PERFORM require_ours(v_seat, v_leg);
        ELSIF v_leg.counter IS DISTINCT FROM p_counter THEN
            PERFORM refuse('not_served_here', jsonb_build_object('counter', v_leg.counter));
        END IF;
    END IF;
    PERFORM notify_change(p_centre, end_leg(
        v_centre, v_leg, 'cancel', v_now,
        p_facts => because('cancel', p_reason, p_words), p_by => v_seat
    ));
END
$$;
