-- What a visitor does with his own slip (twins of common/rules/own_slip.py). Only whoever holds the
-- slip knows its token, and a day has to be today.

-- The leg that is under way, else the one that is away, else the last to be added; kept from others.
CREATE FUNCTION leg_that_counts(p_ticket bigint) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
BEGIN
    SELECT * INTO v_leg FROM legs WHERE ticket = p_ticket
    ORDER BY CASE
        WHEN state = 'away' THEN 1
        WHEN state IN ('done', 'no_show', 'transferred', 'cancelled') THEN 2
        ELSE 0
    END, id DESC
    LIMIT 1
    FOR NO KEY UPDATE;
    RETURN v_leg;
END
$$;

-- The counter that a leg is an errand for, while that waits for the visitor.
CREATE FUNCTION errand_of(p_leg legs) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT counter::text FROM legs WHERE id = p_leg.returns_to AND state = 'away'
$$;

CREATE FUNCTION ticket_of_slip(p_centre centres, p_day date, p_token text, p_at timestamptz)
RETURNS tickets
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_ticket tickets;
BEGIN
    IF p_day IS DISTINCT FROM day_of(p_centre, p_at) THEN
        PERFORM refuse('old_slip');
    END IF;
    SELECT * INTO v_ticket FROM tickets
    WHERE centre = p_centre.centre AND day = p_day AND token = p_token;
    IF NOT FOUND THEN
        PERFORM refuse('unknown_slip');
    END IF;
    RETURN v_ticket;
END
$$;

-- Leaves the queue; the answer says whom it concerns.
CREATE FUNCTION give_up_place(p_centre centres, p_leg legs, p_kiosk text, p_at timestamptz)
RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    IF p_leg.state <> 'waiting' THEN
        PERFORM refuse(
            'not_lawful', jsonb_build_object('move', 'cancel', 'state', p_leg.state)
        );
    END IF;
    RETURN end_leg(p_centre, p_leg, 'cancel', p_at, p_kiosk);
END
$$;

-- Waits again for the counter that put him aside, or sent him elsewhere.
CREATE FUNCTION come_back_to(p_centre centres, p_leg legs, p_kiosk text, p_at timestamptz)
RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_waiting legs;
BEGIN
    IF p_leg.state = 'waiting' AND errand_of(p_leg) IS NOT NULL THEN
        RETURN end_leg(p_centre, p_leg, 'cancel', p_at, p_kiosk);
    END IF;
    PERFORM require_move(p_centre, p_leg, 'come_back', p_at);
    UPDATE legs SET
        state = 'waiting', version = version + 1, for_counter = counter, counter = NULL,
        operator = NULL, calls = 0, called_at = NULL, hold_reason = NULL
    WHERE id = p_leg.id
    RETURNING * INTO v_waiting;
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'returned', p_leg.ticket, p_leg.id,
        p_counter => p_leg.counter, p_device => p_kiosk
    );
    RETURN topics_of(v_waiting);
END
$$;

-- All three at once: looks up, and before that gives up or comes back where that is wanted.
CREATE FUNCTION own_slip(p_centre text, p_kiosk text, p_day date, p_token text, p_wish text)
RETURNS TABLE (
    label text, service text, state text, lane text, ahead integer, counter text,
    for_counter text, errand_of text, arrived_at timestamptz, appointment timestamptz,
    first boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_ticket tickets;
    v_leg legs;
    v_topics text;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    IF p_wish NOT IN ('look_up', 'give_up', 'come_back') THEN
        PERFORM refuse('not_permitted');
    END IF;
    v_ticket := ticket_of_slip(v_centre, p_day, p_token, v_now);
    IF p_wish <> 'look_up' THEN
        v_leg := leg_that_counts(v_ticket.id);
        v_topics := CASE p_wish
            WHEN 'give_up' THEN give_up_place(v_centre, v_leg, p_kiosk, v_now)
            WHEN 'come_back' THEN come_back_to(v_centre, v_leg, p_kiosk, v_now)
        END;
        PERFORM notify_change(p_centre, v_topics);
    END IF;
    v_leg := leg_that_counts(v_ticket.id);
    RETURN QUERY SELECT
        v_ticket.label::text, v_leg.service::text, v_leg.state::text, v_leg.lane::text,
        CASE WHEN v_leg.state = 'waiting' THEN ahead_of(v_leg) ELSE 0 END,
        v_leg.counter::text, v_leg.for_counter::text, errand_of(v_leg), v_leg.arrived_at,
        (SELECT a.at FROM appointments a WHERE a.centre = p_centre AND a.ticket = v_ticket.id),
        v_leg.id = (SELECT min(l.id) FROM legs l WHERE l.ticket = v_ticket.id);
END
$$;
