-- How a visit goes on elsewhere (twins of common/rules/passing.py and, of places, of turns.py).

-- When somebody is due at a place of his lane, and how many he passes or lets pass
-- (turns.due_at_place).
CREATE FUNCTION due_in_lane(
    p_centre text, p_day date, p_service text, p_lane text, p_place text, p_due timestamptz,
    p_arrived timestamptz, OUT due_at timestamptz, OUT passed integer
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lane record;
BEGIN
    due_at := p_due;
    passed := 0;
    IF p_place = 'due' THEN
        RETURN;
    END IF;
    SELECT count(*)::integer AS waiting, min(l.due_at) AS first, max(l.due_at) AS last,
        (count(*) FILTER (WHERE (l.due_at, l.arrived_at) <= (p_due, p_arrived)))::integer AS before
    INTO v_lane
    FROM legs l
    WHERE l.centre = p_centre AND l.day = p_day AND l.service = p_service AND l.lane = p_lane
        AND l.state = 'waiting';
    IF p_place = 'first' THEN
        due_at := least(p_due, v_lane.first - interval '1 microsecond');
        passed := v_lane.before;
    ELSE
        due_at := greatest(p_due, v_lane.last + interval '1 microsecond');
        passed := v_lane.waiting - v_lane.before;
    END IF;
END
$$;

-- Who waits first or last needs a permission and a reason; the answer is what is kept of it.
CREATE FUNCTION why_out_of_place(p_seat seats, p_place text, p_reason text, p_words text)
RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_place = 'due' THEN
        RETURN NULL;
    ELSIF (p_place IN ('first', 'last')) IS NOT TRUE THEN
        PERFORM refuse('not_permitted');
    END IF;
    PERFORM require_permission(p_seat, 'out_of_turn');
    RETURN because('out_of_turn', p_reason, p_words);
END
$$;

-- Refuse to pass a visitor on to nobody, or to where he is.
CREATE FUNCTION check_onward(
    p_centre centres, p_seat seats, p_leg legs, p_service text, p_to_counter text,
    p_to_operator text, p_note text
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_to_counter IS NOT NULL AND NOT EXISTS (
        SELECT FROM counters WHERE centre = p_seat.centre AND code = p_to_counter
    ) THEN
        PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_to_counter));
    END IF;
    IF p_to_operator IS NOT NULL AND NOT EXISTS (
        SELECT FROM operators WHERE centre = p_seat.centre AND code = p_to_operator
    ) THEN
        PERFORM refuse('unknown_operator', jsonb_build_object('operator', p_to_operator));
    END IF;
    IF p_service <> p_leg.service THEN
        PERFORM rules_of(p_centre, p_service);
    ELSIF coalesce(p_to_counter, p_seat.counter) = p_seat.counter
        AND coalesce(p_to_operator, p_seat.operator) = p_seat.operator
    THEN
        PERFORM refuse('same_service', jsonb_build_object('service', p_service));
    END IF;
    PERFORM require_words(p_note);
END
$$;

-- When a visitor is due for a service as if he had come for it when he arrived.
CREATE FUNCTION due_onward(p_centre centres, p_leg legs, p_service text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_service = p_leg.service THEN
        RETURN p_leg.due_at;
    END IF;
    RETURN p_leg.arrived_at
        + (rules_of(p_centre, p_service)).green * interval '1 minute';
END
$$;

CREATE FUNCTION transfer(
    p_centre text, p_counter text, p_service text, p_to_counter text, p_to_operator text,
    p_place text, p_note text, p_reason text, p_words text
) RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_at(v_seat);
    v_service text := coalesce(p_service, v_leg.service);
    v_cause jsonb;
    v_place record;
    v_onward legs;
    v_closed text;
BEGIN
    PERFORM require_move(v_centre, v_leg, 'transfer', v_now);
    PERFORM check_onward(
        v_centre, v_seat, v_leg, v_service, p_to_counter, p_to_operator, p_note
    );
    v_cause := why_out_of_place(v_seat, p_place, p_reason, p_words);
    v_place := due_in_lane(
        p_centre, v_leg.day, v_service, v_leg.lane, p_place,
        due_onward(v_centre, v_leg, v_service), v_leg.arrived_at
    );
    v_onward := queue_leg(
        (SELECT t FROM tickets t WHERE t.id = v_leg.ticket), v_service, v_leg.lane,
        v_leg.arrived_at, v_place.due_at, v_leg.returns_to
    );
    UPDATE legs SET for_counter = p_to_counter, for_operator = p_to_operator
    WHERE id = v_onward.id
    RETURNING * INTO v_onward;
    IF p_note <> '' THEN
        PERFORM log_event(
            p_centre, day_of(v_centre, v_now), v_now, 'noted', v_leg.ticket, v_leg.id,
            p_counter => p_counter, p_operator => v_seat.operator,
            p_facts => jsonb_build_object('words', p_note)
        );
    END IF;
    IF v_cause IS NOT NULL THEN
        PERFORM note_out_of_turn(
            v_centre, v_seat, v_onward, 'transfer_' || p_place, v_cause ->> 'reason',
            p_words, v_place.passed, v_now
        );
    END IF;
    v_closed := step(
        v_centre, v_leg, 'transfer', v_now,
        jsonb_strip_nulls(jsonb_build_object(
            'service', v_service, 'new_leg', v_onward.id, 'to_counter', p_to_counter,
            'to_operator', p_to_operator
        ))
    );
    PERFORM notify_change(
        p_centre, concat_ws(' ', v_closed, topics_of(v_leg), topics_of(v_onward))
    );
    RETURN NEXT v_onward;
END
$$;

-- Send to come back: the visitor at the counter waits for another service.
CREATE FUNCTION send_and_return(p_centre text, p_counter text, p_service text)
RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_at(v_seat);
    v_errand legs;
    v_closed text;
BEGIN
    PERFORM require_move(v_centre, v_leg, 'send', v_now);
    PERFORM check_onward(v_centre, v_seat, v_leg, p_service, NULL, NULL, '');
    v_errand := queue_leg(
        (SELECT t FROM tickets t WHERE t.id = v_leg.ticket), p_service, v_leg.lane,
        v_leg.arrived_at, due_onward(v_centre, v_leg, p_service), v_leg.id
    );
    v_closed := step(
        v_centre, v_leg, 'send', v_now,
        jsonb_build_object('service', p_service, 'new_leg', v_errand.id)
    );
    PERFORM notify_change(
        p_centre, concat_ws(' ', v_closed, topics_of(v_leg), topics_of(v_errand))
    );
    RETURN NEXT v_errand;
END
$$;
