-- What auditors read of the log (as common/store/log_pages.py reads it in a file), and what is
-- written down of that (twins of common/rules/audits.py).

-- The entity whose people and visitors alone one who audits at a counter may see; null is all.
CREATE FUNCTION audited_entity(p_centre text, p_counter text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    -- Asked in the statement, it would be asked anew for each operator of the centre.
    v_operator text := permitted_at(p_centre, p_counter, 'audit');
BEGIN
    RETURN (SELECT entity FROM operators WHERE centre = p_centre AND code = v_operator);
END
$$;

-- In plpgsql, which keeps its plans: it is asked of every line of a day.
CREATE FUNCTION entity_of_leg(p_centre text, p_leg bigint, p_ticket bigint) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_service text := coalesce(
        (SELECT l.service FROM legs l WHERE l.id = p_leg),
        (SELECT h.service FROM history_legs h WHERE h.id = p_leg),
        (
            SELECT i.facts ->> 'service' FROM events i
            WHERE i.ticket = p_ticket AND i.kind = 'issued' LIMIT 1
        ),
        (
            SELECT i.facts ->> 'service' FROM history_events i
            WHERE i.ticket = p_ticket AND i.kind = 'issued' LIMIT 1
        )
    );
BEGIN
    RETURN (SELECT s.entity FROM services s WHERE s.centre = p_centre AND s.code = v_service);
END
$$;

-- An event is an entity's where one of its people did it, or nobody of another one did and it
-- happened to one of its visitors.
CREATE FUNCTION is_of_entity(p_entity text, p_event events) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_entity text;
BEGIN
    IF p_entity IS NULL THEN
        RETURN true;
    END IF;
    IF p_event.operator IS NOT NULL THEN
        SELECT o.entity INTO v_entity FROM operators o
        WHERE o.centre = p_event.centre AND o.code = p_event.operator;
        IF NOT FOUND OR v_entity IS NOT NULL THEN
            RETURN v_entity IS NOT NULL AND v_entity = p_entity;
        END IF;
    END IF;
    RETURN entity_of_leg(p_event.centre, p_event.leg, p_event.ticket) IS NOT DISTINCT FROM p_entity;
END
$$;

-- The history has the columns of the log in the same order.
CREATE FUNCTION log_between(p_centre text, p_day date, p_ticket bigint) RETURNS SETOF events
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_ticket IS NULL THEN
        RETURN QUERY SELECT * FROM events e WHERE e.centre = p_centre AND e.day = p_day;
        RETURN QUERY SELECT * FROM history_events h WHERE h.centre = p_centre AND h.day = p_day;
        RETURN;
    END IF;
    RETURN QUERY SELECT * FROM events e WHERE e.ticket = p_ticket AND e.centre = p_centre;
    RETURN QUERY SELECT * FROM history_events h WHERE h.ticket = p_ticket AND h.centre = p_centre;
END
$$;

-- Whether what names a person in an event was erased.
CREATE FUNCTION is_erased(p_event bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM seal s WHERE s.event = p_event AND s.person IS NOT NULL AND s.salt IS NULL
    );
END
$$;

CREATE FUNCTION log_page(
    p_centre text, p_counter text, p_day date, p_kinds text[], p_operator text, p_of text,
    p_label text, p_ticket bigint, p_before bigint, p_most integer
) RETURNS TABLE (
    id bigint, day date, at timestamptz, kind text, ticket bigint, leg bigint, call bigint,
    counter text, operator text, device text, login text, facts jsonb, label text, erased boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_entity text := audited_entity(p_centre, p_counter);
    v_tickets bigint[];
BEGIN
    IF p_label IS NOT NULL THEN
        v_tickets := ARRAY(
            SELECT t.id FROM tickets t
            WHERE t.centre = p_centre AND t.day = p_day AND t.label = p_label
            UNION ALL
            SELECT t.id FROM history_tickets t
            WHERE t.centre = p_centre AND t.day = p_day AND t.label = p_label
        );
    END IF;
    -- Whose an event is costs most to tell: asked from the newest on, of as many as the page takes.
    RETURN QUERY
    SELECT (s.e).id, (s.e).day, (s.e).at, (s.e).kind::text, (s.e).ticket, (s.e).leg, (s.e).call,
        (s.e).counter::text, (s.e).operator::text, (s.e).device::text, (s.e).login::text,
        (s.e).facts, coalesce(
            (SELECT t.label FROM tickets t WHERE t.id = (s.e).ticket),
            (SELECT t.label FROM history_tickets t WHERE t.id = (s.e).ticket)
        )::text, is_erased((s.e).id)
    FROM (
        SELECT e, e.id FROM log_between(p_centre, p_day, p_ticket) e
        WHERE (p_kinds IS NULL OR e.kind = ANY (p_kinds))
            AND (p_operator IS NULL OR e.operator = p_operator)
            AND (p_of IS NULL OR e.counter = p_of)
            AND (v_tickets IS NULL OR e.ticket = ANY (v_tickets))
            AND (p_before IS NULL OR e.id < p_before)
        ORDER BY e.id DESC
        OFFSET 0
    ) s
    WHERE is_of_entity(v_entity, s.e)
    ORDER BY s.id DESC
    LIMIT least(p_most, 500);
END
$$;

CREATE FUNCTION acts_of_day(p_centre text, p_counter text, p_day date, p_kinds text[])
RETURNS TABLE (operator text, kind text, count integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_entity text := audited_entity(p_centre, p_counter);
BEGIN
    RETURN QUERY
    SELECT e.operator::text, e.kind::text, count(*)::integer
    FROM log_between(p_centre, p_day, NULL) e
    WHERE e.kind = ANY (p_kinds)
        AND CASE
            WHEN e.operator IS NULL
                THEN v_entity IS NULL AND e.counter IS NOT NULL AND is_erased(e.id)
            ELSE v_entity IS NULL OR EXISTS (
                SELECT FROM operators o
                WHERE o.centre = p_centre AND o.code = e.operator AND o.entity = v_entity
            )
        END
    GROUP BY e.operator, e.kind
    ORDER BY e.operator, e.kind
    LIMIT 5000;
END
$$;

-- The last check of the whole log, or of a day; of the history too. The kinds stand here as the
-- index has them, so that it serves.
CREATE FUNCTION last_check(p_centre text, p_of_day boolean) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('at', ticks(c.at), 'facts', c.facts) FROM (
        SELECT e.id, e.at, e.facts FROM events e
        WHERE e.centre = p_centre AND e.kind IN ('erased', 'log_checked')
            AND e.kind = 'log_checked' AND (e.facts ? 'of') = p_of_day
        UNION ALL
        SELECT h.id, h.at, h.facts FROM history_events h
        WHERE h.centre = p_centre AND h.kind IN ('erased', 'log_checked')
            AND h.kind = 'log_checked' AND (h.facts ? 'of') = p_of_day
    ) c ORDER BY c.id DESC LIMIT 1
$$;

CREATE FUNCTION chain_state(p_centre text, p_counter text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_last seal;
BEGIN
    PERFORM permitted_at(p_centre, p_counter, 'audit');
    SELECT * INTO v_last FROM seal WHERE centre = p_centre ORDER BY position DESC LIMIT 1;
    RETURN (
        SELECT jsonb_build_object(
            'position', coalesce(v_last.position, 0),
            'sealed_at', ticks(v_last.sealed_at),
            'waiting', count(*),
            'oldest', ticks(min(e.at)),
            'full', last_check(p_centre, false),
            'of_day', last_check(p_centre, true)
        )
        FROM unsealed u JOIN events e ON e.id = u.event
        WHERE u.centre = p_centre
    );
END
$$;

-- A chain goes through everybody's events: only one of no entity is shown any of it.
CREATE FUNCTION require_whole_audit(p_centre text, p_counter text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_operator text := permitted_at(p_centre, p_counter, 'audit');
BEGIN
    PERFORM FROM operators
    WHERE centre = p_centre AND code = v_operator AND entity IS NOT NULL;
    IF FOUND THEN
        PERFORM refuse('not_permitted', '{"permission": "audit"}');
    END IF;
    RETURN v_operator;
END
$$;

CREATE FUNCTION chain_of_day(p_centre text, p_counter text, p_day date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_first bigint;
    v_last bigint;
    v_sealed integer;
    v_unsealed integer;
    v_strays jsonb;
BEGIN
    PERFORM require_whole_audit(p_centre, p_counter);
    SELECT min(s.position), max(s.position), count(s.position),
        count(*) FILTER (WHERE s.position IS NULL AND u.event IS NOT NULL),
        jsonb_agg(e.id) FILTER (WHERE s.position IS NULL AND u.event IS NULL)
    INTO v_first, v_last, v_sealed, v_unsealed, v_strays
    FROM log_between(p_centre, p_day, NULL) e
    LEFT JOIN seal s ON s.event = e.id
    LEFT JOIN unsealed u ON u.event = e.id AND u.centre = e.centre;
    RETURN jsonb_build_object(
        'first', coalesce(v_first, 0), 'last', coalesce(v_last, 0), 'sealed', v_sealed,
        'unsealed', v_unsealed, 'strays', coalesce(v_strays, '[]'),
        'before', (
            SELECT chained FROM seal WHERE centre = p_centre AND position = v_first - 1
        ),
        'erased', (
            SELECT coalesce(jsonb_agg(c.day), '[]') FROM (
                SELECT e.facts ->> 'day' AS day FROM events e
                WHERE e.centre = p_centre AND e.kind IN ('erased', 'log_checked')
                    AND e.kind = 'erased'
                UNION ALL
                SELECT h.facts ->> 'day' FROM history_events h
                WHERE h.centre = p_centre AND h.kind IN ('erased', 'log_checked')
                    AND h.kind = 'erased'
            ) c
        )
    );
END
$$;

-- Some links of the chain, each beside what the log holds of its event: a row for each place where
-- it stands, one without an event where it is gone.
CREATE FUNCTION chain_links(p_centre text, p_counter text, p_after bigint, p_most integer)
RETURNS TABLE (
    "position" bigint, event bigint, digest text, chained text, person text, salt text,
    sealed_at timestamptz, id bigint, centre text, day date, at timestamptz, kind text,
    ticket bigint, leg bigint, call bigint, counter text, operator text, device text, login text,
    facts text, past boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM require_whole_audit(p_centre, p_counter);
    RETURN QUERY
    SELECT s.position, s.event, s.digest::text, s.chained::text, s.person::text, s.salt::text,
        s.sealed_at, e.id, e.centre::text, e.day, e.at, e.kind::text, e.ticket, e.leg, e.call,
        e.counter::text, e.operator::text, e.device::text, e.login::text, e.facts::text, e.past
    FROM (
        SELECT * FROM seal
        WHERE centre = p_centre AND position > p_after
        ORDER BY position LIMIT least(p_most, 500)
    ) s
    LEFT JOIN LATERAL (
        SELECT n.*, false AS past FROM events n WHERE n.id = s.event
        UNION ALL
        SELECT h.*, true FROM history_events h WHERE h.id = s.event
    ) e ON true
    ORDER BY s.position, e.past;
END
$$;

CREATE FUNCTION note_check(
    p_centre text, p_counter text, p_of date, p_faults integer, p_until bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_operator text;
BEGIN
    IF p_counter IS NOT NULL THEN
        v_operator := require_whole_audit(p_centre, p_counter);
        IF p_of IS NULL THEN
            PERFORM refuse('not_permitted', '{"permission": "audit"}');
        END IF;
    ELSE
        PERFORM require_kind(p_centre, 'keeper', 'admin');
    END IF;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'log_checked',
        p_counter => p_counter, p_operator => v_operator,
        p_facts => jsonb_strip_nulls(
            jsonb_build_object('faults', p_faults, 'until', p_until, 'of', p_of)
        )
    );
END
$$;

CREATE FUNCTION note_export(
    p_centre text, p_counter text, p_what text, p_first date, p_last date, p_rows integer
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_operator text := permitted_at(p_centre, p_counter, 'audit');
BEGIN
    IF (p_what IN ('log', 'operators', 'chain', 'changes') AND p_rows >= 0) IS NOT TRUE THEN
        PERFORM refuse('not_lawful', jsonb_build_object('what', left(p_what, 64)));
    END IF;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'log_exported',
        p_counter => p_counter, p_operator => v_operator,
        p_facts => jsonb_build_object(
            'what', p_what, 'first', p_first, 'last', p_last, 'rows', p_rows
        )
    );
END
$$;
