-- What becomes of appointments (twins of common/rules/appointments.py). Their codes come here as
-- appointments.normal_code leaves them, and nobody but the owner of the tables can list them.

-- Twin of appointments.judge: refuses whoever does not come in time with a code that holds.
CREATE FUNCTION require_in_time(p_centre centres, p_booked appointments, p_at timestamptz)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_earliest timestamptz := p_booked.at - microseconds(p_centre.appointment_early);
    v_facts jsonb := jsonb_build_object('service', p_booked.service, 'at', iso(p_booked.at));
BEGIN
    IF p_booked.code IS NULL THEN
        PERFORM refuse('unknown_appointment');
    ELSIF p_booked.state = 'checked_in' THEN
        PERFORM refuse('appointment_used', v_facts || jsonb_strip_nulls(jsonb_build_object(
            'label', (SELECT label FROM tickets WHERE id = p_booked.ticket)
        )));
    ELSIF p_booked.state = 'cancelled' THEN
        PERFORM refuse('appointment_cancelled', v_facts);
    ELSIF p_at < v_earliest THEN
        PERFORM refuse(
            'appointment_early', v_facts || jsonb_build_object('earliest', iso(v_earliest))
        );
    ELSIF p_at > p_booked.at + microseconds(p_centre.appointment_late) THEN
        PERFORM refuse('appointment_late', v_facts);
    END IF;
END
$$;

-- Count a ticket of the service; only one that is off, or a closed day, breaks a promise.
CREATE FUNCTION count_promised(p_centre centres, p_service text, p_at timestamptz)
RETURNS service_rules
LANGUAGE plpgsql AS $$
DECLARE
    v_rules service_rules := rules_of(p_centre, p_service);
    v_answer record;
BEGIN
    v_answer := closed_for(p_centre, v_rules, p_at, 0);
    IF v_answer.closed = 'day' THEN
        PERFORM refuse('closed_now', v_answer.facts);
    END IF;
    PERFORM count_service(p_centre.centre, day_of(p_centre, p_at), p_service);
    RETURN v_rules;
END
$$;

-- The ticket of an appointment; its leg is due at the time that was promised.
CREATE FUNCTION keep_promise(
    p_centre centres, p_booked appointments, p_language text, p_request text, p_kiosk text,
    p_at timestamptz
) RETURNS tickets
LANGUAGE plpgsql AS $$
DECLARE
    v_language text := coalesce(p_booked.language, p_language);
    v_ticket tickets;
    v_leg legs;
