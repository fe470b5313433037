-- How a visitor is brought to a window (twins of common/rules/calling.py and steps.py).

-- Who sits at the counter that asks; no other move goes on there until this one ends.
CREATE FUNCTION seat_at(p_centre text, p_counter text) RETURNS seats
LANGUAGE plpgsql AS $$
DECLARE
    v_seat seats;
BEGIN
    PERFORM require_counter(p_centre, p_counter);
    SELECT s.* INTO v_seat
    FROM seats s JOIN operators o ON o.centre = s.centre AND o.code = s.operator
    WHERE s.centre = p_centre AND s.counter = p_counter
    FOR NO KEY UPDATE OF s;
    IF NOT FOUND THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_counter));
    END IF;
    RETURN v_seat;
END
$$;

CREATE FUNCTION current_leg(p_seat seats) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
BEGIN
    SELECT * INTO v_leg FROM legs
    WHERE centre = p_seat.centre AND counter = p_seat.counter AND state IN ('called', 'serving')
    FOR NO KEY UPDATE;
    RETURN v_leg;
END
$$;

CREATE FUNCTION leg_at(p_seat seats) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs := current_leg(p_seat);
BEGIN
    IF v_leg.id IS NULL THEN
        PERFORM refuse('nobody_at_counter', jsonb_build_object('counter', p_seat.counter));
    END IF;
    RETURN v_leg;
END
$$;

