-- How a device gets its login: a code's own login may call one function, once.
-- Nothing here ever sees a password: verifiers are made where the password is.
REVOKE ALL ON DATABASE novbe FROM PUBLIC;
GRANT CONNECT ON DATABASE novbe TO
    novbe_kiosk, novbe_display, novbe_counter, novbe_keeper, novbe_admin, novbe_joining;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- What Postgres lets everyone do and no device needs: to fill the disk with large objects, and to
-- take advisory locks until nobody can lock anything any more. Only functions that every version
-- has: a dump names them.
DO $$
DECLARE
    known regprocedure;
BEGIN
    FOR known IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND proname ~ '^(lo_|lowrite$|loread$|pg_(try_)?advisory_)'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', known);
        EXECUTE format(
            'GRANT EXECUTE ON FUNCTION %s TO novbe_owner, novbe_keeper, novbe_admin', known
        );
    END LOOP;
END $$;

CREATE SCHEMA IF NOT EXISTS hosting AUTHORIZATION novbe_owner;
GRANT USAGE ON SCHEMA hosting TO novbe_joiner, novbe_joining, novbe_admin;

CREATE TABLE IF NOT EXISTS hosting.join_codes (
    login text PRIMARY KEY,
    centre text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('kiosk', 'display', 'counter', 'standby')),
    code text NOT NULL,
    until timestamptz NOT NULL,
    used_at timestamptz
);
ALTER TABLE hosting.join_codes OWNER TO novbe_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON hosting.join_codes TO novbe_joiner;
GRANT SELECT, INSERT, UPDATE ON public.devices TO novbe_joiner;

-- Made anew each time: another program's may have had another shape.
DO $$
DECLARE
    made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'hosting'::regnamespace LOOP
        EXECUTE format('DROP FUNCTION %s', made);
    END LOOP;
END $$;

