-- A slip scanned at a counter (twins of common/rules/found_slip.py).

-- The leg that counts of a visit that a counter may know of.
CREATE FUNCTION visit_near(p_seat seats, p_ticket bigint) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs := leg_that_counts(p_ticket);
BEGIN
    IF NOT EXISTS (
        SELECT FROM legs
        WHERE ticket = p_ticket AND p_seat.counter IN (counter, for_counter)
    ) AND v_leg.service NOT IN (SELECT service FROM work_of(p_seat))
        AND NOT may_on(p_seat, v_leg, 'reception')
    THEN
        PERFORM refuse('not_served_here', jsonb_build_object(
            'service', v_leg.service, 'permission', 'reception'
        ));
    END IF;
    RETURN v_leg;
END
$$;

CREATE FUNCTION find_slip(
    p_centre text, p_counter text, p_of_centre text, p_day date, p_token text
) RETURNS TABLE (ticket tickets, leg legs, lawful text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_here boolean;
    v_ours boolean;
BEGIN
    IF p_of_centre <> p_centre THEN
        PERFORM refuse('unknown_slip');
    END IF;
    ticket := ticket_of_slip(v_centre, p_day, p_token, v_now);
    leg := visit_near(v_seat, ticket.id);
    v_here := coalesce(leg.counter = p_counter, false);
    v_ours := may_call(leg, v_seat, leg.service IN (SELECT w.service FROM work_of(v_seat) w));
    lawful := array_remove(ARRAY[
        CASE WHEN leg.state = 'waiting' AND v_ours THEN 'call' END,
        CASE
            WHEN leg.state = 'held' AND v_here AND may(p_centre, v_seat.operator, 'serve')
                THEN 'resume'
        END,
        CASE
            WHEN leg.state = 'no_show' AND (v_here OR v_ours)
                AND v_now - leg.ended_at <= microseconds(v_centre.reinstate_within)
                THEN 'reinstate'
        END
    ], NULL);
    RETURN NEXT;
END
$$;

CREATE FUNCTION copy_slip_at(p_centre text, p_counter text, p_ticket bigint, p_printer text)
RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_seat seats := seat_at(p_centre, p_counter);
    v_kiosk text;
    v_ticket tickets;
    v_leg legs;
    v_spare spares;
BEGIN
    SELECT code INTO v_kiosk FROM kiosks
    WHERE centre = p_centre AND printer = p_printer ORDER BY position LIMIT 1;
    IF NOT FOUND THEN
        PERFORM refuse('unknown_printer', jsonb_build_object('printer', p_printer));
    END IF;
    SELECT * INTO v_ticket FROM tickets WHERE centre = p_centre AND id = p_ticket;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    v_leg := visit_near(v_seat, p_ticket);
    IF v_ticket.day <> v_day OR v_leg.state IN ('done', 'no_show', 'transferred', 'cancelled') THEN
        PERFORM refuse(
            'not_lawful', jsonb_build_object('label', v_ticket.label, 'state', v_leg.state)
        );
    END IF;
    SELECT * INTO v_spare FROM spares WHERE centre = p_centre AND ticket = p_ticket FOR UPDATE;
    IF left_of(
        CASE
            WHEN v_spare.state = 'asked' THEN interval '10 seconds'
            WHEN v_spare.state = 'taken' THEN interval '30 seconds'
            WHEN v_spare.state IN ('printed', 'unsure', 'collected') THEN interval '60 seconds'
        END, v_spare.changed_at, v_now
    ) > '0' THEN
        RETURN v_spare.changed_at;
    END IF;
    DELETE FROM spares
    WHERE centre = p_centre AND (ticket = p_ticket OR changed_at < v_now - interval '1 day');
    INSERT INTO spares (centre, ticket, kiosk, printer, state, changed_at)
    VALUES (p_centre, p_ticket, v_kiosk, p_printer, 'asked', v_now);
    PERFORM log_event(
        p_centre, v_day, v_now, 'copied', p_ticket, p_counter => p_counter,
        p_operator => v_seat.operator, p_facts => jsonb_build_object('printer', p_printer)
    );
    PERFORM notify_change(p_centre, '*');
    RETURN NULL;
END
$$;