-- The centre, once a counter was found as whoever asks has seen it (Seen); nothing was seen where
-- there is no counter.
CREATE FUNCTION as_seen(p_centre text, p_counter text, p_operator text, p_leg bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_seat seats;
BEGIN
    IF p_counter IS NULL THEN
        RETURN p_centre;
    END IF;
    v_seat := seat_at(p_centre, p_counter);
    IF v_seat.operator <> p_operator OR (
        p_leg IS NOT NULL AND (leg_at(v_seat)).id <> p_leg
    ) THEN
        PERFORM refuse('desk_changed', jsonb_build_object('counter', p_counter));
    END IF;
    RETURN p_centre;
END
$$;

-- The same for what a counter asks that is not about its own visitor: the seat is not locked, so
-- that two who act on each other's counters, or on all of them, wait for nobody in a circle.
CREATE FUNCTION as_seen_by(p_centre text, p_counter text, p_operator text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_operator text;
BEGIN
    IF p_counter IS NULL THEN
        RETURN p_centre;
    END IF;
    PERFORM require_counter(p_centre, p_counter);
    SELECT operator INTO v_operator FROM seats WHERE centre = p_centre AND counter = p_counter;
    IF NOT FOUND THEN
        PERFORM refuse('not_signed_in', jsonb_build_object('counter', p_counter));
    ELSIF v_operator <> p_operator THEN
        PERFORM refuse('desk_changed', jsonb_build_object('counter', p_counter));
    END IF;
    RETURN p_centre;
END
$$;

-- The services to which the visitor at a counter goes on afterwards; they may be another entity's.
CREATE FUNCTION onward_services(p_centre text, p_counter text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    RETURN (
        SELECT later_services(ticket) FROM legs
        WHERE centre = p_centre AND counter = p_counter AND state IN ('called', 'serving')
    );
END
$$;

CREATE FUNCTION leg_of(p_centre text, p_leg bigint) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
BEGIN
    SELECT * INTO v_leg FROM legs WHERE centre = p_centre AND id = p_leg FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    RETURN v_leg;
END
$$;

-- Every lawful step of a leg, as domain/ticket.py has it.
CREATE FUNCTION leads_to(p_state text, p_move text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_state || ' ' || p_move
        WHEN 'waiting call' THEN 'called'
        WHEN 'waiting cancel' THEN 'cancelled'
        WHEN 'called recall' THEN 'called'
        WHEN 'called start' THEN 'serving'
        WHEN 'called no_show' THEN 'no_show'
        WHEN 'called no_show_back' THEN 'waiting'
        WHEN 'called transfer' THEN 'transferred'
        WHEN 'called cancel' THEN 'cancelled'
        WHEN 'called undo' THEN 'waiting'
        WHEN 'called free' THEN 'waiting'
        WHEN 'serving free' THEN 'waiting'
        WHEN 'serving finish' THEN 'done'
        WHEN 'serving hold' THEN 'held'
        WHEN 'serving send' THEN 'away'
        WHEN 'serving transfer' THEN 'transferred'
        WHEN 'held resume' THEN 'called'
        WHEN 'held cancel' THEN 'cancelled'
        WHEN 'held come_back' THEN 'waiting'
        WHEN 'held free' THEN 'waiting'
        WHEN 'no_show reinstate' THEN 'waiting'
    END
$$;

CREATE FUNCTION gap_left(p_centre centres, p_leg legs, p_at timestamptz) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
    SELECT left_of(microseconds(p_centre.no_show_gap), p_leg.called_at, p_at)
$$;

CREATE FUNCTION require_move(p_centre centres, p_leg legs, p_move text, p_at timestamptz)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF leads_to(p_leg.state, p_move) IS NULL OR (
        p_move = 'reinstate'
        AND p_at - p_leg.ended_at > microseconds(p_centre.reinstate_within)
    ) THEN
        PERFORM refuse(
            'not_lawful', jsonb_build_object('move', p_move, 'state', p_leg.state)
        );
    END IF;
    IF p_move = 'no_show' AND (
        p_leg.calls < p_centre.no_show_calls
        OR gap_left(p_centre, p_leg, p_at) > interval '0'
    ) THEN
        PERFORM refuse('too_soon', jsonb_build_object(
            'seconds', whole_seconds_left(gap_left(p_centre, p_leg, p_at)),
            'calls', greatest(0, p_centre.no_show_calls - p_leg.calls)
        ));
    END IF;
END
$$;

-- Close the counter that a visitor leaves, where its operator had asked for that (`close_after`).
CREATE FUNCTION close_if_asked(p_centre centres, p_leg legs, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_seat seats;
BEGIN
    DELETE FROM seats WHERE centre = p_leg.centre AND counter = p_leg.counter AND closing
    RETURNING * INTO v_seat;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM log_event(
        p_leg.centre, day_of(p_centre, p_at), p_at, 'signed_out', p_counter => v_seat.counter,
        p_operator => v_seat.operator, p_facts => '{"after_visitor": true}'
    );
    RETURN '*';
END
$$;

-- Make a lawful move with a locked leg, end its call where it is one, and log it. The answer says
-- whom it concerns that the counter closed with it, if it did. `p_by` is who did it where that is
-- not whoever the visitor is with.
CREATE FUNCTION step(
    p_centre centres, p_leg legs, p_move text, p_at timestamptz, p_facts jsonb DEFAULT '{}',
    p_device text DEFAULT NULL, p_by seats DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_state text := leads_to(p_leg.state, p_move);
BEGIN
    PERFORM require_move(p_centre, p_leg, p_move, p_at);
    IF p_move = 'finish' AND p_facts ->> 'outcome' IS NULL AND EXISTS (
        SELECT FROM services s JOIN entities e ON e.centre = s.centre AND e.code = s.entity
        WHERE s.centre = p_leg.centre AND s.code = p_leg.service AND e.outcome_required
    ) THEN
        PERFORM refuse('outcome_missing', jsonb_build_object('service', p_leg.service));
    END IF;
    UPDATE legs SET
        state = v_state,
        version = version + 1,
        started_at = CASE WHEN v_state = 'serving' THEN p_at ELSE started_at END,
        ended_at = CASE
            WHEN v_state IN ('done', 'no_show', 'transferred', 'cancelled') THEN p_at
            ELSE ended_at
        END
    WHERE id = p_leg.id;
    IF p_leg.state = 'called' THEN
        UPDATE calls SET open = false, withdrawn = p_move NOT IN ('start', 'no_show')
        WHERE centre = p_leg.centre AND leg = p_leg.id AND open;
    END IF;
    PERFORM log_event(
        p_leg.centre, day_of(p_centre, p_at), p_at,
        CASE p_move
            WHEN 'start' THEN 'started'
            WHEN 'finish' THEN 'finished'
            WHEN 'no_show' THEN 'no_show'
            WHEN 'transfer' THEN 'transferred'
            WHEN 'hold' THEN 'held'
            WHEN 'send' THEN 'sent'
            WHEN 'cancel' THEN 'cancelled'
        END,
        p_leg.ticket, p_leg.id, NULL,
        CASE WHEN p_by.counter IS NULL THEN p_leg.counter ELSE p_by.counter END,
        CASE WHEN p_by.counter IS NULL THEN p_leg.operator ELSE p_by.operator END,
        p_device, p_facts
    );
    IF p_leg.state IN ('called', 'serving') AND v_state NOT IN ('called', 'serving') THEN
        RETURN close_if_asked(p_centre, p_leg, p_at);
    END IF;
    RETURN NULL;
END
$$;

-- Whom a move of a leg concerns: the queue it leaves, the counter it is at.
CREATE FUNCTION topics_of(p_leg legs) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN concat_ws(
        ' ',
        CASE WHEN p_leg.state = 'waiting' THEN 's:' || p_leg.service END,
        'c:' || coalesce(p_leg.counter, p_leg.for_counter),
        CASE WHEN p_leg.state = 'called' THEN 'b' END,
        -- Where the operator it waits for sits is not known here.
        CASE WHEN p_leg.state = 'waiting' AND p_leg.for_operator IS NOT NULL THEN '*' END
    );
END
$$;

-- Where another leg of the ticket is away, it waits now that this one has ended: the one that this
-- was an errand for, then one with a window to come back to, then the first whose turn did not come
-- yet. The answer says whom it concerns.
CREATE FUNCTION go_on(p_centre centres, p_leg legs, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_away legs;
BEGIN
    SELECT l.* INTO v_away FROM legs l
    WHERE l.ticket = p_leg.ticket AND l.state = 'away' AND NOT EXISTS (
        SELECT FROM legs o
        WHERE o.ticket = p_leg.ticket AND o.state IN ('waiting', 'called', 'serving', 'held')
    )
    ORDER BY l.id IS DISTINCT FROM p_leg.returns_to, l.counter IS NULL, l.id
    LIMIT 1
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE legs SET
        state = 'waiting', version = version + 1,
        due_at = CASE WHEN counter IS NULL THEN due_at ELSE p_at END,
        for_counter = counter, counter = NULL, operator = NULL
    WHERE id = v_away.id;
    PERFORM log_event(
        p_leg.centre, day_of(p_centre, p_at), p_at, 'returned', v_away.ticket, v_away.id,
        p_counter => v_away.counter
    );
    RETURN concat_ws(' ', 's:' || v_away.service, 'c:' || v_away.counter);
END
$$;

-- End a leg, and let the next of the visit wait. The answer says whom it concerns.
CREATE FUNCTION end_leg(
    p_centre centres, p_leg legs, p_move text, p_at timestamptz, p_device text DEFAULT NULL,
    p_facts jsonb DEFAULT '{}', p_by seats DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_closed text := step(p_centre, p_leg, p_move, p_at, p_facts, p_device, p_by);
BEGIN
    RETURN concat_ws(' ', v_closed, topics_of(p_leg), go_on(p_centre, p_leg, p_at));
END
$$;

-- What was added to a counter's profile for today.
CREATE FUNCTION extras_at(p_centre text, p_counter text) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
    -- The day is asked of what there is, which is mostly nothing: every call comes by here.
    SELECT e.service::text FROM counter_extras e JOIN centres c ON c.centre = e.centre
    WHERE e.centre = p_centre AND e.counter = p_counter AND e.day = day_of(c, store_now())
$$;

-- What an operator may call at a counter: the profile, with what was added to it for today, cut by
-- his entity and his skills; nothing
-- where he may not serve.
CREATE FUNCTION work_of(p_seat seats) RETURNS TABLE (service text, handicap bigint)
LANGUAGE sql STABLE AS $$
    SELECT ps.service, ps.handicap
    FROM counters c
    JOIN operators o ON o.centre = c.centre AND o.code = p_seat.operator
    JOIN LATERAL (
        SELECT p.service, p.handicap FROM profile_services p
        WHERE p.centre = c.centre AND p.profile = c.profile
        UNION ALL
        SELECT e.service, 0 FROM extras_at(c.centre, c.code) AS e (service)
        WHERE NOT EXISTS (
            SELECT FROM profile_services p
            WHERE p.centre = c.centre AND p.profile = c.profile AND p.service = e.service
        )
    ) ps ON true
    JOIN services s ON s.centre = c.centre AND s.code = ps.service
    JOIN role_permissions r ON r.centre = o.centre AND r.role = o.role AND r.permission = 'serve'
    WHERE c.centre = p_seat.centre AND c.code = p_seat.counter
        AND (o.entity IS NULL OR s.entity = o.entity)
        AND (
            NOT EXISTS (
                SELECT FROM operator_skills k WHERE k.centre = o.centre AND k.operator = o.code
            )
            OR EXISTS (
                SELECT FROM operator_skills k
                WHERE k.centre = o.centre AND k.operator = o.code AND k.service = ps.service
            )
        )
$$;

-- Whether a counter keeps for itself who was promised to it: not through a break of any length
-- (order.PROMISE_LASTS).
CREATE FUNCTION keeps_promises(p_seat seats) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN may(p_seat.centre, p_seat.operator, 'serve') AND (
        p_seat.paused_since IS NULL OR p_seat.paused_since > store_now() - interval '15 minutes'
    );
END
$$;

-- order.may_call, with the promises that somebody at work can keep.
CREATE FUNCTION may_call(p_leg legs, p_seat seats, p_serves boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p_leg.for_counter IS NULL AND p_leg.for_operator IS NULL THEN p_serves
        ELSE (
            SELECT CASE
                WHEN k.by_counter OR k.by_operator THEN
                    (NOT k.by_counter OR p_leg.for_counter = p_seat.counter)
                    AND (NOT k.by_operator OR p_leg.for_operator = p_seat.operator)
                ELSE p_serves
            END
            FROM (SELECT
                EXISTS (
                    SELECT FROM seats s
                    WHERE s.centre = p_leg.centre AND s.counter = p_leg.for_counter
                        AND keeps_promises(s)
                ) AS by_counter,
                EXISTS (
                    SELECT FROM seats s
                    WHERE s.centre = p_leg.centre AND s.operator = p_leg.for_operator
                        AND keeps_promises(s)
                        -- Where the counter keeps him too, only whoever sits there.
                        AND (s.counter = p_leg.for_counter OR NOT coalesce((
                            SELECT keeps_promises(c) FROM seats c
                            WHERE c.centre = p_leg.centre AND c.counter = p_leg.for_counter
                        ), false))
                ) AS by_operator
            ) k
        )
    END
$$;

CREATE FUNCTION run_at(p_seat seats) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce((
            SELECT run FROM priority_runs WHERE centre = p_seat.centre AND counter = p_seat.counter
        ), 0)
    );
END
$$;

-- Whose call a counter took back last, unless another has called him since: then he waits where
-- that one left him.
CREATE FUNCTION undone_at(p_seat seats) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT r.undone FROM priority_runs r
        WHERE r.centre = p_seat.centre AND r.counter = p_seat.counter
            AND r.counter = coalesce((
                SELECT c.counter FROM calls c WHERE c.leg = r.undone ORDER BY c.id DESC LIMIT 1
            ), r.counter)
    );
END
$$;

CREATE FUNCTION set_undone(p_seat seats, p_leg bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO priority_runs (centre, counter, run, undone)
    VALUES (p_seat.centre, p_seat.counter, 0, p_leg)
    ON CONFLICT (centre, counter) DO UPDATE SET undone = p_leg;
END
$$;

CREATE FUNCTION set_run(p_seat seats, p_run integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO priority_runs (centre, counter, run)
    VALUES (p_seat.centre, p_seat.counter, p_run)
    ON CONFLICT (centre, counter) DO UPDATE SET run = p_run;
END
$$;

-- Who waits for this counter, by lane: its own queues, and who was promised a counter or operator.
CREATE FUNCTION waiting_for(
    p_seat seats, p_day date, p_services text[], OUT priority integer, OUT ordinary integer
)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT
        (count(*) FILTER (WHERE w.lane = 'priority'))::integer,
        (count(*) FILTER (WHERE w.lane = 'ordinary'))::integer
    INTO priority, ordinary
    FROM (
        SELECT l.lane
        FROM unnest(p_services) AS s (service),
        LATERAL (
            SELECT q.lane FROM legs q
            WHERE q.centre = p_seat.centre AND q.day = p_day AND q.service = s.service
                AND q.state = 'waiting' AND q.for_counter IS NULL AND q.for_operator IS NULL
            -- Queue by queue: joined freely, the whole hall's waiting rows were read.
            OFFSET 0
        ) l
        UNION ALL
        SELECT l.lane
        FROM legs l
        WHERE l.centre = p_seat.centre AND l.day = p_day AND l.state = 'waiting'
            AND (l.for_counter IS NOT NULL OR l.for_operator IS NOT NULL)
            AND may_call(l, p_seat, l.service = ANY (p_services))
    ) w;
END
$$;

-- Lock the first in turn who still waits: of each lane of each queue that this counter serves the
-- first `p_each` are looked at, and all who were promised this counter or operator. Nobody is locked
-- but who is taken: locking the head of each queue made the next caller skip nine people.
CREATE FUNCTION claim_among(
    p_seat seats, p_day date, p_turn text, p_services text[], p_handicaps bigint[],
    p_each integer, p_waits boolean
) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_head bigint;
    v_leg legs;
BEGIN
    FOR v_head IN
        SELECT h.id FROM (
            SELECT l.id, l.lane, l.due_at + microseconds(w.handicap) AS due, l.arrived_at
            FROM unnest(p_services, p_handicaps) AS w (service, handicap),
            (VALUES ('priority'), ('ordinary')) AS t (lane),
            LATERAL (
                SELECT q.id, q.lane, q.due_at, q.arrived_at FROM legs q
                WHERE q.centre = p_seat.centre AND q.day = p_day AND q.service = w.service
                    AND q.lane = t.lane AND q.state = 'waiting'
                    AND q.for_counter IS NULL AND q.for_operator IS NULL
                ORDER BY q.due_at, q.arrived_at, q.id
                LIMIT p_each
            ) l
            UNION ALL
            SELECT l.id, l.lane, l.due_at + microseconds(coalesce(w.handicap, 0)), l.arrived_at
            FROM legs l
            LEFT JOIN unnest(p_services, p_handicaps) AS w (service, handicap)
                ON w.service = l.service
            WHERE l.centre = p_seat.centre AND l.day = p_day AND l.state = 'waiting'
                AND (l.for_counter IS NOT NULL OR l.for_operator IS NOT NULL)
                AND may_call(l, p_seat, w.service IS NOT NULL)
        ) h
        ORDER BY (h.lane <> p_turn), h.due, h.arrived_at, h.id
    LOOP
        IF p_waits THEN
            SELECT * INTO v_leg FROM legs WHERE id = v_head AND state = 'waiting'
            FOR NO KEY UPDATE;
        ELSE
            SELECT * INTO v_leg FROM legs WHERE id = v_head AND state = 'waiting'
            FOR NO KEY UPDATE SKIP LOCKED;
        END IF;
        IF v_leg.id IS NOT NULL THEN
            RETURN v_leg;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- order.choose: the lane whose turn it is, in it the first due; the row is locked.
-- What others hold locked is skipped at first. Then they are waited for, in turn, so that an
-- empty answer means that nobody waits.
CREATE FUNCTION claim_next(
    p_seat seats, p_day date, p_turn text, p_services text[], p_handicaps bigint[],
    p_undone bigint
) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
    v_count record;
BEGIN
    -- Whose call this counter took back comes first here, if he still waits.
    IF p_undone IS NOT NULL THEN
        SELECT * INTO v_leg FROM legs l
        WHERE l.id = p_undone AND l.centre = p_seat.centre AND l.day = p_day
            AND l.state = 'waiting' AND may_call(l, p_seat, l.service = ANY (p_services))
        FOR NO KEY UPDATE;
        IF v_leg.id IS NOT NULL THEN
            RETURN v_leg;
        END IF;
    END IF;
    v_leg := claim_among(p_seat, p_day, p_turn, p_services, p_handicaps, 32, false);
    FOR v_try IN 1..2 LOOP
        IF v_leg.id IS NOT NULL THEN
            RETURN v_leg;
        END IF;
        v_count := waiting_for(p_seat, p_day, p_services);
        IF v_count.priority + v_count.ordinary = 0 THEN
            RETURN NULL;
        END IF;
        v_leg := claim_among(p_seat, p_day, p_turn, p_services, p_handicaps, 1000, true);
    END LOOP;
    IF v_leg.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'AN002',
            MESSAGE = 'other counters are calling everyone who waits; try again';
    END IF;
    RETURN v_leg;
END
$$;

-- Nobody is called to a counter that has a break.
CREATE FUNCTION require_working(p_seat seats) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_seat.paused_since IS NOT NULL THEN
        PERFORM refuse('paused', jsonb_build_object('why', p_seat.pause_reason));
    END IF;
END
$$;

-- Call a locked leg to the seat's counter, keep why, and log it.
CREATE FUNCTION call_leg(
    p_centre centres, p_seat seats, p_leg legs, p_why jsonb, p_at timestamptz, p_kind text,
    p_facts jsonb
) RETURNS calls
LANGUAGE plpgsql AS $$
DECLARE
    v_day date := day_of(p_centre, p_at);
    v_call calls;
BEGIN
    PERFORM require_working(p_seat);
    PERFORM refuse_ended(p_centre, p_at);
    UPDATE legs SET
        state = 'called', version = version + 1, counter = p_seat.counter,
        operator = p_seat.operator, calls = 1, called_at = p_at, hold_reason = NULL
    WHERE id = p_leg.id;
    INSERT INTO calls
        (centre, day, leg, label, counter, "window", zone, direction, language, service, times,
         called_at, open, withdrawn, why)
    SELECT p_leg.centre, v_day, p_leg.id, t.label, c.code, c.number, c.zone, c.direction,
        t.language, p_leg.service, 1, p_at, true, false, p_why
    FROM tickets t, counters c
    WHERE t.id = p_leg.ticket AND c.centre = p_seat.centre AND c.code = p_seat.counter
    RETURNING * INTO v_call;
    PERFORM log_event(
        p_leg.centre, v_day, p_at, p_kind, p_leg.ticket, p_leg.id, v_call.id, p_seat.counter,
        p_seat.operator, NULL, p_facts
    );
    RETURN v_call;
END
$$;

-- Call a leg that was chosen, keep why, with more of it, and count the priority calls in a row.
CREATE FUNCTION call_chosen(
    p_centre centres, p_seat seats, p_leg legs, p_services text[], p_handicaps bigint[],
    p_more jsonb, p_at timestamptz
) RETURNS calls
LANGUAGE plpgsql AS $$
DECLARE
    v_run integer := run_at(p_seat);
    v_waiting record := waiting_for(p_seat, day_of(p_centre, p_at), p_services);
    v_why jsonb;
    v_after integer;
BEGIN
    v_why := jsonb_build_object(
        'lane', p_leg.lane,
        'due_at', iso(p_leg.due_at),
        'handicap_seconds',
        coalesce(p_handicaps[array_position(p_services, p_leg.service::text)], 0) / 1000000,
        'waiting_priority', v_waiting.priority,
        'waiting_ordinary', v_waiting.ordinary,
        'run', v_run
    ) || p_more;
    v_after := CASE
        WHEN p_leg.lane = 'ordinary' THEN 0
        WHEN v_waiting.ordinary > 0 THEN v_run + 1
        ELSE v_run
    END;
    IF v_after <> v_run THEN
        PERFORM set_run(p_seat, v_after);
    END IF;
    RETURN call_leg(p_centre, p_seat, p_leg, v_why, p_at, 'called', v_why);
END
$$;

CREATE FUNCTION call_first(p_centre centres, p_seat seats, p_at timestamptz) RETURNS calls
LANGUAGE plpgsql AS $$
DECLARE
    v_undone bigint := undone_at(p_seat);
    v_services text[];
    v_handicaps bigint[];
    v_leg legs;
BEGIN
    PERFORM require_working(p_seat);
    PERFORM refuse_ended(p_centre, p_at);
    SELECT array_agg(service), array_agg(handicap) INTO v_services, v_handicaps
    FROM work_of(p_seat);
    v_leg := claim_next(
        p_seat, day_of(p_centre, p_at),
        CASE WHEN run_at(p_seat) >= p_centre.priority_ratio THEN 'ordinary' ELSE 'priority' END,
        v_services, v_handicaps, v_undone
    );
    IF v_undone IS NOT NULL THEN
        PERFORM set_undone(p_seat, NULL);
    END IF;
    IF v_leg.id IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN call_chosen(
        p_centre, p_seat, v_leg, v_services, v_handicaps,
        CASE WHEN v_leg.id = v_undone THEN '{"again": true}' ELSE '{}' END::jsonb, p_at
    );
END
$$;

-- Whom it concerns that somebody who waited was called.
CREATE FUNCTION called_topics(p_call calls) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT concat_ws(
            ' ', 's:' || l.service, 'c:' || p_call.counter, 'c:' || l.for_counter,
            CASE WHEN l.for_operator IS NOT NULL THEN '*' END, 'b'
        )
        FROM legs l WHERE l.id = p_call.leg
    );
END
$$;

CREATE FUNCTION call_next(
    p_centre text, p_counter text, p_finish boolean, p_outcome text DEFAULT NULL,
    p_delivered text[] DEFAULT '{}'
) RETURNS SETOF calls
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_current legs := current_leg(v_seat);
    v_topics text;
    v_call calls;
BEGIN
    IF v_current.id IS NOT NULL THEN
        IF NOT p_finish THEN
            PERFORM refuse('already_serving', jsonb_build_object('counter', p_counter));
        END IF;
        v_topics := finish_with(v_centre, v_current, p_outcome, p_delivered, v_now);
    END IF;
    -- Nobody is called where the counter closed behind its visitor.
    PERFORM FROM seats WHERE centre = p_centre AND counter = p_counter;
    IF FOUND THEN
        v_call := call_first(v_centre, v_seat, v_now);
    END IF;
    IF v_call.id IS NOT NULL THEN
        PERFORM notify_change(
            p_centre,
            concat_ws(' ', v_topics, called_topics(v_call))
        );
        RETURN NEXT v_call;
    ELSIF v_topics IS NOT NULL THEN
        PERFORM notify_change(p_centre, v_topics);
    END IF;
END
$$;

CREATE FUNCTION recall(p_centre text, p_counter text) RETURNS SETOF calls
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_leg legs := leg_at(seat_at(p_centre, p_counter));
    v_call calls;
BEGIN
    PERFORM require_move(v_centre, v_leg, 'recall', v_now);
    IF gap_left(v_centre, v_leg, v_now) > interval '0' THEN
        PERFORM refuse('too_soon', jsonb_build_object(
            'seconds', whole_seconds_left(gap_left(v_centre, v_leg, v_now))
        ));
    END IF;
    UPDATE legs SET version = version + 1, calls = v_leg.calls + 1, called_at = v_now
    WHERE id = v_leg.id;
    UPDATE calls SET times = times + 1, called_at = v_now
    WHERE centre = p_centre AND leg = v_leg.id AND open
    RETURNING * INTO v_call;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'recalled', v_leg.ticket, v_leg.id, v_call.id,
        v_leg.counter, v_leg.operator, NULL, jsonb_build_object('times', v_leg.calls + 1)
    );
    PERFORM notify_change(p_centre, topics_of(v_leg));
    RETURN NEXT v_call;
END
$$;

-- Let a visitor who did not come wait again behind some others, or behind all there are.
CREATE FUNCTION go_back(p_centre centres, p_leg legs, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_others timestamptz[] := ARRAY(
        SELECT due_at FROM legs
        WHERE centre = p_leg.centre AND day = day_of(p_centre, p_at) AND service = p_leg.service
            AND lane = p_leg.lane AND state = 'waiting'
        ORDER BY due_at, arrived_at, id
        LIMIT p_centre.no_show_back
    );
    v_back integer := cardinality(v_others);
BEGIN
    UPDATE legs SET
        state = 'waiting', version = version + 1, counter = NULL, operator = NULL, calls = 0,
        called_at = NULL, missed = missed + 1,
        due_at = greatest(due_at, v_others[v_back] + interval '1 microsecond')
    WHERE id = p_leg.id;
    UPDATE calls SET open = false WHERE centre = p_leg.centre AND leg = p_leg.id AND open;
    PERFORM log_event(
        p_leg.centre, day_of(p_centre, p_at), p_at, 'no_show', p_leg.ticket, p_leg.id, NULL,
        p_leg.counter, p_leg.operator, NULL, jsonb_build_object('back', v_back)
    );
    RETURN concat_ws(
        ' ', CASE WHEN p_leg.for_operator IS NOT NULL THEN '*' END,
        close_if_asked(p_centre, p_leg, p_at), topics_of(p_leg), 's:' || p_leg.service,
        'c:' || p_leg.for_counter
    );
END
$$;

-- Start and no-show: what is done with the visitor at the counter.
CREATE FUNCTION move_visitor(p_centre text, p_counter text, p_move text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_leg legs := leg_at(seat_at(p_centre, p_counter));
    v_topics text := topics_of(v_leg);
BEGIN
    IF p_move = 'no_show' AND v_leg.missed < v_centre.no_show_back_times
        AND v_centre.no_show_back IS NOT NULL
    THEN
        PERFORM require_move(v_centre, v_leg, 'no_show', v_now);
        v_topics := go_back(v_centre, v_leg, v_now);
    ELSIF p_move = 'no_show' THEN
        v_topics := end_leg(v_centre, v_leg, p_move, v_now);
    ELSIF p_move = 'start' THEN
        v_topics := concat_ws(' ', step(v_centre, v_leg, p_move, v_now), v_topics);
    ELSE
        PERFORM refuse('not_permitted');
    END IF;
    PERFORM notify_change(p_centre, v_topics);
END
$$;

CREATE FUNCTION hold(p_centre text, p_counter text, p_reason text, p_words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_leg legs := leg_at(seat_at(p_centre, p_counter));
    v_because jsonb := because('hold', p_reason, p_words);
    v_closed text := step(centre_of(p_centre), v_leg, 'hold', v_now, v_because);
BEGIN
    UPDATE legs SET hold_reason = p_reason WHERE id = v_leg.id;
    PERFORM notify_change(p_centre, concat_ws(' ', v_closed, topics_of(v_leg)));
END
$$;