CREATE FUNCTION hosting.is_verifier(given text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN given ~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$';

-- Makes the login of a code, good for some minutes; forgets codes of earlier days.
CREATE FUNCTION hosting.offer_code(
    p_login text, p_verifier text, p_centre text, p_kind text, p_code text, p_minutes integer
) RETURNS timestamptz
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ending timestamptz := clock_timestamp() + make_interval(mins => p_minutes);
    past text;
BEGIN
    FOR past IN DELETE FROM hosting.join_codes WHERE until < clock_timestamp() - interval '1 day'
        RETURNING login
    LOOP
        BEGIN
            EXECUTE format('DROP ROLE IF EXISTS %I', past);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            EXECUTE format('ALTER ROLE %I NOLOGIN', past); -- it has set defaults of its own
        END;
    END LOOP;
    IF p_login !~ '^join_[0-9a-z]+$' OR NOT hosting.is_verifier(p_verifier) THEN
        RAISE EXCEPTION 'a code needs a login join_* and a verifier';
    END IF;
    -- A standby copies everything, verifiers included.
    IF p_kind = 'standby' AND NOT pg_has_role(session_user, 'novbe_owner', 'MEMBER') THEN
        RAISE EXCEPTION 'only the owner of the store lets a standby copy it';
    END IF;
    EXECUTE format(
        'CREATE ROLE %I LOGIN PASSWORD %L VALID UNTIL %L CONNECTION LIMIT 2 IN ROLE novbe_joining',
        p_login, p_verifier, ending
    );
    INSERT INTO hosting.join_codes (login, centre, kind, code, until)
        VALUES (p_login, p_centre, p_kind, p_code, ending);
    RETURN ending;
END $$;

-- Takes a login away at once: it connects no more, and what it has open ends.
CREATE FUNCTION hosting.revoke_login(p_login text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.devices SET revoked_at = clock_timestamp()
        WHERE login = p_login AND revoked_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN', p_login);
    RETURN true;
END $$;

CREATE FUNCTION hosting.end_connections(p_login text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE usename = p_login AND EXISTS (SELECT FROM public.devices WHERE login = p_login)
$$;

-- Uses the caller's code up and returns it, or says why not.
CREATE FUNCTION hosting.use_code(p_login text, p_kind text) RETURNS hosting.join_codes
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    given hosting.join_codes;
BEGIN
    SELECT * INTO given FROM hosting.join_codes WHERE login = p_login FOR UPDATE;
    IF NOT FOUND OR given.used_at IS NOT NULL THEN
        RAISE EXCEPTION 'code_used';
    ELSIF given.until < clock_timestamp() THEN
        RAISE EXCEPTION 'code_stale';
    ELSIF given.kind <> p_kind THEN
        RAISE EXCEPTION 'code_of_another' USING DETAIL = given.kind || ' ' || given.code;
    END IF;
    UPDATE hosting.join_codes SET used_at = clock_timestamp() WHERE login = p_login;
    EXECUTE format('ALTER ROLE %I NOLOGIN', p_login);
    RETURN given;
END $$;

-- Gives the device of the caller's code a login of its own, in place of any it had.
CREATE FUNCTION hosting.join_centre(p_kind text, p_verifier text)
    RETURNS TABLE (login text, centre text, code text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    given hosting.join_codes := hosting.use_code(session_user, p_kind);
    made text;
    earlier text;
BEGIN
    IF given.kind NOT IN ('kiosk', 'display', 'counter') OR NOT hosting.is_verifier(p_verifier) THEN
        RAISE EXCEPTION 'a device needs a verifier';
    END IF;
    FOR earlier IN SELECT d.login FROM public.devices AS d
        WHERE (d.centre, d.kind, d.code) = (given.centre, given.kind, given.code)
            AND d.revoked_at IS NULL
    LOOP
        PERFORM hosting.revoke_login(earlier), hosting.end_connections(earlier);
    END LOOP;
    made := lower(regexp_replace(given.kind || '_' || given.code, '[^A-Za-z0-9]+', '_', 'g'))
        || '_' || substr(md5(gen_random_uuid()::text), 1, 6);
    EXECUTE format(
        'CREATE ROLE %I LOGIN PASSWORD %L CONNECTION LIMIT 12 IN ROLE %I',
        made, p_verifier, 'novbe_' || given.kind
    );
    INSERT INTO public.devices (login, centre, kind, code, made_at)
        VALUES (made, given.centre, given.kind, given.code, clock_timestamp());
    RETURN QUERY SELECT made, given.centre, given.code;
END $$;

-- Gives a standby its password. Only a superuser may touch a login that replicates: this one
-- belongs to him, and touches none but those named standby_*.
CREATE FUNCTION hosting.admit_standby(p_verifier text)
    RETURNS TABLE (login text, centre text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    given hosting.join_codes := hosting.use_code(session_user, 'standby');
    made text := 'standby_' || substr(session_user, 6);
BEGIN
    IF made !~ '^standby_[0-9a-z]+$' OR NOT hosting.is_verifier(p_verifier) THEN
        RAISE EXCEPTION 'a standby needs a verifier';
    END IF;
    EXECUTE format(
        'CREATE ROLE %I LOGIN REPLICATION PASSWORD %L CONNECTION LIMIT 4 IN ROLE novbe_standby',
        made, p_verifier
    );
    RETURN QUERY SELECT made, given.centre;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hosting FROM PUBLIC;
ALTER FUNCTION hosting.is_verifier(text) OWNER TO novbe_joiner;
ALTER FUNCTION hosting.offer_code(text, text, text, text, text, integer) OWNER TO novbe_joiner;
ALTER FUNCTION hosting.revoke_login(text) OWNER TO novbe_joiner;
ALTER FUNCTION hosting.end_connections(text) OWNER TO novbe_joiner;
ALTER FUNCTION hosting.use_code(text, text) OWNER TO novbe_joiner;
ALTER FUNCTION hosting.join_centre(text, text) OWNER TO novbe_joiner;
GRANT EXECUTE ON FUNCTION hosting.offer_code(text, text, text, text, text, integer)
    TO novbe_owner, novbe_admin;
GRANT EXECUTE ON FUNCTION hosting.revoke_login(text), hosting.end_connections(text)
    TO novbe_owner, novbe_admin;
GRANT EXECUTE ON FUNCTION hosting.join_centre(text, text), hosting.admit_standby(text)
    TO novbe_joining;
