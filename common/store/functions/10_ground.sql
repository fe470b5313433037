-- What every function of the floor stands on: refusals, the clock, the day, who is asking.
--
-- Functions that a device may call are SECURITY DEFINER with a fixed search_path; what only they
-- call is neither, and nobody else may execute it (90_grants.sql).

CREATE FUNCTION refuse(p_reason text, p_facts jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'AN001', MESSAGE = p_reason, DETAIL = p_facts::text;
END
$$;

-- What is only kept and shown again: not empty, not endless, nothing that a terminal would obey.
-- Not by what is in it: letters beyond ASCII are of no class where the locale is C.
CREATE FUNCTION is_word(p_text text, p_most integer DEFAULT 64) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT length(p_text) BETWEEN 1 AND p_most AND p_text !~ '[[:cntrl:]]'
$$;

CREATE FUNCTION owns_store() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT pg_has_role(session_user, relowner, 'MEMBER')
        FROM pg_class WHERE oid = 'public.legs'::regclass
    );
END
$$;

-- The owner may shift the clock, to play a day in minutes; nobody else can.
CREATE FUNCTION store_now() RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
    v_shift text := current_setting('novbe.shift', true);
BEGIN
    IF coalesce(v_shift, '') = '' OR NOT owns_store() THEN
        RETURN clock_timestamp();
    END IF;
    RETURN clock_timestamp() + v_shift::interval;
END
$$;

