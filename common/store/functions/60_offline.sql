-- Numbers for the time without the store, and what came of that time (twins of
-- common/rules/outage.py and by_hand.py).

-- All leases of a centre are given one after another: two kiosks never see the same top.
CREATE FUNCTION lease_numbers(p_centre text, p_kiosk text, p_journal text) RETURNS SETOF leases
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_today date := day_of(centre_of(p_centre), v_now);
    v_size integer;
    v_want record;
    v_top integer;
    v_lease leases;
    v_new jsonb := '[]';
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    IF is_word(p_journal) IS NOT TRUE THEN
        PERFORM refuse('not_permitted');
    END IF;
    IF NOT EXISTS (SELECT FROM kiosks WHERE centre = p_centre AND code = p_kiosk) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('leases of ' || p_centre, 0));
    SELECT least(20, 100 / count(*)) INTO v_size FROM kiosks WHERE centre = p_centre;
    FOR v_want IN
        SELECT d.day, s.series, v_size - coalesce((
            SELECT sum(l.last - l.first + 1 - l.used) FROM leases l
            WHERE l.centre = p_centre AND l.day = d.day AND l.series = s.series
                AND l.kiosk = p_kiosk AND l.journal = p_journal
        ), 0) AS missing
        FROM (VALUES (v_today), (v_today + 1)) AS d (day),
            (SELECT DISTINCT series FROM service_rules WHERE centre = p_centre) AS s
        ORDER BY d.day, s.series
    LOOP
        SELECT coalesce(max(last), 899) INTO v_top FROM leases
        WHERE centre = p_centre AND day = v_want.day AND series = v_want.series;
        CONTINUE WHEN v_want.missing <= 0 OR v_top >= 999;
        INSERT INTO leases (centre, day, series, first, last, kiosk, journal, leased_at, used)
        VALUES (p_centre, v_want.day, v_want.series, v_top + 1,
            least(v_top + v_want.missing, 999), p_kiosk, p_journal, v_now, 0)
        RETURNING * INTO v_lease;
        v_new := v_new || to_jsonb(
            format('%s %s%s-%s', v_lease.day, v_lease.series, v_lease.first, v_lease.last)
        );
    END LOOP;
    IF v_new <> '[]' THEN
        PERFORM log_event(
            p_centre, v_today, v_now, 'leased', p_device => p_kiosk,
            p_facts => jsonb_build_object('leased', v_new)
        );
    END IF;
    RETURN QUERY
        SELECT * FROM leases l
        WHERE l.centre = p_centre AND l.kiosk = p_kiosk AND l.journal = p_journal
            AND l.day >= v_today
        ORDER BY l.day, l.series, l.first;
END
$$;

-- What the store gave a request whose visitor went away without a number: nobody holds it.
CREATE FUNCTION withdraw_ticket(
    p_centre centres, p_kiosk text, p_request text, p_at timestamptz
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_ticket tickets;
    v_leg legs;
    v_topics text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_request, 0));
    SELECT * INTO v_ticket FROM tickets
    WHERE centre = p_centre.centre AND request = p_request AND kiosk = p_kiosk
        AND slip = 'waiting';
    SELECT * INTO v_leg FROM legs WHERE ticket = v_ticket.id ORDER BY id LIMIT 1
    FOR NO KEY UPDATE;
    IF v_leg.id IS NULL OR v_leg.state NOT IN ('waiting', 'called') THEN
        RETURN NULL;
    END IF;
    PERFORM set_slip(p_centre, v_ticket, p_kiosk, 'void', NULL, p_at);
    UPDATE appointments SET state = 'booked', ticket = NULL
    WHERE centre = v_ticket.centre AND ticket = v_ticket.id;
    -- Each leg is brought on by the end of the one before.
    WHILE v_leg.id IS NOT NULL LOOP
        v_topics := concat_ws(' ', v_topics, end_leg(p_centre, v_leg, 'cancel', p_at));
        SELECT * INTO v_leg FROM legs
        WHERE ticket = v_ticket.id AND state IN ('waiting', 'called') ORDER BY id LIMIT 1
        FOR NO KEY UPDATE;
    END LOOP;
    RETURN v_topics;
