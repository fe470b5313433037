-- An operator's own day, wherever he sat (the twin of common/store/my_day.py).

CREATE FUNCTION my_day(p_centre text, p_counter text) RETURNS TABLE (
    label text, service text, arrived_at timestamptz, called_at timestamptz,
    started_at timestamptz, ended_at timestamptz, state text, outcome text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_operator text;
    v_day date := day_of(centre_of(p_centre), store_now());
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    SELECT s.operator INTO v_operator FROM seats s
    WHERE s.centre = p_centre AND s.counter = p_counter;
    RETURN QUERY
    SELECT d.label::text, d.service::text, d.arrived_at, d.called_at, d.started_at, d.ended_at,
        d.state::text, d.outcome::text
    FROM (
        SELECT t.label, l.service, l.arrived_at, l.called_at, l.started_at, l.ended_at,
            l.state, l.outcome
        FROM legs l JOIN tickets t ON t.id = l.ticket
        WHERE l.centre = p_centre AND l.day = v_day AND l.operator = v_operator
            AND l.state IN ('done', 'no_show', 'transferred', 'cancelled')
            AND l.ended_at IS NOT NULL
        UNION ALL
        SELECT t.label, l.service, l.arrived_at, NULL, NULL, e.at, NULL, NULL
        FROM events e JOIN legs l ON l.id = e.leg JOIN tickets t ON t.id = e.ticket
        WHERE e.centre = p_centre AND e.day = v_day AND e.operator = v_operator
            AND e.kind = 'call_undone'
    ) d;
END
$$;
