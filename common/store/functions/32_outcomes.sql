-- What came of a service (twins of common/rules/outcomes.py).

CREATE FUNCTION check_delivered(p_leg legs, p_delivered text[]) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_entity text;
    v_service text;
    v_its text;
BEGIN
    IF cardinality(p_delivered) > 5 THEN
        PERFORM refuse(
            'not_permitted', jsonb_build_object('services', cardinality(p_delivered))
        );
    END IF;
    SELECT entity INTO v_entity FROM services
    WHERE centre = p_leg.centre AND code = p_leg.service;
    FOR v_place IN 1..coalesce(cardinality(p_delivered), 0) LOOP
        v_service := p_delivered[v_place];
        SELECT entity INTO v_its FROM services WHERE centre = p_leg.centre AND code = v_service;
        IF NOT FOUND THEN
            PERFORM refuse('unknown_service', jsonb_build_object('service', v_service));
        ELSIF v_its IS DISTINCT FROM v_entity THEN
            PERFORM refuse('not_served_here', jsonb_build_object('service', v_service));
        ELSIF v_service = ANY (p_delivered[1:v_place - 1]) THEN
            PERFORM refuse('same_service', jsonb_build_object('service', v_service));
        END IF;
    END LOOP;
END
$$;

-- End a service with what came of it. The answer says whom it concerns.
CREATE FUNCTION finish_with(
    p_centre centres, p_leg legs, p_outcome text, p_delivered text[], p_at timestamptz
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_topics text;
BEGIN
    PERFORM check_delivered(p_leg, p_delivered);
    IF NOT p_outcome = ANY (reasons_for('outcome')) THEN
        PERFORM refuse('not_permitted');
    END IF;
    v_topics := end_leg(
        p_centre, p_leg, 'finish', p_at,
        p_facts => jsonb_strip_nulls(jsonb_build_object(
            'outcome', p_outcome,
            'delivered', CASE WHEN cardinality(p_delivered) > 0 THEN to_jsonb(p_delivered) END
        ))
    );
    UPDATE legs SET outcome = p_outcome WHERE id = p_leg.id AND p_outcome IS NOT NULL;
    RETURN v_topics;
END
$$;

CREATE FUNCTION finish(p_centre text, p_counter text, p_outcome text, p_delivered text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM notify_change(p_centre, finish_with(
        centre_of(p_centre), leg_at(seat_at(p_centre, p_counter)), p_outcome, p_delivered,
        store_now()
    ));
END
$$;
