-- What a program of another time has left: functions are code, and each program brings its own.
-- The policies and triggers that use them go with them and are made again below.
DO $$
DECLARE
    v_old regprocedure;
BEGIN
    FOR v_old IN
        SELECT p.oid::regprocedure
        FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (
                SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e'
            )
    LOOP
        EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', v_old);
    END LOOP;
END
$$;
