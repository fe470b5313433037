-- How a counter has a break, and how it closes behind its visitor (twins of common/rules/pausing.py;
-- that nobody is called meanwhile, and that it closes, stand in 30_calling.sql).

CREATE FUNCTION pause(p_centre text, p_counter text, p_reason text, p_words text)
RETURNS SETOF seats
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := current_leg(v_seat);
    v_because jsonb := because('pause', p_reason, p_words);
BEGIN
    IF v_leg.id IS NOT NULL THEN
        PERFORM refuse('already_serving', jsonb_build_object('counter', p_counter));
    END IF;
    IF v_seat.pause_reason = p_reason THEN
        RETURN NEXT v_seat;
        RETURN;
    END IF;
    UPDATE seats SET paused_since = coalesce(paused_since, v_now), pause_reason = p_reason
    WHERE centre = p_centre AND counter = p_counter
    RETURNING * INTO v_seat;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'paused',
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => v_because
    );
    PERFORM notify_change(p_centre, '*');
    RETURN NEXT v_seat;
END
$$;

CREATE FUNCTION go_on_working(p_centre text, p_counter text) RETURNS SETOF seats
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
BEGIN
    IF v_seat.paused_since IS NOT NULL THEN
        UPDATE seats SET paused_since = NULL, pause_reason = NULL
        WHERE centre = p_centre AND counter = p_counter
        RETURNING * INTO v_seat;
        PERFORM log_event(
            p_centre, day_of(centre_of(p_centre), v_now), v_now, 'went_on',
            p_counter => p_counter, p_operator => v_seat.operator
        );
        PERFORM notify_change(p_centre, '*');
    END IF;
    RETURN NEXT v_seat;
END
$$;

CREATE FUNCTION close_after(p_centre text, p_counter text, p_on boolean, p_leaves_held boolean)
RETURNS SETOF seats
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
BEGIN
    IF v_seat.closing = p_on THEN
        RETURN NEXT v_seat;
        RETURN;
    END IF;
    IF p_on THEN
        PERFORM leg_at(v_seat);
        PERFORM refuse_held(v_centre, p_counter, p_leaves_held, v_now);
    END IF;
    UPDATE seats SET closing = p_on WHERE centre = p_centre AND counter = p_counter
    RETURNING * INTO v_seat;
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'closes_after',
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('on', p_on)
    );
    PERFORM notify_change(p_centre, 'c:' || p_counter);
    RETURN NEXT v_seat;
END
$$;
