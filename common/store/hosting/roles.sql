-- Roles of a hall: groups of devices, the owner of the tables, and who lets devices in.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'novbe_kiosk', 'novbe_display', 'novbe_counter', 'novbe_keeper', 'novbe_admin',
        'novbe_joining', 'novbe_standby', 'novbe_owner', 'novbe_joiner'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
    END LOOP;
END $$;

ALTER ROLE novbe_owner LOGIN;
-- It makes the logins of devices and owns no table.
ALTER ROLE novbe_joiner CREATEROLE;
GRANT novbe_kiosk, novbe_display, novbe_counter, novbe_keeper, novbe_joining
    TO novbe_joiner WITH ADMIN OPTION;
GRANT pg_signal_backend TO novbe_joiner;
-- So that a standby can say how far behind it is.
GRANT pg_monitor TO novbe_standby;

-- Devices have no business in the other databases of the server.
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE postgres TO novbe_standby;
