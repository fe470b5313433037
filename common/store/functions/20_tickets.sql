-- What happens at a kiosk (twins of common/rules/tickets.py).

CREATE FUNCTION new_token() RETURNS text
LANGUAGE sql VOLATILE AS $$
    SELECT translate(left(encode(
        sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'base64'
    ), 12), '+/', '-_')
$$;

CREATE FUNCTION label_of(p_series text, p_serial integer) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_series || lpad(p_serial::text, greatest(3, length(p_serial::text)), '0')
$$;

CREATE FUNCTION ahead_of(p_leg legs) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT count(*)::integer FROM legs
        WHERE centre = p_leg.centre AND day = p_leg.day AND service = p_leg.service
            AND lane = p_leg.lane AND state = 'waiting'
            AND (due_at, arrived_at, id) < (p_leg.due_at, p_leg.arrived_at, p_leg.id)
    );
END
$$;

-- The day's next number of a series; 900-999 are kept for kiosks that cannot reach the store.
CREATE FUNCTION next_serial(p_centre text, p_day date, p_series text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_serial integer;
BEGIN
    INSERT INTO series_counts AS known (centre, day, series, count)
    VALUES (p_centre, p_day, p_series, 1)
    ON CONFLICT (centre, day, series) DO UPDATE SET count = known.count + 1
    RETURNING CASE WHEN count < 900 THEN count ELSE count + 100 END INTO v_serial;
    RETURN v_serial;
END
$$;

CREATE FUNCTION count_service(p_centre text, p_day date, p_service text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    INSERT INTO service_counts AS known (centre, day, service, count)
    VALUES (p_centre, p_day, p_service, 1)
    ON CONFLICT (centre, day, service) DO UPDATE SET count = known.count + 1
    RETURNING count INTO v_count;
    RETURN v_count;
END
$$;

CREATE FUNCTION queue_leg(
    p_ticket tickets, p_service text, p_lane text, p_arrived_at timestamptz,
    p_due_at timestamptz, p_returns_to bigint
) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
BEGIN
    INSERT INTO legs
        (centre, day, ticket, service, lane, state, version, arrived_at, due_at, returns_to, calls)
    VALUES
        (p_ticket.centre, p_ticket.day, p_ticket.id, p_service, p_lane, 'waiting', 1,
         p_arrived_at, p_due_at, p_returns_to, 0)
    RETURNING * INTO v_leg;
    RETURN v_leg;
END
$$;

CREATE FUNCTION new_ticket(
    p_centre centres, p_rules service_rules, p_at timestamptz,
    p_language text, p_request text, p_kiosk text, p_priority text
) RETURNS tickets
LANGUAGE plpgsql AS $$
DECLARE
    v_day date := day_of(p_centre, p_at);
    v_serial integer;
    v_ticket tickets;
BEGIN
    PERFORM admit(
        p_centre, p_rules, p_at, count_service(p_centre.centre, v_day, p_rules.code) - 1
    );
    v_serial := next_serial(p_centre.centre, v_day, p_rules.series);
    INSERT INTO tickets
        (centre, day, label, series, serial, language, priority, request, token, issued_at, slip,
         kiosk)
    VALUES
        (p_centre.centre, v_day, label_of(p_rules.series, v_serial), p_rules.series, v_serial,
         p_language, p_priority, p_request, new_token(), p_at, 'waiting', p_kiosk)
    RETURNING * INTO v_ticket;
    RETURN v_ticket;
END
$$;

-- What a program of ours never sends: a stolen login must not spoil what the others read.
CREATE FUNCTION check_wish(p_language text, p_request text) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF (p_language IN ('az', 'en', 'ru') AND is_word(p_request)) IS NOT TRUE THEN
        PERFORM refuse('not_permitted');
    END IF;
END
$$;

CREATE FUNCTION check_group(p_centre text, p_priority text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_priority IS NOT NULL AND NOT EXISTS (
        SELECT FROM priority_groups WHERE centre = p_centre AND code = p_priority
    ) THEN
        PERFORM refuse('not_permitted', jsonb_build_object('group', p_priority));
    END IF;
END
$$;

CREATE FUNCTION issue_ticket(
    p_centre text, p_service text, p_language text, p_request text, p_kiosk text, p_priority text
) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_rules service_rules;
    v_ticket tickets;
    v_leg legs;
    v_again boolean;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    PERFORM check_wish(p_language, p_request);
    -- Two tries of one intention wait for one another, so that the second finds the ticket.
    PERFORM pg_advisory_xact_lock(hashtextextended(p_request, 0));
    SELECT * INTO v_ticket FROM tickets WHERE centre = p_centre AND request = p_request;
    v_again := FOUND;
    IF v_again THEN
        SELECT * INTO v_leg FROM legs WHERE ticket = v_ticket.id ORDER BY id LIMIT 1;
    ELSE
        PERFORM check_group(p_centre, p_priority);
        v_rules := rules_of(v_centre, p_service);
        PERFORM admit(v_centre, v_rules, v_now, 0);
        v_ticket := new_ticket(
            v_centre, v_rules, v_now, p_language, p_request, p_kiosk, p_priority
        );
        v_leg := queue_leg(
            v_ticket, p_service, CASE WHEN p_priority IS NULL THEN 'ordinary' ELSE 'priority' END,
            v_now, v_now + v_rules.green * interval '1 minute', NULL
        );
        PERFORM log_event(
            p_centre, v_ticket.day, v_now, 'issued', v_ticket.id, v_leg.id, p_device => p_kiosk,
            p_facts => jsonb_build_object(
                'label', v_ticket.label, 'service', p_service, 'language', p_language
            )
        );
        PERFORM notify_change(p_centre, 's:' || p_service);
    END IF;
    RETURN QUERY SELECT
        v_ticket.id, v_ticket.day, v_ticket.label::text, v_ticket.series::text, v_ticket.serial,
        v_ticket.language::text, v_ticket.priority::text, v_ticket.request::text,
        v_ticket.token::text, v_ticket.issued_at, v_ticket.slip::text, v_ticket.kiosk::text,
        v_leg.service::text,
        CASE WHEN v_leg.state = 'waiting' THEN ahead_of(v_leg) ELSE 0 END,
        v_again;
END
$$;

CREATE FUNCTION report_slip(
    p_centre text, p_ticket bigint, p_slip text, p_device text, p_digest text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_service text;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_device);
    IF p_slip NOT IN (
        'waiting', 'printing', 'printed', 'sent', 'unknown', 'failed', 'reprinted', 'void'
    ) OR NOT is_word(p_digest, 128) THEN
        PERFORM refuse('not_permitted');
    END IF;
    UPDATE tickets SET slip = p_slip
    WHERE id = p_ticket AND centre = p_centre AND (kiosk = p_device OR owns_store());
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    PERFORM log_event(
        p_centre, v_day, v_now, 'slip', p_ticket, p_device => p_device,
        p_facts => jsonb_strip_nulls(jsonb_build_object('slip', p_slip, 'digest', p_digest))
    );
    IF p_slip IN ('failed', 'unknown') THEN
        SELECT string_agg('s:' || service, ' ') INTO v_service FROM legs
        WHERE ticket = p_ticket AND state = 'waiting';
        PERFORM notify_change(p_centre, coalesce(v_service, '*'));
    END IF;
END
$$;
