-- Tickets that people at counters give (twin of common/rules/walk_ins.py).

-- What an earlier try of an intention got; one that is still under way is waited for.
CREATE FUNCTION given_before(p_centre text, p_request text) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[]
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_ticket tickets;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_request, 0));
    SELECT * INTO v_ticket FROM tickets t WHERE t.centre = p_centre AND t.request = p_request;
    IF FOUND THEN
        RETURN QUERY SELECT
            i.id, i.day, i.label, i.series, i.serial, i.language, i.priority, i.request, i.token,
            i.issued_at, i.slip, i.kiosk, first.service::text,
            CASE WHEN first.state = 'waiting' THEN ahead_of(first) ELSE 0 END, true, i.more
            FROM issued_once_more(v_ticket) i, LATERAL (
                SELECT * FROM legs l WHERE l.ticket = v_ticket.id ORDER BY l.id LIMIT 1
            ) first;
    END IF;
END
$$;

CREATE FUNCTION given_at(p_centre text, p_counter text, p_request text) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM seat_at(p_centre, p_counter);
    RETURN QUERY SELECT * FROM given_before(p_centre, p_request);
END
$$;

CREATE FUNCTION walk_in(
    p_centre text, p_counter text, p_service text, p_language text, p_request text,
    p_priority text, p_printer text, p_call_at_once boolean, p_reason text, p_words text
) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_kiosk text;
    v_ticket tickets;
    v_leg legs;
    v_unhurried legs;
    v_current legs;
    v_topics text := 's:' || p_service;
    v_ahead integer;
BEGIN
    PERFORM check_wish(p_language, p_request);
    RETURN QUERY SELECT * FROM given_before(p_centre, p_request);
    IF FOUND THEN
        RETURN;
    END IF;
    PERFORM require_own_entity(v_seat, p_service);
    IF p_service NOT IN (SELECT w.service FROM work_of(v_seat) w) THEN
        PERFORM require_permission(v_seat, 'reception');
    END IF;
    IF p_printer IS NOT NULL THEN
        SELECT k.code INTO v_kiosk FROM kiosks k
        WHERE k.centre = p_centre AND k.printer = p_printer ORDER BY k.position LIMIT 1;
        IF NOT FOUND THEN
            PERFORM refuse('unknown_printer', jsonb_build_object('printer', p_printer));
        END IF;
    END IF;
    IF p_priority IS NOT NULL THEN
        PERFORM require_proof_seer(v_seat);
        PERFORM because('out_of_turn', p_reason, p_words);
        PERFORM check_group(p_centre, p_priority);
    END IF;
    v_ticket := new_ticket(
        v_centre, count_visit(v_centre, ARRAY[p_service], v_now), v_now, p_language, p_request,
        NULL, p_priority
    );
    v_leg := queue_visit(v_ticket, ARRAY[p_service]);
    PERFORM log_event(
        p_centre, v_ticket.day, v_now, 'issued', v_ticket.id, v_leg.id,
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object(
            'label', v_ticket.label, 'service', p_service, 'language', p_language,
            'walk_in', true
        )
    );
    IF p_priority IS NOT NULL THEN
        v_unhurried := v_leg;
        v_unhurried.lane := 'ordinary';
        PERFORM note_out_of_turn(
            v_centre, v_seat, v_leg, 'priority_granted', p_reason, p_words,
            ahead_of(v_unhurried), v_now
        );
    END IF;
    IF v_kiosk IS NOT NULL THEN
        DELETE FROM spares s
        WHERE s.centre = p_centre AND s.changed_at < v_now - interval '1 day';
        INSERT INTO spares (centre, ticket, kiosk, printer, state, changed_at)
        VALUES (p_centre, v_ticket.id, v_kiosk, p_printer, 'asked', v_now);
        v_topics := '*';
    END IF;
    v_ahead := ahead_of(v_leg);
    IF p_call_at_once THEN
        v_current := current_leg(v_seat);
        IF v_current.id IS NOT NULL THEN
            PERFORM refuse('already_serving', jsonb_build_object('counter', p_counter));
        END IF;
        v_topics := concat_ws(' ', v_topics, called_topics(call_waiting(
            v_centre, v_seat, v_leg, 'walk_in', p_reason, p_words, v_now
        )));
    END IF;
    PERFORM notify_change(p_centre, v_topics);
    RETURN QUERY SELECT
        v_ticket.id, v_ticket.day, v_ticket.label::text, v_ticket.series::text, v_ticket.serial,
        v_ticket.language::text, v_ticket.priority::text, v_ticket.request::text,
        v_ticket.token::text, v_ticket.issued_at, v_ticket.slip::text, v_ticket.kiosk::text,
        v_leg.service::text, v_ahead, false, '{}'::text[];
END
$$;
