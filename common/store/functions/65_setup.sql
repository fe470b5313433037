-- How the set-up is changed from a counter (twins of common/rules/setup.py).

-- The tables of the set-up (common/store/floor_tables.py): these and no others are replaced.
CREATE FUNCTION setup_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[
        'centres', 'entities', 'services', 'priority_groups', 'series', 'zones', 'service_rules',
        'service_facts', 'centre_hours', 'service_hours', 'closures', 'profiles',
        'profile_services', 'counters', 'operators', 'operator_skills', 'printers', 'kiosks',
        'kiosk_services', 'kiosk_menus', 'kiosk_spares', 'displays', 'role_permissions'
    ]
$$;

-- What stands in some tables, to be compared; neither the version nor an order is a difference.
CREATE FUNCTION setup_of(p_centre text, VARIADIC p_tables text[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_table text;
    v_rows jsonb;
    v_all jsonb := '{}';
BEGIN
    FOREACH v_table IN ARRAY p_tables LOOP
        EXECUTE format(
            'SELECT coalesce(jsonb_agg(r ORDER BY r::text), ''[]'') FROM ('
            '  SELECT to_jsonb(t) - ''version'' - ''position'' AS r FROM %I t WHERE centre = $1'
            ') AS rows', v_table
        ) INTO v_rows USING p_centre;
        v_all := v_all || jsonb_build_object(v_table, v_rows);
    END LOOP;
    RETURN v_all;
END
$$;

CREATE FUNCTION put_setup(p_centre text, p_rows jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY setup_tables() LOOP
        EXECUTE format('DELETE FROM %I WHERE centre = $1', v_table) USING p_centre;
        EXECUTE format(
            'INSERT INTO %1$I SELECT * FROM jsonb_populate_recordset(NULL::%1$I, ('
            '  SELECT jsonb_agg(r || jsonb_build_object(''centre'', $1))'
            '  FROM jsonb_array_elements($2) AS r'
            '))', v_table
        ) USING p_centre, coalesce(p_rows->v_table, '[]');
    END LOOP;
END
$$;

CREATE FUNCTION refuse_unsound(p_sound boolean, p_fault text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT coalesce(p_sound, false) THEN
        PERFORM refuse('setup_unsound', jsonb_build_object('faults', jsonb_build_array(p_fault)));
    END IF;
END
$$;

-- The lines of a slip, as common/domain/slip_layout.py has them.
CREATE FUNCTION is_sound_slip(p_slip jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF jsonb_typeof(p_slip) <> 'array' OR jsonb_array_length(p_slip) > 60 THEN
        RETURN false;
    END IF;
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(p_slip) AS l
        WHERE (
            l->>'show' IN (
                'space', 'rule', 'text', 'centre', 'number', 'marks', 'service', 'entity',
                'onward', 'appointment', 'ahead', 'expected', 'direction', 'code', 'issued',
                'valid'
            )
            AND NOT EXISTS (
                SELECT FROM unnest(ARRAY['size', 'fact', 'weight', 'above', 'below']) AS k
                WHERE jsonb_typeof(l->k) <> 'number' OR l->>k !~ '^[0-9]{1,3}$'
            )
            AND jsonb_typeof(l->'centred') = 'boolean'
            AND l->>'leading' ~ '^[12](\.[0-9]{1,6})?$'
            AND (l->'words' = 'null' OR (
                SELECT count(*) = 3 FROM jsonb_each(l->'words') AS w
                WHERE w.key IN ('az', 'en', 'ru') AND jsonb_typeof(w.value) = 'string'
            ))
            AND (SELECT count(*) = 9 FROM jsonb_object_keys(l))
        ) IS NOT TRUE
    );
END
$$;

-- The program has checked the set-up as a floor file. What a stolen login sends without it is
-- held here to what everybody who reads the set-up relies on.
CREATE FUNCTION require_sound_setup(p_centre text, p_rows jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_unsound(NOT EXISTS (
        SELECT FROM jsonb_path_query(p_rows, '$.**') AS v
        WHERE jsonb_typeof(v) = 'string' AND NOT is_word(v #>> '{}', 800)
    ), 'a text that cannot be shown');
    PERFORM refuse_unsound(is_sound_slip(slip::jsonb), 'the slip')
    FROM centres WHERE centre = p_centre;
    PERFORM refuse_unsound((
        SELECT count(*) = 1 AND bool_and(
            c.time_zone IN (SELECT name FROM pg_timezone_names)
            AND c.priority_ratio BETWEEN 1 AND 100 AND c.no_show_calls BETWEEN 1 AND 20
            AND c.no_show_gap BETWEEN 0 AND 3600000000
            AND coalesce(c.no_show_back, 1) BETWEEN 1 AND 50
            AND c.no_show_back_times BETWEEN 1 AND 9
            AND (c.no_show_back IS NULL OR c.no_show_back BETWEEN 1 AND 50)
            AND c.no_show_back_times BETWEEN 1 AND 9
            AND c.shown_at_least BETWEEN 0 AND 3600000000
            AND c.reinstate_within BETWEEN 0 AND 86400000000
            AND c.appointment_early BETWEEN 0 AND 86400000000
            AND c.appointment_late BETWEEN 0 AND 86400000000
        ) FROM centres c WHERE c.centre = p_centre
    ), 'the figures of the centre');
    PERFORM refuse_unsound(NOT EXISTS (
        SELECT FROM entities e WHERE e.centre = p_centre AND e.kind NOT IN ('public', 'utility', 'private')
        UNION ALL
        SELECT FROM services s WHERE s.centre = p_centre AND (
            s.minutes NOT BETWEEN 1 AND 240 OR NOT EXISTS (
                SELECT FROM entities e WHERE e.centre = p_centre AND e.code = s.entity
            )
        )
        UNION ALL
        SELECT FROM service_rules r WHERE r.centre = p_centre AND (
            r.daily_limit NOT BETWEEN 0 AND 100000
            OR NOT (1 <= r.green AND r.green <= r.amber AND r.amber <= r.red AND r.red <= 1440)
            OR NOT EXISTS (SELECT FROM services s WHERE s.centre = p_centre AND s.code = r.code)
            OR NOT EXISTS (SELECT FROM series s WHERE s.centre = p_centre AND s.code = r.series)
        )
        UNION ALL
        SELECT FROM series s WHERE s.centre = p_centre AND s.code !~ '^[ABDLMNRTVZFPS]{1,2}$'
        UNION ALL
        SELECT FROM service_facts f WHERE f.centre = p_centre
            AND f.kind NOT IN ('documents', 'fee', 'description')
    ), 'the services');
    PERFORM refuse_unsound(NOT EXISTS (
        SELECT FROM centre_hours h WHERE h.centre = p_centre AND h.weekday NOT BETWEEN 0 AND 6
        UNION ALL
        SELECT FROM service_hours h WHERE h.centre = p_centre AND h.weekday NOT BETWEEN 0 AND 6
    ), 'the hours');
    PERFORM refuse_unsound(NOT EXISTS (
        SELECT FROM counters c WHERE c.centre = p_centre AND (
            c.direction NOT IN ('left', 'ahead', 'right') OR c.number NOT BETWEEN 1 AND 999
            OR NOT EXISTS (SELECT FROM zones z WHERE z.centre = p_centre AND z.code = c.zone)
            OR NOT EXISTS (SELECT FROM profiles p WHERE p.centre = p_centre AND p.code = c.profile)
        )
        UNION ALL
        SELECT FROM profile_services s WHERE s.centre = p_centre
            AND s.handicap NOT BETWEEN 0 AND 86400000000
    ), 'the counters');
    PERFORM refuse_unsound(NOT EXISTS (
        SELECT FROM operators o WHERE o.centre = p_centre AND o.role NOT IN (
            'operator', 'supervisor', 'reception', 'manager', 'auditor', 'administrator'
        )
        UNION ALL
        SELECT FROM role_permissions r WHERE r.centre = p_centre AND (
            r.role NOT IN (
                'operator', 'supervisor', 'reception', 'manager', 'auditor', 'administrator'
            )
            OR r.permission NOT IN (
                'serve', 'out_of_turn', 'reception', 'cancel_any', 'floor', 'floor_acts',
                'messages', 'evacuate', 'set_up', 'people', 'audit', 'end_day', 'training'
            )
        )
    ), 'the people');
    PERFORM refuse_unsound(NOT EXISTS (
        SELECT FROM printers p WHERE p.centre = p_centre AND (
            p.cable NOT IN ('network', 'usb', 'serial', 'spooler', 'file')
            OR p.width_dots NOT BETWEEN 200 AND 2000 OR p.dots_per_inch NOT BETWEEN 100 AND 600
            OR p.roll_metres NOT BETWEEN 1 AND 2000
        )
        UNION ALL
        SELECT FROM displays d WHERE d.centre = p_centre
            AND d.theme NOT IN ('night', 'light', 'contrast')
    ), 'the devices');
END
$$;

-- Who changes what differs has to be allowed to by the set-up before, and nobody makes himself
-- more than he is.
CREATE FUNCTION require_may_change(
    p_people boolean, p_set_up boolean, p_before jsonb, p_after jsonb
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_people text[] := ARRAY['operators', 'operator_skills', 'role_permissions'];
    v_of_people boolean := EXISTS (
        SELECT FROM unnest(v_people) AS t WHERE p_before->t <> p_after->t
    );
    v_of_roles boolean := p_before->'role_permissions' <> p_after->'role_permissions';
    v_rest boolean := p_before - v_people <> p_after - v_people;
    v_guarded boolean := EXISTS (
        SELECT FROM (VALUES (p_before, p_after), (p_after, p_before)) AS way (a, b),
            jsonb_array_elements(way.a->'operators') AS o,
            jsonb_array_elements(way.a->'role_permissions') AS r
        WHERE NOT (way.b->'operators') @> jsonb_build_array(o)
            AND r->'role' = o->'role' AND r->>'permission' = 'set_up'
    );
BEGIN
    IF v_of_people AND NOT p_people THEN
        PERFORM refuse('not_permitted', '{"permission": "people"}');
    END IF;
    IF (v_rest OR v_of_roles OR v_guarded OR NOT v_of_people) AND NOT p_set_up THEN
        PERFORM refuse('not_permitted', '{"permission": "set_up"}');
    END IF;
END
$$;

CREATE FUNCTION refuse_changed(p_centre text, p_version integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_last floor_versions;
BEGIN
    SELECT * INTO v_last FROM floor_versions WHERE centre = p_centre AND version = p_version;
    PERFORM refuse('setup_changed', jsonb_build_object(
        'version', p_version, 'at', iso(v_last.at), 'operator', v_last.operator
    ));
END
$$;

-- The series of which a number was given on a day.
CREATE FUNCTION series_given(p_centre text, p_day date) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
    SELECT c.series FROM series_counts c
    WHERE c.centre = p_centre AND c.day = p_day AND c.count > 0
    UNION
    SELECT l.series FROM leases l
    WHERE l.centre = p_centre AND l.day = p_day AND l.used > 0
$$;

-- What today still needs has to be in the set-up that now stands in the tables.
CREATE FUNCTION refuse_in_use(p_before centres, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_day date := day_of(p_before, p_at);
    v_then date := business_day(p_before.centre, p_at);
    v_one record;
BEGIN
    IF v_day <> v_then AND (
        EXISTS (SELECT FROM series_given(p_before.centre, v_day))
        OR EXISTS (SELECT FROM series_given(p_before.centre, v_then))
    ) THEN
        PERFORM refuse('setup_in_use', '{"kind": "day"}');
    END IF;
    SELECT l.service AS code, count(*) AS count INTO v_one FROM legs l
    WHERE l.centre = p_before.centre AND l.day = v_day
        AND l.state NOT IN ('done', 'no_show', 'transferred', 'cancelled')
        AND NOT EXISTS (
            SELECT FROM service_rules r WHERE r.centre = l.centre AND r.code = l.service
        )
    GROUP BY l.service ORDER BY l.service LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('setup_in_use', jsonb_build_object(
            'kind', 'service', 'code', v_one.code, 'count', v_one.count
        ));
    END IF;
    SELECT given AS code INTO v_one FROM series_given(p_before.centre, v_day) AS given
    WHERE given NOT IN (SELECT s.code FROM series s WHERE s.centre = p_before.centre)
    ORDER BY given LIMIT 1;
    IF FOUND THEN
        PERFORM refuse(
            'setup_in_use', jsonb_build_object('kind', 'series', 'code', v_one.code)
        );
    END IF;
    SELECT l.counter AS code, count(*) AS count INTO v_one FROM legs l
    WHERE l.centre = p_before.centre AND l.day = v_day AND l.state = 'held'
        AND NOT EXISTS (
            SELECT FROM counters c WHERE c.centre = l.centre AND c.code = l.counter
        )
    GROUP BY l.counter ORDER BY l.counter LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('setup_in_use', jsonb_build_object(
            'kind', 'counter', 'code', v_one.code, 'count', v_one.count
        ));
    END IF;
END
$$;

CREATE FUNCTION refuse_unseated(p_centre text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_seat seats;
BEGIN
    SELECT * INTO v_seat FROM seats s WHERE s.centre = p_centre AND NOT EXISTS (
        SELECT FROM counters c WHERE c.centre = p_centre AND c.code = s.counter
    ) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('counter_taken', jsonb_build_object(
            'counter', v_seat.counter, 'operator', v_seat.operator
        ));
    END IF;
    SELECT * INTO v_seat FROM seats s WHERE s.centre = p_centre AND NOT EXISTS (
        SELECT FROM operators o WHERE o.centre = p_centre AND o.code = s.operator
    ) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('operator_elsewhere', jsonb_build_object(
            'counter', v_seat.counter, 'operator', v_seat.operator
        ));
    END IF;
END
$$;

-- The whole set-up at once: rows table by table as the program made them, and the file they are of.
CREATE FUNCTION change_setup(
    p_centre text, p_counter text, p_seen integer, p_rows jsonb, p_file text, p_what text
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz;
    v_seat seats;
    v_old centres;
    v_before jsonb;
    v_people boolean;
    v_set_up boolean;
    v_version integer;
BEGIN
    PERFORM require_device(p_centre, 'counter', p_counter);
    PERFORM pg_advisory_xact_lock(hashtextextended('set-up of ' || p_centre, 0));
    v_now := store_now();
    v_seat := seat_at(p_centre, p_counter);
    v_old := centre_of(p_centre);
    IF v_old.version <> p_seen THEN
        PERFORM refuse_changed(p_centre, v_old.version);
    END IF;
    v_version := v_old.version + 1;
    v_before := setup_of(p_centre, VARIADIC setup_tables());
    v_people := may(p_centre, v_seat.operator, 'people');
    v_set_up := may(p_centre, v_seat.operator, 'set_up');
    PERFORM refuse_unsound(
        length(p_what) <= 200 AND p_what !~ '[[:cntrl:]]'
            AND octet_length(p_file) <= 16777216 AND jsonb_typeof(p_rows) = 'object',
        'what is said of the change'
    );
    PERFORM put_setup(p_centre, jsonb_set(p_rows, '{centres,0,version}', to_jsonb(v_version)));
    PERFORM require_may_change(
        v_people, v_set_up, v_before, setup_of(p_centre, VARIADIC setup_tables())
    );
    PERFORM require_sound_setup(p_centre, p_rows);
    PERFORM refuse_in_use(v_old, v_now);
    PERFORM refuse_unseated(p_centre);
    INSERT INTO floor_versions (centre, version, at, operator, what, file)
    VALUES (p_centre, v_version, v_now, v_seat.operator, p_what, p_file);
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'floor_changed',
        p_counter => p_counter, p_operator => v_seat.operator,
        p_facts => jsonb_build_object('version', v_version)
    );
    PERFORM notify_change(p_centre, '*');
    RETURN v_version;
END
$$;

CREATE FUNCTION give_pin(
    p_centre text, p_counter text, p_operator text, p_salt text, p_verifier text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_seat seats := seat_at(p_centre, p_counter);
BEGIN
    PERFORM require_permission(v_seat, 'people');
    IF NOT EXISTS (SELECT FROM operators WHERE centre = p_centre AND code = p_operator) THEN
        PERFORM refuse('not_permitted', jsonb_build_object('operator', p_operator));
    END IF;
    IF may(p_centre, p_operator, 'set_up') THEN
        PERFORM require_permission(v_seat, 'set_up');
    END IF;
    IF NOT is_pin(p_salt, p_verifier) THEN
        PERFORM refuse('not_permitted', jsonb_build_object('operator', p_operator));
    END IF;
    INSERT INTO pins (centre, operator, salt, verifier, misses, must_change)
    VALUES (p_centre, p_operator, p_salt, p_verifier, 0, true)
    ON CONFLICT (centre, operator) DO UPDATE SET
        salt = p_salt, verifier = p_verifier, misses = 0, last_miss = NULL, must_change = true;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'pin_set', p_counter => p_counter,
        p_operator => v_seat.operator, p_facts => jsonb_build_object('for_operator', p_operator)
    );
END
$$;
