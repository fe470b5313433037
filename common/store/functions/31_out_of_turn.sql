-- Whom an operator calls or lets wait out of turn (twins of common/rules/turns.py).

CREATE FUNCTION note_out_of_turn(
    p_centre centres, p_seat seats, p_leg legs, p_move text, p_reason text, p_words text,
    p_passed integer, p_at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM log_event(
        p_seat.centre, day_of(p_centre, p_at), p_at, 'out_of_turn', p_leg.ticket, p_leg.id,
        p_counter => p_seat.counter, p_operator => p_seat.operator,
        p_facts => jsonb_strip_nulls(jsonb_build_object(
            'move', p_move, 'reason', p_reason, 'passed', p_passed, 'words', nullif(p_words, '')
        ))
    );
END
$$;

-- How many this counter would call before a leg if nobody else came or called: its place in
-- order.in_call_order, counted instead of played. Nothing where it does not wait for this counter.
CREATE FUNCTION passed_by(
    p_centre centres, p_seat seats, p_leg legs, p_day date, p_services text[],
    p_handicaps bigint[]
) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_run integer := run_at(p_seat);
    v_undone text;
    v_count record;
    v_first integer;
    v_other integer;
BEGIN
    IF p_leg.day <> p_day
        OR NOT may_call(p_leg, p_seat, coalesce(p_leg.service = ANY (p_services), false))
    THEN
        RETURN NULL;
    END IF;
    IF p_leg.id = undone_at(p_seat) THEN
        RETURN 0;
    END IF;
    SELECT l.lane INTO v_undone FROM legs l
    WHERE l.id = undone_at(p_seat) AND l.centre = p_seat.centre AND l.day = p_day
        AND l.state = 'waiting'
        AND may_call(l, p_seat, coalesce(l.service = ANY (p_services), false));
    WITH mine AS (
        SELECT l.id, l.lane, l.arrived_at,
            l.due_at + microseconds(coalesce(w.handicap, 0)) AS due
        FROM legs l
        LEFT JOIN unnest(p_services, p_handicaps) AS w (service, handicap)
            ON w.service = l.service
        WHERE l.centre = p_seat.centre AND l.day = p_day AND l.state = 'waiting'
            AND (v_undone IS NULL OR l.id <> undone_at(p_seat))
            AND may_call(l, p_seat, w.service IS NOT NULL)
    ), this AS (
        SELECT * FROM mine WHERE id = p_leg.id
    )
    SELECT
        (count(*) FILTER (WHERE m.lane = 'priority'))::integer AS priority,
        (count(*) FILTER (WHERE m.lane = 'ordinary'))::integer AS ordinary,
        (count(*) FILTER (
            WHERE m.lane = t.lane AND (m.due, m.arrived_at, m.id) < (t.due, t.arrived_at, t.id)
        ))::integer AS before
    INTO v_count
    FROM mine m, this t;
    IF v_undone = 'ordinary' THEN
        v_run := 0;
    ELSIF v_undone = 'priority' AND v_count.ordinary > 0 THEN
        v_run := v_run + 1;
    END IF;
    -- So many priority calls come before the first ordinary one.
    v_first := greatest(0, p_centre.priority_ratio - v_run);
    IF p_leg.lane = 'ordinary' THEN
        v_other := least(v_count.priority, v_first + v_count.before * p_centre.priority_ratio);
    ELSIF v_count.before < v_first THEN
        v_other := 0;
    ELSE
        v_other := least(
            v_count.ordinary, 1 + (v_count.before - v_first) / p_centre.priority_ratio
        );
    END IF;
    RETURN v_count.before + v_other + (v_undone IS NOT NULL)::integer;
END
$$;

-- Call a locked leg of this counter's queue to a free counter.
CREATE FUNCTION call_waiting(
    p_centre centres, p_seat seats, p_leg legs, p_move text, p_reason text, p_words text,
    p_at timestamptz
) RETURNS calls
LANGUAGE plpgsql AS $$
DECLARE
    v_services text[];
    v_handicaps bigint[];
    v_passed integer;
    v_call calls;
BEGIN
    IF p_leg.state <> 'waiting' THEN
        PERFORM refuse('ticket_gone');
    END IF;
    SELECT array_agg(service), array_agg(handicap) INTO v_services, v_handicaps
    FROM work_of(p_seat);
    v_passed := passed_by(
        p_centre, p_seat, p_leg, day_of(p_centre, p_at), v_services, v_handicaps
    );
    IF v_passed IS NULL THEN
        PERFORM refuse('not_served_here', jsonb_build_object('service', p_leg.service));
    END IF;
    IF v_passed > 0 THEN
        PERFORM require_permission(p_seat, 'out_of_turn');
        PERFORM because('out_of_turn', p_reason, p_words);
    END IF;
    IF p_leg.id = undone_at(p_seat) THEN
        PERFORM set_undone(p_seat, NULL);
    END IF;
    v_call := call_chosen(
        p_centre, p_seat, p_leg, v_services, v_handicaps,
        CASE WHEN v_passed > 0
            THEN jsonb_build_object('passed', v_passed, 'reason', p_reason)
            ELSE '{}'
        END,
        p_at
    );
    IF v_passed > 0 THEN
        PERFORM note_out_of_turn(
            p_centre, p_seat, p_leg, p_move, p_reason, p_words, v_passed, p_at
        );
    END IF;
    RETURN v_call;
END
$$;

CREATE FUNCTION call_this(
    p_centre text, p_counter text, p_leg bigint, p_finish boolean, p_reason text, p_words text,
    p_outcome text DEFAULT NULL, p_delivered text[] DEFAULT '{}'
) RETURNS SETOF calls
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_current legs := current_leg(v_seat);
    v_leg legs;
    v_topics text;
    v_call calls;
BEGIN
    IF v_current.id IS NOT NULL THEN
        IF p_finish IS NOT TRUE THEN
            PERFORM refuse('already_serving', jsonb_build_object('counter', p_counter));
        ELSIF v_seat.closing THEN
            PERFORM refuse('closes_after', jsonb_build_object('counter', p_counter));
        END IF;
        v_topics := finish_with(v_centre, v_current, p_outcome, p_delivered, v_now);
        v_seat := seat_at(p_centre, p_counter);
    END IF;
    v_leg := leg_of(p_centre, p_leg);
    v_call := call_waiting(v_centre, v_seat, v_leg, 'call_this', p_reason, p_words, v_now);
    PERFORM notify_change(p_centre, concat_ws(' ', v_topics, called_topics(v_call)));
    RETURN NEXT v_call;
END
$$;

CREATE FUNCTION undo_call(p_centre text, p_counter text, p_reason text, p_words text)
RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs;
    v_waiting legs;
    v_why jsonb;
BEGIN
    PERFORM require_permission(v_seat, 'out_of_turn');
    PERFORM because('out_of_turn', p_reason, p_words);
    v_leg := leg_at(v_seat);
    PERFORM require_move(v_centre, v_leg, 'undo', v_now);
    SELECT c.why INTO v_why FROM calls c
    WHERE c.centre = p_centre AND c.leg = v_leg.id ORDER BY c.id DESC LIMIT 1;
    IF NOT v_why ? 'lane' THEN
        PERFORM refuse('not_lawful', jsonb_build_object('move', 'undo', 'state', v_leg.state));
    END IF;
    UPDATE legs SET
        state = 'waiting', version = version + 1, counter = NULL, operator = NULL, calls = 0,
        called_at = NULL
    WHERE id = v_leg.id
    RETURNING * INTO v_waiting;
    UPDATE calls SET open = false, withdrawn = true
    WHERE centre = p_centre AND leg = v_leg.id AND open;
    IF v_why ? 'run' THEN
        PERFORM set_run(v_seat, (v_why ->> 'run')::integer);
    END IF;
    PERFORM set_undone(v_seat, v_leg.id);
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'call_undone', v_leg.ticket, v_leg.id,
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('times', v_leg.calls)
    );
    PERFORM note_out_of_turn(
        v_centre, v_seat, v_leg, 'undo_call', p_reason, p_words, 0, v_now
    );
    PERFORM notify_change(
        p_centre,
        concat_ws(
            ' ', topics_of(v_waiting), topics_of(v_leg), close_if_asked(v_centre, v_leg, v_now)
        )
    );
    RETURN NEXT v_waiting;
