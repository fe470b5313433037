-- What operators note of visits (twins of common/rules/noting.py).

-- A visit that is of whoever sits at a counter: there, waiting for it, or anybody's in reception.
CREATE FUNCTION leg_near(p_seat seats, p_leg bigint) RETURNS legs
LANGUAGE plpgsql AS $$
DECLARE
    v_leg legs;
BEGIN
    SELECT * INTO v_leg FROM legs WHERE centre = p_seat.centre AND id = p_leg;
    IF NOT FOUND THEN
        PERFORM refuse('ticket_gone');
    END IF;
    IF v_leg.counter = p_seat.counter OR may_on(p_seat, v_leg, 'reception') THEN
        RETURN v_leg;
    END IF;
    IF v_leg.state <> 'waiting' OR NOT may_call(
        v_leg, p_seat, v_leg.service IN (SELECT service FROM work_of(p_seat))
    ) THEN
        PERFORM refuse('not_served_here', jsonb_build_object(
            'service', v_leg.service, 'permission', 'reception'
        ));
    END IF;
    RETURN v_leg;
END
$$;

-- Whoever sees a leg as it stands, though it was not moved.
CREATE FUNCTION tell(p_leg legs) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_topics text := concat_ws(
        ' ',
        CASE WHEN p_leg.state = 'waiting' AND p_leg.for_operator IS NOT NULL THEN '*' END,
        CASE WHEN p_leg.state = 'waiting' THEN 's:' || p_leg.service END,
        'c:' || p_leg.counter, 'c:' || p_leg.for_counter
    );
BEGIN
    IF v_topics <> '' THEN
        PERFORM notify_change(p_leg.centre, v_topics);
    END IF;
END
$$;

CREATE FUNCTION add_note(p_centre text, p_counter text, p_leg bigint, p_words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_near(v_seat, p_leg);
BEGIN
    IF coalesce(p_words, '') = '' THEN
        PERFORM refuse('words_missing');
    END IF;
    PERFORM require_words(p_words);
    IF EXISTS (
        SELECT FROM events e
        WHERE e.centre = p_centre AND e.ticket = v_leg.ticket AND e.kind = 'noted'
            AND e.operator = v_seat.operator AND e.facts ->> 'words' = p_words
    ) THEN
        RETURN;
    END IF;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'noted', v_leg.ticket, v_leg.id,
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('words', p_words)
    );
    PERFORM tell(v_leg);
END
$$;

CREATE FUNCTION set_marks(p_centre text, p_counter text, p_leg bigint, p_marks text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_day date := day_of(centre_of(p_centre), v_now);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_near(v_seat, p_leg);
    v_marks jsonb;
BEGIN
    IF (p_marks <@ reasons_for('mark')) IS NOT TRUE THEN
        PERFORM refuse('not_permitted');
    END IF;
    v_marks := to_jsonb(ARRAY(
        SELECT mark FROM unnest(reasons_for('mark')) WITH ORDINALITY AS known (mark, place)
        WHERE mark = ANY (p_marks) ORDER BY place
    ));
    DELETE FROM marks WHERE ticket = v_leg.ticket;
    IF v_marks <> '[]' THEN
        INSERT INTO marks (ticket, centre, day, marks)
        VALUES (v_leg.ticket, p_centre, v_day, v_marks)
        -- Another counter was quicker; the last word counts.
        ON CONFLICT (ticket) DO UPDATE SET marks = excluded.marks;
    END IF;
    PERFORM log_event(
        p_centre, v_day, v_now, 'marked', v_leg.ticket, v_leg.id,
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('marks', v_marks)
    );
    PERFORM tell(v_leg);
END
$$;

-- What was noted of the visitor at a counter, wherever it was.
CREATE FUNCTION notes_here(p_centre text, p_counter text)
RETURNS TABLE (at timestamptz, counter text, operator text, words text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    RETURN QUERY
        SELECT e.at, e.counter::text, e.operator::text, e.facts ->> 'words'
        FROM events e JOIN legs l ON l.ticket = e.ticket
        WHERE e.centre = p_centre AND e.kind = 'noted'
            AND l.centre = p_centre AND l.counter = p_counter AND l.state IN ('called', 'serving')
        ORDER BY e.id;
END
$$;
