-- Who may do what. A device executes the functions of its kind and reads what row-level security
-- lets it see; it changes no table. Set-up is the administrator's, the log is nobody's to change.

DO $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY ARRAY[
        'novbe_kiosk', 'novbe_display', 'novbe_counter', 'novbe_keeper', 'novbe_admin'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another upgrade on this server was quicker
            END;
        END IF;
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    NULL; -- a store without devices of its own: only its owner may use it
END
$$;

-- What the policies ask stands in plpgsql, which keeps its plans: every reading of a console asks
-- it six times, and in plain SQL it would be planned anew each time.
CREATE FUNCTION my_device() RETURNS devices
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_device devices;
BEGIN
    SELECT * INTO v_device FROM devices WHERE login = session_user AND revoked_at IS NULL;
    RETURN v_device;
END
$$;

-- The services that the counter of this login may serve.
CREATE FUNCTION my_services() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(ps.service::text), '{}')
        FROM devices d
        JOIN counters c ON c.centre = d.centre AND c.code = d.code
        JOIN LATERAL (
            SELECT p.service FROM profile_services p
            WHERE p.centre = c.centre AND p.profile = c.profile
            UNION
            SELECT e.service FROM extras_at(c.centre, c.code) AS e (service)
        ) ps ON true
        WHERE d.login = session_user AND d.revoked_at IS NULL AND d.kind = 'counter'
    );
END
$$;

-- Whoever sits at the counter of this login.
CREATE FUNCTION my_operator() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT s.operator
        FROM devices d
        JOIN seats s ON s.centre = d.centre AND s.counter = d.code
        WHERE d.login = session_user AND d.revoked_at IS NULL AND d.kind = 'counter'
        LIMIT 1
    );
END
$$;

CREATE FUNCTION is_kind(VARIADIC p_kinds text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM devices
        WHERE login = session_user AND revoked_at IS NULL AND kind = ANY (p_kinds)
    );
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END
$$;

ALTER TABLE legs ENABLE ROW LEVEL SECURITY;
ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE seats ENABLE ROW LEVEL SECURITY;
ALTER TABLE operators ENABLE ROW LEVEL SECURITY;
ALTER TABLE operator_skills ENABLE ROW LEVEL SECURITY;

-- A counter sees the queues of the services it may serve, and who was there or is to come back.
CREATE POLICY of_counter ON legs FOR SELECT USING (
    (SELECT is_kind('keeper', 'admin'))
    OR (
        (SELECT is_kind('counter')) AND centre = (SELECT (my_device()).centre) AND (
            service = ANY ((SELECT my_services())::text[])
            OR counter = (SELECT (my_device()).code)
            OR for_counter = (SELECT (my_device()).code)
            OR for_operator = (SELECT my_operator())
        )
    )
);
CREATE POLICY of_legs ON tickets FOR SELECT USING (
    (SELECT is_kind('keeper', 'admin'))
    OR EXISTS (SELECT FROM legs WHERE legs.ticket = tickets.id)
);
CREATE POLICY of_legs ON marks FOR SELECT USING (
    (SELECT is_kind('keeper', 'admin'))
    OR EXISTS (SELECT FROM legs WHERE legs.ticket = marks.ticket)
);
-- What is called stands on the boards for everyone to read.
CREATE POLICY of_centre ON calls FOR SELECT USING (
    (SELECT is_kind('keeper', 'admin')) OR centre = (SELECT (my_device()).centre)
);
CREATE POLICY of_centre ON seats FOR SELECT USING (centre = (SELECT (my_device()).centre));
CREATE POLICY of_counter ON events FOR SELECT USING (
    (SELECT is_kind('keeper', 'admin'))
    OR (
        (SELECT is_kind('counter')) AND centre = (SELECT (my_device()).centre)
        AND counter = (SELECT (my_device()).code)
    )
);
CREATE POLICY of_log ON events FOR INSERT WITH CHECK (
    (SELECT is_kind('admin')) AND kind = 'floor_changed'
);
-- Kiosks and displays have no business with people.
CREATE POLICY of_staff ON operators FOR SELECT USING (
    (SELECT is_kind('counter', 'keeper', 'admin'))
);
CREATE POLICY of_staff ON operator_skills FOR SELECT USING (
    (SELECT is_kind('counter', 'keeper', 'admin'))
);
CREATE POLICY of_setup ON operators FOR ALL USING ((SELECT is_kind('admin')));
CREATE POLICY of_setup ON operator_skills FOR ALL USING ((SELECT is_kind('admin')));

