-- Priority granted or withdrawn after proof was seen (twins of common/rules/priority.py).

-- Who has an entity acts only on what is of it.
CREATE FUNCTION require_own_entity(p_seat seats, p_service text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM operators o
        JOIN services s ON s.centre = o.centre AND s.code = p_service
        WHERE o.centre = p_seat.centre AND o.code = p_seat.operator AND o.entity <> s.entity
    ) THEN
        PERFORM refuse('not_served_here', jsonb_build_object('service', p_service));
    END IF;
END
$$;

-- Priority is given by who may see proof, or call out of turn.
CREATE FUNCTION require_proof_seer(p_seat seats) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT may(p_seat.centre, p_seat.operator, 'reception') THEN
        PERFORM require_permission(p_seat, 'out_of_turn');
    END IF;
END
$$;

CREATE FUNCTION set_priority(
    p_centre text, p_counter text, p_leg bigint, p_group text, p_reason text, p_words text
) RETURNS SETOF tickets
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_lane text := CASE WHEN p_group IS NULL THEN 'ordinary' ELSE 'priority' END;
    v_leg legs;
    v_ticket tickets;
    v_passed integer := 0;
    v_topics text;
BEGIN
    PERFORM require_proof_seer(v_seat);
    PERFORM because('out_of_turn', p_reason, p_words);
    PERFORM check_group(p_centre, p_group);
    v_leg := leg_of(p_centre, p_leg);
    SELECT * INTO v_ticket FROM tickets WHERE id = v_leg.ticket FOR NO KEY UPDATE;
    IF v_ticket.day <> day_of(v_centre, v_now) THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM require_own_entity(v_seat, v_leg.service);
    IF v_leg.state IN ('done', 'no_show', 'transferred', 'cancelled')
        OR v_ticket.priority IS NOT DISTINCT FROM p_group
    THEN
        PERFORM refuse('not_lawful', jsonb_build_object('label', v_ticket.label));
    END IF;
    IF v_leg.state = 'waiting' AND v_leg.lane <> v_lane THEN
        v_leg.lane := 'ordinary';
        v_passed := ahead_of(v_leg);
    END IF;
    WITH changed AS (
        UPDATE legs SET lane = v_lane, version = version + 1
        WHERE ticket = v_ticket.id AND lane <> v_lane
            AND state IN ('waiting', 'called', 'serving', 'held', 'away')
        RETURNING *
    )
    SELECT string_agg(concat_ws(
        ' ',
        CASE WHEN state = 'waiting' THEN 's:' || service END,
        'c:' || counter, 'c:' || for_counter,
        CASE WHEN state = 'waiting' AND for_operator IS NOT NULL THEN '*' END
    ), ' ') INTO v_topics FROM changed;
    UPDATE tickets SET priority = p_group WHERE id = v_ticket.id;
    PERFORM log_event(
        p_centre, v_ticket.day, v_now,
        CASE WHEN p_group IS NULL THEN 'priority_withdrawn' ELSE 'priority_granted' END,
        v_ticket.id, p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('group', coalesce(p_group, v_ticket.priority))
    );
    PERFORM note_out_of_turn(
        v_centre, v_seat, v_leg,
        CASE WHEN p_group IS NULL THEN 'priority_withdrawn' ELSE 'priority_granted' END,
        p_reason, p_words, v_passed, v_now
    );
    IF v_topics IS NOT NULL THEN
        PERFORM notify_change(p_centre, v_topics);
    END IF;
    v_ticket.priority := p_group;
    RETURN NEXT v_ticket;
END
$$;

CREATE FUNCTION grant_priority(
    p_centre text, p_counter text, p_leg bigint, p_group text, p_reason text, p_words text
) RETURNS SETOF tickets
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF p_group IS NULL THEN
        PERFORM refuse('not_permitted', '{"group": null}');
    END IF;
    RETURN QUERY SELECT * FROM set_priority(
        p_centre, p_counter, p_leg, p_group, p_reason, p_words
    );
END
$$;

CREATE FUNCTION withdraw_priority(
    p_centre text, p_counter text, p_leg bigint, p_reason text, p_words text
) RETURNS SETOF tickets
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM set_priority(p_centre, p_counter, p_leg, NULL, p_reason, p_words)
$$;
