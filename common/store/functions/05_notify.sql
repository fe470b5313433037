-- A wake-up says whom it concerns and nothing more: whoever hears it reads what he may.
-- The topics are those of common/domain/change.py.
CREATE FUNCTION notify_change(p_centre text, p_topics text) RETURNS void
LANGUAGE sql AS $$
    SELECT pg_notify(
        'novbe',
        p_centre || ' ' || CASE WHEN octet_length(p_topics) > 200 THEN '*' ELSE p_topics END
    )
$$;
