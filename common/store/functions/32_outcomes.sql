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

-- One more service for the visitor at hand, behind what he goes on to already (twin of
-- common/rules/more_services.py).
CREATE FUNCTION add_service(p_centre text, p_counter text, p_service text) RETURNS SETOF legs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_centre centres := centre_of(p_centre);
    v_seat seats := seat_at(p_centre, p_counter);
    v_leg legs := leg_at(v_seat);
    v_rules service_rules := rules_of(v_centre, p_service);
    v_ahead text[];
    v_added legs;
BEGIN
    SELECT array_agg(service::text) INTO v_ahead FROM legs
    WHERE ticket = v_leg.ticket AND (id = v_leg.id OR state = 'away');
    IF p_service = ANY (v_ahead) THEN
        PERFORM refuse('same_service', jsonb_build_object('service', p_service));
    ELSIF cardinality(v_ahead) >= 5 THEN
        PERFORM refuse(
            'not_permitted', jsonb_build_object('services', cardinality(v_ahead) + 1)
        );
    END IF;
    v_added := queue_leg(
        (SELECT t FROM tickets t WHERE t.id = v_leg.ticket), p_service, v_leg.lane,
        v_leg.arrived_at, v_leg.arrived_at + v_rules.green * interval '1 minute', NULL, 'away'
    );
    PERFORM log_event(
        p_centre, day_of(v_centre, v_now), v_now, 'goes_on', v_leg.ticket, v_leg.id,
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('service', p_service, 'new_leg', v_added.id)
    );
    PERFORM tell(v_leg);
    RETURN NEXT v_added;
END
$$;
