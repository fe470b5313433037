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
    p_due_at timestamptz, p_returns_to bigint, p_state text DEFAULT 'waiting'
) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
BEGIN
    INSERT INTO legs
        (centre, day, ticket, service, lane, state, version, arrived_at, due_at, returns_to, calls)
    VALUES
        (p_ticket.centre, p_ticket.day, p_ticket.id, p_service, p_lane, p_state, 1,
         p_arrived_at, p_due_at, p_returns_to, 0)
    RETURNING * INTO v_leg;
    RETURN v_leg;
END
$$;

-- The legs of a new ticket: the first waits and is the answer, the others come after it.
CREATE FUNCTION queue_visit(p_ticket tickets, p_services text[]) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_service text;
    v_first legs;
    v_leg legs;
BEGIN
    FOREACH v_service IN ARRAY p_services LOOP
        v_leg := queue_leg(
            p_ticket, v_service,
            CASE WHEN p_ticket.priority IS NULL THEN 'ordinary' ELSE 'priority' END,
            p_ticket.issued_at,
            p_ticket.issued_at + interval '1 minute' * coalesce((
                SELECT green FROM service_rules
                WHERE centre = p_ticket.centre AND code = v_service
            ), 15),
            NULL,
            CASE WHEN v_first.id IS NULL THEN 'waiting' ELSE 'away' END
        );
        IF v_first.id IS NULL THEN
            v_first := v_leg;
        END IF;
    END LOOP;
    RETURN v_first;
END
$$;

-- Count a ticket of each service, always in one order, so that no two wait for one another. The
-- answer is how the first one is run.
CREATE FUNCTION count_visit(p_centre centres, p_services text[], p_at timestamptz)
RETURNS service_rules
LANGUAGE plpgsql AS $$
DECLARE
    v_day date := day_of(p_centre, p_at);
    v_service text;
    v_rules service_rules;
    v_first service_rules;
BEGIN
    FOR v_service IN SELECT s FROM unnest(p_services) AS s ORDER BY s COLLATE "C" LOOP
        v_rules := rules_of(p_centre, v_service);
        PERFORM admit(
            p_centre, v_rules, p_at, count_service(p_centre.centre, v_day, v_service) - 1
        );
        IF v_service = p_services[1] THEN
            v_first := v_rules;
        END IF;
    END LOOP;
    RETURN v_first;
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
    IF EXISTS (SELECT FROM evacuations WHERE centre = p_centre.centre) THEN
        PERFORM refuse('evacuation');
    END IF;
    PERFORM refuse_ended(p_centre, p_at);
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

CREATE FUNCTION check_services(p_services text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_twice text;
BEGIN
    IF cardinality(p_services) > 5 THEN
        PERFORM refuse(
            'not_permitted', jsonb_build_object('services', cardinality(p_services))
        );
    END IF;
    SELECT s INTO v_twice FROM unnest(p_services) WITH ORDINALITY AS u (s, place)
    GROUP BY s HAVING count(*) > 1 ORDER BY min(place) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('same_service', jsonb_build_object('service', v_twice));
    END IF;
END
$$;

-- The services of a ticket whose turn did not come yet.
CREATE FUNCTION later_services(p_ticket bigint) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(service::text ORDER BY id), '{}') FROM legs
    WHERE ticket = p_ticket AND state = 'away' AND counter IS NULL
$$;

CREATE FUNCTION issue_ticket(
    p_centre text, p_service text, p_language text, p_request text, p_kiosk text, p_priority text,
    p_more text[] DEFAULT '{}'
) RETURNS TABLE (
    id bigint, day date, label text, series text, serial integer, language text, priority text,
    request text, token text, issued_at timestamptz, slip text, kiosk text,
    leg_service text, ahead integer, again boolean, more text[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
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
        PERFORM check_services(p_service || p_more);
        v_ticket := new_ticket(
            v_centre, count_visit(v_centre, p_service || p_more, v_now), v_now, p_language,
            p_request, p_kiosk, p_priority
        );
        v_leg := queue_visit(v_ticket, p_service || p_more);
        PERFORM log_event(
            p_centre, v_ticket.day, v_now, 'issued', v_ticket.id, v_leg.id, p_device => p_kiosk,
            p_facts => jsonb_build_object(
                'label', v_ticket.label, 'service', p_service, 'language', p_language
            ) || CASE
                WHEN p_more = '{}' THEN '{}' ELSE jsonb_build_object('more', p_more)
            END
        );
        PERFORM notify_change(p_centre, 's:' || p_service);
    END IF;
    RETURN QUERY SELECT
        v_ticket.id, v_ticket.day, v_ticket.label::text, v_ticket.series::text, v_ticket.serial,
        v_ticket.language::text, v_ticket.priority::text, v_ticket.request::text,
        v_ticket.token::text, v_ticket.issued_at, v_ticket.slip::text, v_ticket.kiosk::text,
        v_leg.service::text,
        CASE WHEN v_leg.state = 'waiting' THEN ahead_of(v_leg) ELSE 0 END,
        v_again,
        CASE WHEN v_again THEN later_services(v_ticket.id) ELSE p_more END;
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