END
$$;

-- What was out of turn on a day, for one who may audit and sits at the counter that asks (of his own
-- entity's people where he has one), or for an administrator or keeper.
CREATE FUNCTION out_of_turn(p_centre text, p_counter text, p_day date) RETURNS TABLE (
    id bigint, at timestamptz, operator text, counter text, ticket bigint, label text, facts jsonb
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_entity text;
BEGIN
    IF p_counter IS NOT NULL THEN
        v_entity := audited_entity(p_centre, p_counter);
    ELSE
        PERFORM require_kind(p_centre, 'keeper', 'admin');
    END IF;
    RETURN QUERY
    SELECT e.id, e.at, e.operator::text, e.counter::text, e.ticket, t.label::text, e.facts
    FROM (
        SELECT n.id, n.at, n.operator, n.counter, n.ticket, n.facts FROM events n
        WHERE n.centre = p_centre AND n.day = p_day AND n.kind = 'out_of_turn'
        UNION ALL
        SELECT h.id, h.at, h.operator, h.counter, h.ticket, h.facts FROM history_events h
        WHERE h.centre = p_centre AND h.day = p_day AND h.kind = 'out_of_turn'
    ) e
    LEFT JOIN LATERAL (
        SELECT n.label FROM tickets n WHERE n.id = e.ticket
        UNION ALL
        SELECT h.label FROM history_tickets h WHERE h.id = e.ticket
        LIMIT 1
    ) t ON true
    WHERE v_entity IS NULL OR EXISTS (
        SELECT FROM operators o
        WHERE o.centre = p_centre AND o.code = e.operator AND o.entity = v_entity
    )
    ORDER BY e.id;
END
$$;