END
$$;

CREATE FUNCTION set_slip(
    p_centre centres, p_ticket tickets, p_kiosk text, p_slip text, p_digest text, p_at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_slip IN ('waiting', 'printing') OR p_slip = p_ticket.slip THEN
        RETURN;
    END IF;
    UPDATE tickets SET slip = p_slip WHERE id = p_ticket.id;
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'slip', p_ticket.id, p_device => p_kiosk,
        p_facts => jsonb_strip_nulls(jsonb_build_object('slip', p_slip, 'digest', p_digest))
    );
END
$$;

-- Add a ticket whatever hours and limits say now: the visitor holds its paper.
CREATE FUNCTION add_paper(
    p_centre centres, p_kiosk text, p_paper jsonb, p_arrived_at timestamptz, p_at timestamptz
) RETURNS tickets
LANGUAGE plpgsql AS $$
DECLARE
    v_ticket tickets;
    v_leg legs;
    v_more text[] := array(SELECT jsonb_array_elements_text(p_paper -> 'more'));
    v_services text[] := (p_paper ->> 'service') || v_more;
BEGIN
    PERFORM count_service(p_centre.centre, (p_paper ->> 'day')::date, s)
    FROM unnest(v_services) AS s ORDER BY s COLLATE "C";
    INSERT INTO tickets
        (centre, day, label, series, serial, language, priority, request, token, issued_at, slip,
         kiosk)
    SELECT p_centre.centre, p.day, label_of(p.series, p.serial), p.series, p.serial, p.language,
        p.priority, p.request, p.token, p_arrived_at, 'waiting', p_kiosk
    FROM jsonb_to_record(p_paper) AS p (
        day date, series text, serial integer, language text, priority text, request text,
        token text
    )
    RETURNING * INTO v_ticket;
    v_leg := queue_visit(v_ticket, v_services);
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'issued', v_ticket.id, v_leg.id,
        p_device => p_kiosk,
        p_facts => jsonb_build_object(
            'label', v_ticket.label, 'service', v_services[1], 'language', v_ticket.language,
            'offline', true, 'when', iso(p_arrived_at)
        ) || CASE WHEN v_more = '{}' THEN '{}' ELSE jsonb_build_object('more', v_more) END
    );
    RETURN v_ticket;
END
$$;

