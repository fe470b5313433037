-- Slips that failed at one kiosk and are printed by another (twins of common/rules/spare.py).

CREATE FUNCTION note_slip(
    p_centre text, p_ticket bigint, p_slip text, p_device text, p_more jsonb DEFAULT '{}'
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := store_now();
BEGIN
    UPDATE tickets SET slip = p_slip WHERE id = p_ticket AND centre = p_centre;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'slip', p_ticket,
        p_device => p_device, p_facts => jsonb_build_object('slip', p_slip) || p_more
    );
    PERFORM notify_change(p_centre, '*');
END
$$;

CREATE FUNCTION finish_spare(
    p_spare spares, p_slip text, p_device text, p_digest text DEFAULT NULL
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_state text := CASE p_slip
        WHEN 'printed' THEN 'printed' WHEN 'failed' THEN 'failed' ELSE 'unsure' END;
BEGIN
    UPDATE spares SET state = v_state, changed_at = store_now()
    WHERE centre = p_spare.centre AND ticket = p_spare.ticket;
    PERFORM note_slip(
        p_spare.centre, p_spare.ticket, p_slip, p_device,
        jsonb_strip_nulls(jsonb_build_object('digest', p_digest))
    );
    RETURN v_state;
END
$$;

CREATE FUNCTION ask_spare(p_centre text, p_kiosk text, p_ticket bigint, p_printer text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_ticket tickets;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    IF NOT EXISTS (
        SELECT FROM kiosk_spares
        WHERE centre = p_centre AND kiosk = p_kiosk AND printer = p_printer
    ) THEN
        PERFORM refuse('unknown_printer', jsonb_build_object('printer', p_printer));
    END IF;
    SELECT * INTO v_ticket FROM tickets
    WHERE id = p_ticket AND centre = p_centre AND kiosk = p_kiosk FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    ELSIF v_ticket.slip <> 'failed' THEN
        PERFORM refuse(
            'not_lawful', jsonb_build_object('label', v_ticket.label, 'state', v_ticket.slip)
        );
    END IF;
    DELETE FROM spares
    WHERE centre = p_centre AND (ticket = p_ticket OR changed_at < v_now - interval '1 day');
    INSERT INTO spares (centre, ticket, kiosk, printer, state, changed_at)
    VALUES (p_centre, p_ticket, p_kiosk, p_printer, 'asked', v_now);
    PERFORM notify_change(p_centre, '*');
END
$$;

CREATE FUNCTION take_spare(p_centre text, p_kiosk text) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[], appointment timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_printer text;
    v_spare spares;
    v_ticket tickets;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    v_printer := printer_of(p_centre, p_kiosk);
    FOR v_spare IN
        SELECT * FROM spares
        WHERE centre = p_centre AND printer = v_printer AND state = 'taken' AND by = p_kiosk
            AND changed_at > v_now - interval '1 day'
        FOR UPDATE
    LOOP
        PERFORM finish_spare(v_spare, 'unknown', p_kiosk);
    END LOOP;
    SELECT * INTO v_spare FROM spares
    WHERE centre = p_centre AND printer = v_printer AND state = 'asked'
        AND changed_at > v_now - interval '10 seconds'
    ORDER BY changed_at, ticket LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE spares SET state = 'taken', changed_at = v_now, by = p_kiosk
    WHERE centre = p_centre AND ticket = v_spare.ticket;
    PERFORM note_slip(
        p_centre, v_spare.ticket, 'printing', p_kiosk, jsonb_build_object('printer', v_printer)
    );
    SELECT * INTO v_ticket FROM tickets WHERE id = v_spare.ticket;
    RETURN QUERY SELECT * FROM issued_once_more(v_ticket);
END
$$;

CREATE FUNCTION end_spare(
    p_centre text, p_kiosk text, p_ticket bigint, p_slip text, p_digest text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_spare spares;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    IF p_slip NOT IN ('printed', 'sent', 'unknown', 'failed') OR NOT is_word(p_digest, 128) THEN
        PERFORM refuse('not_permitted');
    END IF;
    SELECT * INTO v_spare FROM spares
    WHERE centre = p_centre AND ticket = p_ticket AND by = p_kiosk AND state = 'taken'
    FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM finish_spare(v_spare, p_slip, p_kiosk, p_digest);
END
$$;

CREATE FUNCTION collect_spare(p_centre text, p_kiosk text, p_ticket bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    UPDATE spares SET state = 'collected', changed_at = store_now()
    WHERE centre = p_centre AND ticket = p_ticket AND by = p_kiosk
        AND state IN ('printed', 'unsure');
    IF FOUND THEN
        PERFORM notify_change(p_centre, '*');
    END IF;
END
$$;

CREATE FUNCTION look_at_spare(p_centre text, p_kiosk text, p_ticket bigint, p_leave boolean)
RETURNS TABLE (state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_spare spares;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    -- A mere look keeps nobody from taking: whoever takes passes over rows that are held.
    IF p_leave THEN
        SELECT * INTO v_spare FROM spares
        WHERE centre = p_centre AND ticket = p_ticket AND kiosk = p_kiosk FOR UPDATE;
    ELSE
        SELECT * INTO v_spare FROM spares
        WHERE centre = p_centre AND ticket = p_ticket AND kiosk = p_kiosk;
    END IF;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    IF p_leave AND v_spare.state = 'asked' THEN
        v_spare.state := 'withdrawn';
        UPDATE spares SET state = 'withdrawn', changed_at = store_now()
        WHERE centre = p_centre AND ticket = p_ticket;
    ELSIF p_leave AND v_spare.state = 'taken'
        AND store_now() - v_spare.changed_at >= interval '30 seconds'
    THEN
        v_spare.state := finish_spare(v_spare, 'unknown', p_kiosk);
    END IF;
    RETURN QUERY SELECT v_spare.state::text;
END
$$;