BEGIN
    v_ticket := new_ticket(
        p_centre, count_promised(p_centre, p_booked.service, p_at), p_at, v_language, p_request,
        p_kiosk, NULL
    );
    v_leg := queue_leg(v_ticket, p_booked.service, 'ordinary', p_at, p_booked.at, NULL);
    UPDATE appointments SET state = 'checked_in', ticket = v_ticket.id
    WHERE centre = p_centre.centre AND code = p_booked.code;
    PERFORM log_event(
        p_centre.centre, v_ticket.day, p_at, 'issued', v_ticket.id, v_leg.id,
        p_device => p_kiosk,
        p_facts => jsonb_build_object(
            'label', v_ticket.label, 'service', p_booked.service, 'language', v_language,
            'appointment', to_char(p_booked.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')
        )
    );
    PERFORM notify_change(p_centre.centre, 's:' || p_booked.service);
    RETURN v_ticket;
END
$$;

CREATE FUNCTION check_in(
    p_centre text, p_code text, p_language text, p_request text, p_kiosk text
) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[], appointment timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_booked appointments;
    v_ticket tickets;
    v_leg legs;
    v_again boolean;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    PERFORM check_wish(p_language, p_request);
    PERFORM pg_advisory_xact_lock(hashtextextended(p_request, 0));
    -- Two kiosks with one code wait for one another, so that the second finds it used.
    SELECT * INTO v_booked FROM appointments WHERE centre = p_centre AND code = p_code
    FOR NO KEY UPDATE;
    SELECT * INTO v_ticket FROM tickets WHERE centre = p_centre AND request = p_request;
    v_again := FOUND;
    IF NOT v_again THEN
        PERFORM require_in_time(v_centre, v_booked, v_now);
        v_ticket := keep_promise(v_centre, v_booked, p_language, p_request, p_kiosk, v_now);
        v_booked.ticket := v_ticket.id;
    END IF;
    SELECT * INTO v_leg FROM legs WHERE ticket = v_ticket.id ORDER BY id LIMIT 1;
    RETURN QUERY SELECT
        v_ticket.id, v_ticket.day, v_ticket.label::text, v_ticket.series::text, v_ticket.serial,
        v_ticket.language::text, v_ticket.priority::text, v_ticket.request::text,
        v_ticket.token::text, v_ticket.issued_at, v_ticket.slip::text, v_ticket.kiosk::text,
        v_leg.service::text,
        CASE WHEN v_leg.state = 'waiting' THEN ahead_of(v_leg) ELSE 0 END,
        v_again, later_services(v_ticket.id),
        CASE WHEN v_booked.ticket = v_ticket.id THEN v_booked.at END;
END
$$;

-- Whether anybody has an appointment on a business day: all that a kiosk may ask of them.
CREATE FUNCTION has_appointments(p_centre text, p_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM appointments a JOIN centres c ON c.centre = a.centre
        WHERE a.centre = p_centre
            AND a.at >= (p_day + c.rollover) AT TIME ZONE c.time_zone
            AND a.at < (p_day + 1 + c.rollover) AT TIME ZONE c.time_zone
    )
$$;

-- appointments.imported_as.
CREATE FUNCTION imported_as(p_known appointments, p_given appointments) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN p_known.code IS NULL
            THEN CASE p_given.state WHEN 'cancelled' THEN 'cancelled' ELSE 'new' END
        WHEN p_known.state = 'checked_in'
            THEN CASE WHEN s.same AND p_given.state = 'booked' THEN 'same' ELSE 'kept' END
        WHEN s.same AND p_known.state = p_given.state THEN 'same'
        WHEN p_given.state = 'cancelled' AND p_known.state <> 'cancelled' THEN 'cancelled'
        ELSE 'changed'
    END
    FROM (
        SELECT (p_known.service, p_known.at) = (p_given.service, p_given.at)
            AND p_known.language IS NOT DISTINCT FROM p_given.language AS same
    ) s
$$;

CREATE FUNCTION import_appointments(p_centre text, p_given jsonb)
RETURNS TABLE (code text, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_given appointments;
    v_known appointments;
    v_counts jsonb := '{}';
BEGIN
    PERFORM require_admin(p_centre);
    FOR v_given IN
        SELECT p_centre, g.code, g.service, g.at, g.language, g.state, NULL::bigint
        FROM jsonb_to_recordset(p_given)
            AS g (code text, service text, at timestamptz, language text, state text)
        -- In one order, so that no two wait for one another.
        ORDER BY g.code COLLATE "C"
    LOOP
        SELECT * INTO v_known FROM appointments
        WHERE centre = p_centre AND code = v_given.code FOR NO KEY UPDATE;
        code := v_given.code;
        outcome := imported_as(v_known, v_given);
        IF outcome IN ('new', 'changed', 'cancelled') THEN
            INSERT INTO appointments SELECT v_given.*
            ON CONFLICT (centre, code) DO UPDATE SET
                service = excluded.service, at = excluded.at, language = excluded.language,
                state = excluded.state;
            v_counts := jsonb_set(
                v_counts, ARRAY[outcome],
                to_jsonb(coalesce((v_counts ->> outcome)::integer, 0) + 1)
            );
        END IF;
        RETURN NEXT;
    END LOOP;
    IF v_counts <> '{}' THEN
        PERFORM log_event(
            p_centre, day_of(centre_of(p_centre), v_now), v_now, 'appointments_imported',
            p_facts => v_counts
        );
        PERFORM notify_change(p_centre, '*');
    END IF;
END
$$;

-- Forgets appointments from before a day; says how many, 0 where none is left.
CREATE FUNCTION forget_appointments(p_centre text, p_before date, p_most integer)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_centre centres := centre_of(p_centre);
    v_rows integer;
BEGIN
    PERFORM require_over(p_centre, p_before, 0);
    DELETE FROM appointments a WHERE a.centre = p_centre AND a.code IN (
        SELECT code FROM appointments
        WHERE centre = p_centre
            AND at < (p_before + v_centre.rollover) AT TIME ZONE v_centre.time_zone
        LIMIT p_most
    );
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    RETURN v_rows;
END
$$;
