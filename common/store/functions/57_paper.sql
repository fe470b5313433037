-- Printers: what kiosks say of theirs, what they printed, and when somebody changed the roll
-- (the twins of common/rules/paper.py and common/domain/printers.py).

CREATE FUNCTION printer_of(p_centre text, p_kiosk text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_printer text;
BEGIN
    SELECT printer INTO v_printer FROM kiosks WHERE centre = p_centre AND code = p_kiosk;
    IF v_printer IS NULL THEN
        PERFORM refuse('unknown_printer', jsonb_build_object('kiosk', p_kiosk));
    END IF;
    RETURN v_printer;
END
$$;

CREATE FUNCTION report_printer(
    p_centre text, p_kiosk text, p_state text, p_at timestamptz, p_slips integer,
    p_paper_mm double precision
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_printer text;
    v_known printer_states;
    v_new boolean;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    v_printer := printer_of(p_centre, p_kiosk);
    -- A moment that no kiosk can mean would stop whoever reads it.
    IF p_at IS NULL OR abs(extract(epoch FROM v_now - p_at)) > 366 * 86400 OR p_state NOT IN (
        'ready', 'near_end', 'out_of_paper', 'cover_open', 'cutter', 'jam', 'hot', 'not_taken',
        'offline', 'no_link', 'unknown'
    ) OR p_paper_mm = 'NaN' THEN
        PERFORM refuse('not_permitted');
    END IF;
    INSERT INTO printer_states (
        centre, printer, kiosk, state, since, seen_at, reported_at, slips, paper_mm, mm_at_change,
        senses_end
    ) VALUES (
        p_centre, v_printer, '', p_state, v_now, v_now, p_at, 0, 0, 0, false
    ) ON CONFLICT DO NOTHING;
    v_new := FOUND;
    SELECT * INTO v_known FROM printer_states
    WHERE centre = p_centre AND printer = v_printer FOR UPDATE;
    IF v_known.kiosk = p_kiosk AND v_known.reported_at = p_at THEN
        UPDATE printer_states SET seen_at = v_now
        WHERE centre = p_centre AND printer = v_printer;
        RETURN;
    END IF;
    UPDATE printer_states SET
        kiosk = p_kiosk, state = p_state, seen_at = v_now, reported_at = p_at,
        since = CASE WHEN state = p_state THEN since ELSE v_now END,
        slips = slips + least(greatest(p_slips, 0), 500),
        paper_mm = paper_mm + least(greatest(p_paper_mm, 0), 20000),
        senses_end = senses_end OR p_state = 'near_end'
    WHERE centre = p_centre AND printer = v_printer;
    IF v_new OR v_known.state <> p_state THEN
        PERFORM notify_change(p_centre, '*');
    END IF;
END
$$;

CREATE FUNCTION change_paper(p_centre text, p_kiosk text, p_printer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_printer text := p_printer;
BEGIN
    IF p_kiosk IS NULL THEN
        PERFORM require_admin(p_centre);
    ELSE
        PERFORM require_device(p_centre, 'kiosk', p_kiosk);
        v_printer := printer_of(p_centre, p_kiosk);
    END IF;
    IF NOT EXISTS (SELECT FROM printers WHERE centre = p_centre AND code = v_printer) THEN
        PERFORM refuse('unknown_printer', jsonb_build_object('printer', v_printer));
    END IF;
    INSERT INTO printer_states (
        centre, printer, kiosk, state, since, seen_at, reported_at, slips, paper_mm, mm_at_change,
        changed_at, senses_end
    ) VALUES (
        p_centre, v_printer, coalesce(p_kiosk, ''), 'unknown', v_now, v_now, v_now, 0, 0, 0,
        v_now, false
    ) ON CONFLICT (centre, printer) DO UPDATE SET
        mm_at_change = printer_states.paper_mm, changed_at = v_now;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'paper_changed',
        p_device => p_kiosk, p_facts => jsonb_build_object('printer', v_printer)
    );
    PERFORM notify_change(p_centre, '*');
END
$$;

-- When each kiosk gave a slip, and nothing of whom to.
CREATE FUNCTION printed_lately(p_centre text, p_day date, p_since timestamptz)
RETURNS TABLE (kiosk text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT kiosk::text, issued_at FROM tickets
    WHERE centre = p_centre AND day = p_day AND issued_at > p_since AND kiosk IS NOT NULL
        AND slip IN ('printed', 'sent', 'unknown')
    ORDER BY kiosk, issued_at
$$;

-- Who waits and may have no paper, where whoever sits at the counter may see the floor.
CREATE FUNCTION missing_slips(
    p_centre text, p_day date, p_counter text, p_unsaid_since timestamptz
)
RETURNS TABLE (label text, kiosk text, slip text, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    RETURN QUERY
    SELECT t.label::text, t.kiosk::text, t.slip::text, t.issued_at FROM tickets t
    WHERE t.centre = p_centre AND t.day = p_day
        AND (
            t.slip IN ('failed', 'unknown')
            -- Who got a number from a person and no paper with it misses none.
            OR t.issued_at < p_unsaid_since AND (
                t.slip = 'printing'
                OR t.slip = 'waiting' AND (
                    t.kiosk IS NOT NULL OR EXISTS (SELECT FROM spares p WHERE p.ticket = t.id)
                )
            )
        )
        AND EXISTS (SELECT FROM legs l WHERE l.ticket = t.id AND l.state = 'waiting')
        AND EXISTS (
            SELECT FROM seats s WHERE s.centre = p_centre AND s.counter = p_counter
                AND may(s.centre, s.operator, 'floor')
        )
    ORDER BY t.issued_at;
END
$$;

-- A ticket as it stands now, with all that its slip says.
CREATE FUNCTION issued_once_more(p_ticket tickets) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[], appointment timestamptz
)
LANGUAGE sql STABLE AS $$
    SELECT
        p_ticket.id, p_ticket.day, p_ticket.label::text, p_ticket.series::text, p_ticket.serial,
        p_ticket.language::text, p_ticket.priority::text, p_ticket.request::text,
        p_ticket.token::text, p_ticket.issued_at, p_ticket.slip::text, p_ticket.kiosk::text,
        leg.service::text,
        CASE WHEN leg.state = 'waiting' THEN ahead_of(leg) ELSE 0 END,
        true, later_services(p_ticket.id),
        (
            SELECT a.at FROM appointments a
            WHERE a.centre = p_ticket.centre AND a.ticket = p_ticket.id
        )
    FROM leg_that_counts(p_ticket.id) AS leg
$$;

-- A ticket of today once more, to be printed as a copy.
CREATE FUNCTION copy_slip(p_centre text, p_label text, p_printer text) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[], appointment timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_ticket tickets;
    v_leg legs;
BEGIN
    PERFORM require_admin(p_centre);
    IF NOT EXISTS (SELECT FROM printers WHERE centre = p_centre AND code = p_printer) THEN
        PERFORM refuse('unknown_printer', jsonb_build_object('printer', p_printer));
    END IF;
    SELECT * INTO v_ticket FROM tickets
    WHERE centre = p_centre AND day = v_day AND label = p_label;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone', jsonb_build_object('label', p_label));
    END IF;
    v_leg := leg_that_counts(v_ticket.id);
    IF v_leg.state IN ('done', 'no_show', 'transferred', 'cancelled') THEN
        PERFORM refuse(
            'not_lawful', jsonb_build_object('label', p_label, 'state', v_leg.state)
        );
    END IF;
    PERFORM log_event(
        p_centre, v_day, v_now, 'copied', v_ticket.id,
        p_facts => jsonb_build_object('printer', p_printer)
    );
    RETURN QUERY SELECT * FROM issued_once_more(v_ticket);
END
$$;

-- A printer confirmed the copy.
CREATE FUNCTION slip_copied(p_centre text, p_ticket bigint, p_digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
BEGIN
    PERFORM require_admin(p_centre);
    IF NOT is_word(p_digest, 128) THEN
        PERFORM refuse('not_permitted');
    END IF;
    UPDATE tickets SET slip = 'reprinted' WHERE id = p_ticket AND centre = p_centre;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'slip', p_ticket,
        p_facts => jsonb_strip_nulls(
            jsonb_build_object('slip', 'reprinted', 'digest', p_digest)
        )
    );
END
$$;