-- Call the visitor by his own number, or let him wait again: what was done before was done under
-- a number that nobody held.
CREATE FUNCTION make_good(p_centre centres, p_leg legs, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_call calls;
BEGIN
    IF p_leg.state = 'called' THEN
        UPDATE legs SET version = version + 1, calls = 1, called_at = p_at WHERE id = p_leg.id;
        UPDATE calls SET times = times + 1, called_at = p_at
        WHERE centre = p_leg.centre AND leg = p_leg.id AND open
        RETURNING * INTO v_call;
        PERFORM log_event(
            p_leg.centre, day_of(p_centre, p_at), p_at, 'recalled', p_leg.ticket, p_leg.id,
            v_call.id, p_leg.counter, p_leg.operator, NULL,
            jsonb_build_object('times', v_call.times)
        );
    ELSIF p_leg.state IN ('done', 'no_show', 'transferred', 'cancelled') THEN
        UPDATE legs SET
            state = 'waiting', version = version + 1, counter = NULL, operator = NULL, calls = 0,
            called_at = NULL, started_at = NULL, ended_at = NULL
        WHERE id = p_leg.id;
        PERFORM log_event(
            p_leg.centre, day_of(p_centre, p_at), p_at, 'reinstated', p_leg.ticket, p_leg.id
        );
    END IF;
END
$$;

-- Give a ticket the number on the visitor's paper: nobody ever saw the one it had. A store that
-- was held up may have issued it long after the visitor came.
CREATE FUNCTION renumber_ticket(
    p_centre centres, p_kiosk text, p_ticket tickets, p_paper jsonb, p_arrived_at timestamptz,
    p_at timestamptz
) RETURNS tickets
LANGUAGE plpgsql AS $$
DECLARE
    v_ticket tickets;
    v_leg legs;
    v_early interval;
BEGIN
    UPDATE tickets SET
        label = label_of(p_paper ->> 'series', (p_paper ->> 'serial')::integer),
        series = p_paper ->> 'series',
        serial = (p_paper ->> 'serial')::integer,
        token = p_paper ->> 'token',
        issued_at = least(issued_at, p_arrived_at)
    WHERE id = p_ticket.id
    RETURNING * INTO v_ticket;
    UPDATE calls SET label = v_ticket.label
    WHERE centre = p_centre.centre AND leg IN (SELECT id FROM legs WHERE ticket = v_ticket.id);
    v_leg := leg_that_counts(v_ticket.id);
    PERFORM log_event(
        p_centre.centre, day_of(p_centre, p_at), p_at, 'renumbered', v_ticket.id, v_leg.id,
        p_device => p_kiosk,
        p_facts => jsonb_build_object('label', v_ticket.label, 'was', p_ticket.label)
    );
    v_early := p_ticket.issued_at - v_ticket.issued_at;
    IF v_early > interval '0' THEN
        UPDATE legs SET
            arrived_at = arrived_at - v_early, due_at = due_at - v_early,
            version = version + (state IN ('waiting', 'serving', 'held', 'away'))::integer
        WHERE id = v_leg.id;
    END IF;
    PERFORM make_good(p_centre, v_leg, p_at);
    RETURN v_ticket;
END
$$;

CREATE FUNCTION replay_ticket(
    p_centre centres, p_kiosk text, p_journal text, p_paper jsonb, p_at timestamptz
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_day date := (p_paper ->> 'day')::date;
    v_series text := p_paper ->> 'series';
    v_serial integer := (p_paper ->> 'serial')::integer;
    -- outage.earliest: a clock that is wrong by years, or a stolen login.
    v_arrived timestamptz := greatest(
        (p_paper ->> 'arrived_at')::timestamptz,
        v_day::timestamp AT TIME ZONE 'UTC' - interval '1 day'
    );
    v_ticket tickets;
    v_outcome text := 'added';
    v_leased timestamptz;
BEGIN
    -- outage.REPLAYED_WITHIN.
    IF v_day < day_of(p_centre, p_at) - 31 THEN
        RETURN 'too_old';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(p_paper ->> 'request', 0));
    SELECT * INTO v_ticket FROM tickets
    WHERE centre = p_centre.centre AND request = p_paper ->> 'request'
    FOR NO KEY UPDATE;
    IF FOUND THEN
        v_outcome := CASE
            WHEN v_ticket.label = label_of(v_series, v_serial) THEN 'known' ELSE 'renumbered'
        END;
    END IF;
    IF v_outcome <> 'known' THEN
        IF EXISTS (
            SELECT FROM tickets
            WHERE centre = p_centre.centre AND day = v_day AND series = v_series
                AND serial = v_serial
        ) THEN
            RETURN 'number_taken';
        END IF;
        UPDATE leases SET used = used + 1
        WHERE centre = p_centre.centre AND kiosk = p_kiosk AND journal = p_journal
            AND day = v_day AND series = v_series AND v_serial BETWEEN first AND last
        RETURNING leased_at INTO v_leased;
        -- A kiosk whose clock was lost knows at least that it had the number by then.
        v_arrived := least(p_at, greatest(v_arrived, v_leased));
        v_ticket := CASE v_outcome
            WHEN 'added' THEN add_paper(p_centre, p_kiosk, p_paper, v_arrived, p_at)
            ELSE renumber_ticket(p_centre, p_kiosk, v_ticket, p_paper, v_arrived, p_at)
        END;
    END IF;
    PERFORM set_slip(
        p_centre, v_ticket, p_kiosk, p_paper ->> 'slip', p_paper ->> 'digest', p_at
    );
    RETURN v_outcome;
END
$$;

-- What a program of ours never sends: a stolen login must not spoil what the others read.
CREATE FUNCTION check_papers(p_papers jsonb, p_lost text[], p_today date) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF jsonb_array_length(p_papers) > 200 OR cardinality(p_lost) > 200 OR EXISTS (
        SELECT FROM jsonb_to_recordset(p_papers) AS p (
            request text, service text, language text, priority text, day date, series text,
            serial integer, token text, slip text, digest text, more text[]
        )
        WHERE (
            is_word(p.request) AND is_word(p.service) AND p.service !~ '[[:space:]]'
            AND p.language IN ('az', 'en', 'ru') AND p.series ~ '^[A-Z]{1,2}$'
            AND p.serial BETWEEN 900 AND 999 AND is_word(p.token)
            AND p.day <= p_today + 1
            AND p.slip IN ('waiting', 'printing', 'printed', 'sent', 'unknown', 'failed')
            AND is_word(coalesce(p.digest, 'none'), 128) AND is_word(coalesce(p.priority, 'none'))
            AND cardinality(coalesce(p.more, '{}')) < 5
            AND NOT EXISTS (
                SELECT FROM unnest(p.more) AS m
                WHERE NOT is_word(m) OR m ~ '[[:space:]]' OR m IS NULL OR m = p.service
            )
        ) IS NOT TRUE
    ) THEN
        PERFORM refuse('not_permitted');
    END IF;
END
$$;

CREATE FUNCTION replay_offline(
    p_centre text, p_kiosk text, p_journal text, p_papers jsonb, p_lost text[]
) RETURNS TABLE (request text, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_topics text;
    v_paper jsonb;
BEGIN
    PERFORM require_device(p_centre, 'kiosk', p_kiosk);
    PERFORM check_papers(p_papers, p_lost, day_of(v_centre, v_now));
    SELECT string_agg(t.topics, ' ') INTO v_topics FROM (
        SELECT withdraw_ticket(v_centre, p_kiosk, l.request, v_now) AS topics
        FROM unnest(p_lost) WITH ORDINALITY AS l (request, place)
        ORDER BY l.place
    ) t;
    FOR v_paper IN
        SELECT p FROM jsonb_array_elements(p_papers) AS p
        ORDER BY NOT (p ->> 'uncertain')::boolean, (p ->> 'arrived_at')::timestamptz,
            (p ->> 'serial')::integer
    LOOP
        request := v_paper ->> 'request';
        outcome := replay_ticket(v_centre, p_kiosk, p_journal, v_paper, v_now);
        v_topics := CASE outcome
            WHEN 'added' THEN concat_ws(' ', v_topics, 's:' || (v_paper ->> 'service'))
            WHEN 'renumbered' THEN concat_ws(' ', v_topics, '*')
            ELSE v_topics
        END;
        RETURN NEXT;
    END LOOP;
    IF v_topics IS NOT NULL THEN
        PERFORM notify_change(p_centre, v_topics);
    END IF;
END
$$;

-- Visitors served by hand.

-- The leg that was seen in the queue; of a number that was typed, the one under way.
CREATE FUNCTION leg_by_hand(p_centre centres, p_day date, p_served jsonb) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_parts text[] := regexp_match(p_served ->> 'label', '^([[:alpha:]]+)([0-9]{1,9})$');
    v_leg legs;
BEGIN
    SELECT l.* INTO v_leg
    FROM tickets t JOIN legs l ON l.ticket = t.id
    WHERE t.centre = p_centre.centre AND t.day = p_day AND t.series = v_parts[1]
        AND t.serial = v_parts[2]::integer
        AND (p_served ->> 'leg' IS NULL OR l.id = (p_served ->> 'leg')::bigint)
    ORDER BY l.state NOT IN ('waiting', 'called', 'serving', 'held'), l.id DESC
    LIMIT 1
    FOR NO KEY UPDATE OF l;
    RETURN v_leg;
END
$$;

CREATE FUNCTION end_by_hand(
    p_centre centres, p_seat seats, p_leg legs, p_ended_at timestamptz, p_at timestamptz
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_closed text;
BEGIN
    UPDATE legs SET
        state = 'done', version = version + 1, counter = p_seat.counter,
        operator = p_seat.operator, ended_at = p_ended_at
    WHERE id = p_leg.id;
    IF p_leg.state = 'called' THEN
        UPDATE calls SET open = false, withdrawn = false
        WHERE centre = p_leg.centre AND leg = p_leg.id AND open;
    END IF;
    PERFORM log_event(
        p_leg.centre, day_of(p_centre, p_at), p_at, 'finished', p_leg.ticket, p_leg.id, NULL,
        p_seat.counter, p_seat.operator, NULL,
        jsonb_build_object('by_hand', true, 'served_at', iso(p_ended_at))
    );
    IF p_leg.state IN ('called', 'serving') THEN
        v_closed := close_if_asked(p_centre, p_leg, p_at);
    END IF;
    RETURN concat_ws(
        ' ', v_closed, topics_of(p_leg), 'c:' || p_seat.counter, go_on(p_centre, p_leg, p_at)
    );
END
$$;

CREATE FUNCTION served_by_hand(
    p_centre centres, p_seat seats, p_served jsonb, p_at timestamptz,
    OUT outcome text, OUT topics text
)
LANGUAGE plpgsql AS $$
DECLARE
    v_served timestamptz := least(p_at, (p_served ->> 'served_at')::timestamptz);
    -- Numbers begin anew each day: a tick of yesterday is not of today's visitor.
    v_leg legs := leg_by_hand(p_centre, day_of(p_centre, v_served), p_served);
    v_ended timestamptz := greatest(v_leg.arrived_at, v_served);
BEGIN
    outcome := CASE
        WHEN v_leg.id IS NULL THEN 'not_found'
        WHEN v_leg.state = 'done' AND v_leg.counter = p_seat.counter AND v_leg.ended_at = v_ended
            THEN 'done'
        WHEN v_leg.state NOT IN ('waiting', 'called', 'serving', 'held') THEN 'moved'
        WHEN p_served ->> 'leg' IS NOT NULL
            AND v_leg.version <> (p_served ->> 'version')::integer THEN 'moved'
        WHEN v_leg.state <> 'waiting' AND v_leg.counter IS DISTINCT FROM p_seat.counter
            THEN 'moved'
        WHEN v_leg.state = 'waiting' AND NOT may_call(
            v_leg, p_seat, v_leg.service IN (SELECT service FROM work_of(p_seat))
        ) THEN 'not_here'
    END;
    IF outcome IS NULL THEN
        outcome := 'done';
        topics := end_by_hand(p_centre, p_seat, v_leg, v_ended, p_at);
    END IF;
END
$$;

CREATE FUNCTION reconcile_by_hand(p_centre text, p_counter text, p_served jsonb)
RETURNS TABLE (label text, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_one jsonb;
    v_made record;
    v_topics text;
BEGIN
    FOR v_one IN SELECT * FROM jsonb_array_elements(p_served) LOOP
        v_made := served_by_hand(v_centre, v_seat, v_one, v_now);
        label := v_one ->> 'label';
        outcome := v_made.outcome;
        v_topics := concat_ws(' ', v_topics, v_made.topics);
        RETURN NEXT;
    END LOOP;
    IF v_topics <> '' THEN
        PERFORM notify_change(p_centre, v_topics);
    END IF;
END
$$;
