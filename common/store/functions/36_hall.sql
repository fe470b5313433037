-- The hall at one moment, for whoever may see the floor (the twins of the queries in
-- common/store/hall.py). Whoever belongs to an entity sees what is of that entity: its visitors and
-- queues; of a counter where somebody of another sits only that it is taken.

-- STABLE as what it calls is: only so it is put into the statements that use it, row by row.
CREATE FUNCTION ticks(p_at timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT (extract(epoch FROM p_at) * 1000000)::bigint
$$;

CREATE FUNCTION hall_counters(p_centre text, p_entity text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'counter', s.counter, 'since', ticks(s.since),
            'paused_since', ticks(s.paused_since), 'pause_reason', s.pause_reason,
            'operator', CASE
                WHEN p_entity IS NULL OR o.entity IS NULL OR o.entity = p_entity THEN s.operator
            END
        )), '[]')
        FROM seats s
        JOIN operators o ON o.centre = s.centre AND o.code = s.operator
        WHERE s.centre = p_centre
    );
END
$$;

CREATE FUNCTION hall_visitors(p_centre text, p_entity text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(
            CASE WHEN p_entity IS NULL OR v.entity = p_entity THEN to_jsonb(v)
            ELSE jsonb_build_object(
                'counter', v.counter, 'state', v.state,
                'called_at', v.called_at, 'started_at', v.started_at
            ) END
        ), '[]')
        FROM (
            SELECT l.counter, l.state, l.id AS leg, t.label, l.service, s.entity, l.calls,
                ticks(l.called_at) AS called_at, ticks(l.started_at) AS started_at
            FROM legs l
            JOIN tickets t ON t.id = l.ticket
            LEFT JOIN services s ON s.centre = l.centre AND s.code = l.service
            WHERE l.centre = p_centre AND l.state IN ('called', 'serving')
        ) v
    );
END
$$;

CREATE FUNCTION hall_queues(p_centre text, p_day date, p_entity text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(to_jsonb(q)), '[]')
        FROM (
            SELECT l.service, count(*) AS waiting,
                ticks(min(l.arrived_at) FILTER (
                    WHERE l.for_counter IS NULL AND l.for_operator IS NULL
                )) AS first_arrived,
                ticks(min(l.due_at)) AS first_due
            FROM legs l
            JOIN services s ON s.centre = l.centre AND s.code = l.service
            WHERE l.centre = p_centre AND l.day = p_day AND l.state = 'waiting'
                AND (p_entity IS NULL OR s.entity = p_entity)
            GROUP BY l.service
        ) q
    );
END
$$;

-- At which counters visitors are on hold.
CREATE FUNCTION hall_held(p_centre text, p_day date, p_entity text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(to_jsonb(h)), '[]')
        FROM (
            SELECT l.counter, count(*) AS held, ticks(min(l.called_at)) AS since
            FROM legs l
            JOIN services s ON s.centre = l.centre AND s.code = l.service
            WHERE l.centre = p_centre AND l.day = p_day AND l.state = 'held'
                AND (p_entity IS NULL OR s.entity = p_entity)
            GROUP BY l.counter
        ) h
    );
END
$$;

CREATE FUNCTION hall_day(p_centre text, p_day date, p_entity text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(to_jsonb(d)), '[]')
        FROM (
            SELECT l.counter,
                count(*) FILTER (WHERE l.state = 'done') AS served,
                count(l.started_at) AS begun,
                coalesce(
                    (extract(epoch FROM sum(l.started_at - l.arrived_at)) * 1000000)::bigint, 0
                ) AS waited,
                ticks(max(l.ended_at)) AS last
            FROM counters c
            -- Counter by counter along their index: the day is a small part of the table. Without
            -- OFFSET Postgres would join as it likes, and read the whole table.
            CROSS JOIN LATERAL (
                SELECT * FROM legs
                WHERE counter = c.code AND centre = c.centre AND day = p_day
                OFFSET 0
            ) l
            JOIN services s ON s.centre = l.centre AND s.code = l.service
            WHERE c.centre = p_centre AND (p_entity IS NULL OR s.entity = p_entity)
            GROUP BY l.counter
        ) d
    );
END
$$;

-- Which of the calls that still stand on the boards were shown and spoken, and when each display
-- did that last with one of the latest.
CREATE FUNCTION hall_reported(p_centre text, p_day date, OUT of_calls jsonb, OUT of_displays jsonb)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') INTO of_calls FROM (
        SELECT c.leg, e.kind, ticks(min(e.at)) AS at
        FROM calls c JOIN events e ON e.call = c.id
        WHERE c.centre = p_centre AND c.day = p_day AND c.open
            AND e.kind IN ('shown', 'spoken') AND (e.facts ->> 'times')::integer = c.times
        GROUP BY c.leg, e.kind
    ) r;
    SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') INTO of_displays FROM (
        SELECT e.device, e.kind, ticks(max(e.at)) AS at
        FROM (
            SELECT id FROM calls WHERE centre = p_centre ORDER BY called_at DESC LIMIT 60
        ) c
        JOIN events e ON e.call = c.id
        WHERE e.kind IN ('shown', 'spoken')
        GROUP BY e.device, e.kind
    ) r;
END
$$;

CREATE FUNCTION hall_devices(p_centre text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'kind', d.kind, 'code', d.code, 'seen_at', ticks(b.seen_at),
            'skew_ms', coalesce(b.skew_ms, 0)
        ) ORDER BY b.seen_at), '[]')
        FROM devices d LEFT JOIN device_beats b ON b.login = d.login
        WHERE d.centre = p_centre AND d.revoked_at IS NULL
            AND d.kind IN ('kiosk', 'display', 'counter')
    );
END
$$;

CREATE FUNCTION hall_closed(p_centre text, p_day date) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]')
        FROM (SELECT service FROM service_closures WHERE centre = p_centre AND day = p_day) c
    );
END
$$;

CREATE FUNCTION hall_extras(p_centre text, p_day date) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]')
        FROM (SELECT counter, service FROM counter_extras WHERE centre = p_centre AND day = p_day) e
    );
END
$$;

CREATE FUNCTION hall_now(p_centre text, p_day date, p_counter text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_operator text := permitted_at(p_centre, p_counter, 'floor');
    v_entity text := (SELECT entity FROM operators WHERE centre = p_centre AND code = v_operator);
    v_reported record;
BEGIN
    v_reported := hall_reported(p_centre, p_day);
    RETURN jsonb_build_object(
        'seats', hall_counters(p_centre, v_entity),
        'visitors', hall_visitors(p_centre, v_entity),
        'queues', hall_queues(p_centre, p_day, v_entity),
        'held', hall_held(p_centre, p_day, v_entity),
        'day', hall_day(p_centre, p_day, v_entity),
        'calls', v_reported.of_calls,
        'displays', v_reported.of_displays,
        'devices', hall_devices(p_centre),
        'closed', hall_closed(p_centre, p_day),
        'extras', hall_extras(p_centre, p_day)
    );
END
$$;