CREATE FUNCTION require_device(p_centre text, p_kind text, p_code text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM devices
    WHERE login = session_user AND revoked_at IS NULL
        AND centre = p_centre AND kind = p_kind AND code = p_code;
    IF NOT FOUND AND NOT owns_store() THEN
        PERFORM refuse('not_permitted');
    END IF;
END
$$;

CREATE FUNCTION require_counter(p_centre text, p_counter text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    IF NOT EXISTS (SELECT FROM counters WHERE centre = p_centre AND code = p_counter) THEN
        PERFORM refuse('unknown_counter', jsonb_build_object('counter', p_counter));
    END IF;
END
$$;

-- Of some kinds of devices, or the owner of the tables.
CREATE FUNCTION require_kind(p_centre text, VARIADIC p_kinds text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM devices
    WHERE login = session_user AND revoked_at IS NULL AND centre = p_centre
        AND kind = ANY (p_kinds);
    IF NOT FOUND AND NOT owns_store() THEN
        PERFORM refuse('not_permitted');
    END IF;
END
$$;

CREATE FUNCTION require_admin(p_centre text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_kind(p_centre, 'admin');
END
$$;

CREATE FUNCTION centre_of(p_centre text) RETURNS centres
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_centre centres;
BEGIN
    SELECT * INTO v_centre FROM centres WHERE centre = p_centre;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'AN002', MESSAGE =
            format('centre %s has no set-up in the store: run asan-centre import-floor', p_centre);
    END IF;
    RETURN v_centre;
END
$$;

-- Whether the clock of a zone showed a time, and was then put back to show it again.
-- Of the two moments that are such a time AT TIME ZONE takes the second.
CREATE FUNCTION showed_before(p_clock timestamp, p_zone text, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM (
            VALUES (interval '2 hours'), (interval '1 hour'), (interval '30 minutes')
        ) AS put (back)
        WHERE ((p_clock AT TIME ZONE p_zone) - put.back) AT TIME ZONE p_zone = p_clock
            AND p_at >= (p_clock AT TIME ZONE p_zone) - put.back
    )
$$;

CREATE FUNCTION day_of(p_centre centres, p_at timestamptz) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN (p_at AT TIME ZONE p_centre.time_zone)::time >= p_centre.rollover
            OR showed_before(
                (p_at AT TIME ZONE p_centre.time_zone)::date + p_centre.rollover,
                p_centre.time_zone, p_at
            )
            THEN (p_at AT TIME ZONE p_centre.time_zone)::date
        ELSE (p_at AT TIME ZONE p_centre.time_zone)::date - 1
    END
$$;

CREATE FUNCTION business_day(p_centre text, p_at timestamptz) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT day_of(centres, p_at) FROM centres WHERE centre = p_centre
$$;

CREATE FUNCTION microseconds(p_count bigint) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_count * interval '1 microsecond'
$$;

-- spans.left_of: what began a whole span ahead is from before the clock was set back.
CREATE FUNCTION left_of(p_span interval, p_since timestamptz, p_at timestamptz) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN p_since IS NULL OR p_since - p_at >= p_span THEN interval '0'
        ELSE greatest(interval '0', p_since + p_span - p_at)
    END
$$;

CREATE FUNCTION whole_seconds_left(p_left interval) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT greatest(0, ceil(extract(epoch FROM p_left)))::integer
$$;

CREATE FUNCTION iso(p_at timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
$$;

-- The rules of a service that is given here at all.
-- Who is about to be in a queue is there before the set-up changes, or finds the new one: a set-up
-- without his service is refused where he was first (refuse_in_use).
CREATE FUNCTION rules_of(p_centre centres, p_service text) RETURNS service_rules
LANGUAGE plpgsql AS $$
DECLARE
    v_rules service_rules;
    v_on boolean;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('set-up of ' || p_centre.centre, 0));
    SELECT s.enabled AND e.enabled INTO v_on
    FROM services s
    JOIN entities e ON e.centre = s.centre AND e.code = s.entity
    WHERE s.centre = p_centre.centre AND s.code = p_service;
    IF NOT FOUND THEN
        PERFORM refuse('unknown_service', jsonb_build_object('service', p_service));
    END IF;
    SELECT * INTO v_rules FROM service_rules
    WHERE centre = p_centre.centre AND code = p_service;
    IF NOT FOUND OR NOT v_on THEN
        PERFORM refuse('service_off', jsonb_build_object('service', p_service));
    END IF;
    RETURN v_rules;
END
$$;

-- Why no ticket is given now (null where one is), with the hours of today if there are any.
CREATE FUNCTION closed_for(
    p_centre centres, p_rules service_rules, p_at timestamptz, p_taken integer,
    OUT closed text, OUT facts jsonb
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_day date := day_of(p_centre, p_at);
    v_clock timestamp := p_at AT TIME ZONE p_centre.time_zone;
    v_weekday integer := extract(isodow FROM v_day) - 1;
    v_opens time;
    v_last time;
BEGIN
    IF p_rules.own_hours THEN
        SELECT h.opens, h.last_ticket INTO v_opens, v_last FROM service_hours h
        WHERE h.centre = p_centre.centre AND h.service = p_rules.code AND h.weekday = v_weekday;
    ELSE
        SELECT h.opens, h.last_ticket INTO v_opens, v_last FROM centre_hours h
        WHERE h.centre = p_centre.centre AND h.weekday = v_weekday;
    END IF;
    facts := jsonb_build_object('service', p_rules.code);
    IF v_opens IS NULL
        OR EXISTS (SELECT FROM closures c WHERE c.centre = p_centre.centre AND c.day = v_day)
    THEN
        closed := 'day';
        RETURN;
    END IF;
    facts := facts || jsonb_build_object('opens', v_opens, 'last_ticket', v_last);
    closed := CASE
        WHEN v_clock < v_day + v_opens THEN 'not_yet'
        -- A last ticket earlier than the opening belongs to the small hours after midnight.
        WHEN v_clock > v_day + (v_last < v_opens)::integer + v_last THEN 'last_ticket'
        WHEN p_taken >= p_rules.daily_limit THEN 'limit'
        WHEN EXISTS (
            SELECT FROM service_closures c
            WHERE c.centre = p_centre.centre AND c.day = v_day AND c.service = p_rules.code
        ) THEN 'staff'
    END;
END
$$;

CREATE FUNCTION admit(
    p_centre centres, p_rules service_rules, p_at timestamptz, p_taken integer
) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_answer record;
BEGIN
    v_answer := closed_for(p_centre, p_rules, p_at, p_taken);
    IF v_answer.closed IS NOT NULL THEN
        PERFORM refuse(
            CASE v_answer.closed
                WHEN 'last_ticket' THEN 'no_more_today'
                WHEN 'limit' THEN 'limit_reached'
                WHEN 'staff' THEN 'closed_by_staff'
                ELSE 'closed_now'
            END,
            v_answer.facts
        );
    END IF;
END
$$;

CREATE FUNCTION log_event(
    p_centre text, p_day date, p_at timestamptz, p_kind text,
    p_ticket bigint DEFAULT NULL, p_leg bigint DEFAULT NULL, p_call bigint DEFAULT NULL,
    p_counter text DEFAULT NULL, p_operator text DEFAULT NULL, p_device text DEFAULT NULL,
    p_facts jsonb DEFAULT '{}'
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events
        (centre, day, at, kind, ticket, leg, call, counter, operator, device, facts)
    VALUES
        (p_centre, p_day, p_at, p_kind, p_ticket, p_leg, p_call, p_counter, p_operator, p_device,
         p_facts);
END
$$;

-- A device says that it is there, and how far its clock is ahead; the answer is the store's time.
CREATE FUNCTION beat(p_centre text, p_skew_ms integer) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    INSERT INTO device_beats AS known (login, seen_at, skew_ms)
    SELECT login, v_now, p_skew_ms FROM devices
    WHERE login = session_user AND centre = p_centre AND revoked_at IS NULL
    ON CONFLICT (login) DO UPDATE SET seen_at = v_now, skew_ms = p_skew_ms
    WHERE known.seen_at < v_now - interval '15 seconds'
        OR abs(known.skew_ms::bigint - p_skew_ms) > 500;
    RETURN store_now();
END
$$;
