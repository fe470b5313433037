-- What kiosks and displays read of the queue, and what displays and voices report.

CREATE FUNCTION waiting_now(p_centre text, p_day date)
RETURNS TABLE (service text, lane text, waiting integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT service::text, lane::text, count(*)::integer FROM legs
    WHERE centre = p_centre AND day = p_day AND state = 'waiting'
    GROUP BY service, lane
$$;

-- How long the middle half of the last visitors of each service waited today, in microseconds
-- (the twin of common/domain/waits.py). Nothing of a service of which too little is known. Only the
-- first service of a ticket was waited for since the visitor came; an appointment waits for its time.
CREATE FUNCTION waits_now(p_centre text, p_day date)
RETURNS TABLE (service text, lower bigint, upper bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH latest AS (
        SELECT service, started_at - arrived_at AS wait,
            row_number() OVER (PARTITION BY service ORDER BY started_at DESC, arrived_at) AS place
        FROM legs l
        WHERE centre = p_centre AND day = p_day
            AND started_at IS NOT NULL AND lane = 'ordinary' AND for_counter IS NULL
            AND NOT EXISTS (SELECT FROM legs f WHERE f.ticket = l.ticket AND f.id < l.id)
            AND NOT EXISTS (SELECT FROM appointments a WHERE a.ticket = l.ticket)
    ), ranked AS (
        SELECT service, wait,
            row_number() OVER (PARTITION BY service ORDER BY wait) AS rank,
            count(*) OVER (PARTITION BY service) AS known
        FROM latest WHERE place <= 30
    )
    SELECT service::text,
        (extract(epoch FROM max(wait) FILTER (WHERE rank = (known + 3) / 4)) * 1000000)::bigint,
        (extract(epoch FROM max(wait) FILTER (WHERE rank = (3 * known + 3) / 4)) * 1000000)::bigint
    FROM ranked WHERE known >= 10 GROUP BY service
$$;

-- What the sign over a counter says: who is called or served there, else whether anybody works.
CREATE FUNCTION window_now(p_centre text, p_day date, p_counter text)
RETURNS TABLE (open boolean, paused boolean, state text, label text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT
        EXISTS (
            SELECT FROM seats s WHERE s.centre = p_centre AND s.counter = p_counter
                AND may(s.centre, s.operator, 'serve')
        ),
        EXISTS (
            SELECT FROM seats
            WHERE centre = p_centre AND counter = p_counter AND paused_since IS NOT NULL
        ),
        at_it.state::text, at_it.label::text
    FROM (SELECT) AS once
    LEFT JOIN LATERAL (
        SELECT l.state, t.label FROM legs l JOIN tickets t ON t.id = l.ticket
        WHERE l.centre = p_centre AND l.day = p_day AND l.counter = p_counter
            AND l.state IN ('called', 'serving')
        LIMIT 1
    ) AS at_it ON true
$$;

-- Log what a display has shown or spoken; what it reported before is not logged again.
-- Only the first display that shows a call wakes anyone: the console that waits for it.
CREATE FUNCTION acknowledge(
    p_centre text, p_device text, p_kind text,
    p_calls bigint[], p_times integer[], p_whens timestamptz[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_report record;
    v_topics text[] := '{}';
BEGIN
    PERFORM require_device(p_centre, 'display', p_device);
    IF p_kind NOT IN ('shown', 'spoken') THEN
        PERFORM refuse('not_permitted');
    END IF;
    FOR v_report IN
        SELECT c.id, c.leg, c.counter, l.ticket, r.times, r.at, k.mine, k.anyones
        FROM unnest(p_calls, p_times, p_whens) AS r (call, times, at)
        JOIN calls c ON c.centre = p_centre AND c.id = r.call AND r.times BETWEEN 1 AND c.times
        JOIN legs l ON l.id = c.leg,
        LATERAL (
            SELECT
                coalesce(bool_or(e.device = p_device), false) AS mine,
                count(*) > 0 AS anyones
            FROM events e
            WHERE e.centre = p_centre AND e.call = c.id AND e.kind = p_kind
                AND (e.facts ->> 'times')::integer = r.times
        ) k
    LOOP
        CONTINUE WHEN v_report.mine;
        PERFORM log_event(
            p_centre, v_day, v_now, p_kind, v_report.ticket, v_report.leg, v_report.id,
            v_report.counter, NULL, p_device, jsonb_build_object(
                'times', v_report.times,
                'when', iso(least(v_now, greatest(v_report.at, v_now - interval '1 day')))
            )
        );
        IF p_kind = 'shown' AND NOT v_report.anyones THEN
            v_topics := v_topics || ('c:' || v_report.counter);
        END IF;
    END LOOP;
    IF v_topics <> '{}' THEN
        PERFORM notify_change(p_centre, array_to_string(v_topics, ' '));
    END IF;
END
$$;