CREATE FUNCTION grant_rights() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    GRANT USAGE ON SCHEMA public
        TO novbe_kiosk, novbe_display, novbe_counter, novbe_keeper, novbe_admin;
    GRANT SELECT ON
        alembic_version, centres, entities, services, priority_groups, series, zones,
        service_rules, centre_hours, service_hours, service_facts, closures, profiles,
        profile_services,
        counters, operators, operator_skills, printers, kiosks, kiosk_services, kiosk_menus,
        kiosk_spares, displays, role_permissions, printer_states, evacuations, ended_days,
        messages, service_closures, counter_extras
        TO novbe_kiosk, novbe_display, novbe_counter, novbe_keeper, novbe_admin;
    GRANT EXECUTE ON FUNCTION
        beat(text, integer), my_device(), my_services(), my_operator(), is_kind(text[])
        TO novbe_kiosk, novbe_display, novbe_counter, novbe_keeper, novbe_admin;

    GRANT SELECT ON service_counts TO novbe_kiosk, novbe_counter;
    GRANT EXECUTE ON FUNCTION
        waiting_now(text, date), waits_now(text, date), has_appointments(text, date),
        issue_ticket(text, text, text, text, text, text, text[]),
        check_in(text, text, text, text, text), own_slip(text, text, date, text, text),
        report_slip(text, bigint, text, text, text),
        staff_salt(text, text, text), show_staff_pin(text, text, text, text),
        enter_staff(text, text, text), note_staff(text, text, text, text),
        lease_numbers(text, text, text), replay_offline(text, text, text, jsonb, text[]),
        report_printer(text, text, text, timestamptz, integer, double precision),
        ask_spare(text, text, bigint, text), take_spare(text, text),
        end_spare(text, text, bigint, text, text), collect_spare(text, text, bigint),
        look_at_spare(text, text, bigint, boolean)
        TO novbe_kiosk;
    GRANT EXECUTE ON FUNCTION
        put_message(text, text, text, text, text, text, text, timestamptz),
        remove_message(text, text, text)
        TO novbe_counter, novbe_admin;
    GRANT EXECUTE ON FUNCTION change_paper(text, text, text) TO novbe_kiosk, novbe_admin;
    GRANT EXECUTE ON FUNCTION printed_lately(text, date, timestamptz)
        TO novbe_counter, novbe_keeper, novbe_admin;
    GRANT EXECUTE ON FUNCTION missing_slips(text, date, text, timestamptz), hall_now(text, date, text),
        free_ticket(text, text, text, bigint, text, text, boolean),
        free_held(text, text, text, text, text),
        send_home(text, text, text, text, text), close_service(text, text, text, text, text),
        open_service(text, text, text), add_service(text, text, text, text),
        withdraw_service(text, text, text, text)
        TO novbe_counter;

    GRANT SELECT ON calls TO novbe_display;
    GRANT EXECUTE ON FUNCTION
        waiting_now(text, date), waits_now(text, date), window_now(text, date, text),
        acknowledge(text, text, text, bigint[], integer[], timestamptz[])
        TO novbe_display;

    GRANT SELECT ON floor_versions TO novbe_counter, novbe_keeper, novbe_admin;
    GRANT EXECUTE ON FUNCTION
        change_setup(text, text, integer, jsonb, text, text),
        give_pin(text, text, text, text, text)
        TO novbe_counter;

    GRANT SELECT ON calls, legs, tickets, events, seats, priority_runs, marks TO novbe_counter;
    GRANT EXECUTE ON FUNCTION
        waiting_now(text, date),
        call_next(text, text, boolean, text, text[]), finish(text, text, text, text[]),
        add_service(text, text, text),
        recall(text, text), move_visitor(text, text, text),
        resume(text, text, bigint), send_and_return(text, text, text),
        transfer(text, text, text, text, text, text, text, text, text),
        onward_services(text, text), my_day(text, text),
        reinstate(text, text, bigint, text, text, text),
        cancel(text, text, bigint, text, text), hold(text, text, text, text),
        find_slip(text, text, text, date, text), copy_slip_at(text, text, bigint, text),
        ask_colleague(text, text, text, text), panic(text, text),
        answer_ask(text, text, bigint, boolean), asks_here(text, date, text),
        add_note(text, text, bigint, text), set_marks(text, text, bigint, text[]),
        notes_here(text, text),
        pause(text, text, text, text), go_on_working(text, text),
        close_after(text, text, boolean, boolean),
        evacuate(text, text), lift_evacuation(text, text),
        pin_salt(text, text, text), show_pin(text, text, text, text), sign_in(text, text, text),
        change_pin(text, text, text, text, text), has_pins(text),
        day_now(text, date, text), settle(text, text, text, bigint, text), settled_by(text, text, bigint),
        close_counters(text, text, text), end_day(text, text), reopen_day(text, text),
        make_first_administrator(text, text, integer, text, text, text, text, text),
        sign_out(text, text, boolean), reconcile_by_hand(text, text, jsonb)
        TO novbe_counter;

    GRANT EXECUTE ON FUNCTION note_refusal(text, text, text, boolean) TO novbe_counter;
    -- Beside what an administrator and the keeper do where no counter is: then it says nothing.
    GRANT EXECUTE ON FUNCTION as_seen(text, text, text, bigint), as_seen_by(text, text, text)
        TO novbe_counter, novbe_keeper, novbe_admin;
    GRANT EXECUTE ON FUNCTION
        call_this(text, text, bigint, boolean, text, text, text, text[]), undo_call(text, text, text, text),
        grant_priority(text, text, bigint, text, text, text),
        withdraw_priority(text, text, bigint, text, text),
        walk_in(text, text, text, text, text, text, text, boolean, text, text),
        given_at(text, text, text)
        TO novbe_counter;
    GRANT EXECUTE ON FUNCTION out_of_turn(text, text, date)
        TO novbe_counter, novbe_keeper, novbe_admin;
    GRANT EXECUTE ON FUNCTION
        log_page(text, text, date, text[], text, text, text, bigint, bigint, integer),
        acts_of_day(text, text, date, text[]), chain_state(text, text),
        chain_of_day(text, text, date), chain_links(text, text, bigint, integer),
        note_export(text, text, text, date, date, integer)
        TO novbe_counter;
    GRANT EXECUTE ON FUNCTION note_check(text, text, date, integer, bigint)
        TO novbe_counter, novbe_keeper, novbe_admin;

    GRANT SELECT ON
        calls, legs, tickets, events, seats, service_counts, series_counts, leases, devices,
        device_beats, seal, unsealed, closed_days, day_figures, operator_figures,
        history_calls, history_legs, history_tickets, history_events, history_service_counts,
        history_series_counts
        TO novbe_keeper, novbe_admin;
    -- When somebody was promised his turn counts for his wait; by which code is nobody's business.
    GRANT SELECT (centre, ticket, at) ON appointments TO novbe_keeper, novbe_admin;
    -- A seal once made is nobody's to change, nor is what stands in the history.
    GRANT INSERT ON seal, day_figures, operator_figures TO novbe_keeper;
    GRANT INSERT (centre, day, closed_at) ON closed_days TO novbe_keeper;
    GRANT DELETE ON unsealed, day_figures, operator_figures TO novbe_keeper;
    GRANT UPDATE (closed_at, moved_at, erased_at) ON closed_days TO novbe_keeper;
    GRANT EXECUTE ON FUNCTION
        end_open_legs(text, date, integer), move_to_history(text, date, integer),
        erase_persons(text, date, integer), forget_appointments(text, date, integer)
        TO novbe_keeper;
    GRANT INSERT, UPDATE, DELETE ON
        centres, entities, services, priority_groups, series, zones, service_rules, centre_hours,
        service_hours, service_facts, closures, profiles, profile_services, counters, operators,
        operator_skills, printers, kiosks, kiosk_services, kiosk_menus, kiosk_spares, displays,
        role_permissions
        TO novbe_admin;
    -- Not the login, which the database stamps, nor an operator, for nobody sits there.
    GRANT INSERT (centre, version, at, what, file) ON floor_versions TO novbe_admin;
    GRANT INSERT (centre, day, at, kind, facts, ticket, leg, call, counter, operator, device)
        ON events TO novbe_admin;
    GRANT USAGE ON SEQUENCE events_id_seq TO novbe_admin;
    GRANT EXECUTE ON FUNCTION
        set_pin(text, text, text, text, boolean), pins_missing(text),
        import_appointments(text, jsonb), copy_slip(text, text, text),
        slip_copied(text, bigint, text)
        TO novbe_admin;
END
$$;

DO $$
BEGIN
    IF (SELECT count(*) FROM pg_roles WHERE rolname IN (
        'novbe_kiosk', 'novbe_display', 'novbe_counter', 'novbe_keeper', 'novbe_admin'
    )) = 5 THEN
        PERFORM grant_rights();
    END IF;
END
$$;
REVOKE ALL ON FUNCTION grant_rights() FROM PUBLIC;
