-- What boards tell everybody besides calls (twins of common/rules/messages.py).

-- Who may say it: one who may at his counter, or an administrator. Returns who.
CREATE FUNCTION speaker_at(p_centre text, p_counter text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    IF p_counter IS NULL THEN
        PERFORM require_admin(p_centre);
        RETURN NULL;
    END IF;
    RETURN permitted_at(p_centre, p_counter, 'messages');
END
$$;

CREATE FUNCTION put_message(
    p_centre text, p_counter text, p_name text, p_az text, p_en text, p_ru text, p_zone text,
    p_until timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_operator text := speaker_at(p_centre, p_counter);
BEGIN
    IF p_zone IS NOT NULL AND NOT EXISTS (
        SELECT FROM zones WHERE centre = p_centre AND code = p_zone
    ) THEN
        PERFORM refuse('unknown_zone', jsonb_build_object('zone', p_zone));
    END IF;
    IF NOT coalesce(
        is_word(btrim(p_name), 40) AND is_word(p_name, 40)
        AND is_word(btrim(p_az), 300) AND is_word(p_az, 300)
        AND is_word(btrim(p_en), 300) AND is_word(p_en, 300)
        AND is_word(btrim(p_ru), 300) AND is_word(p_ru, 300)
        AND p_until > v_now AND p_until <= v_now + interval '366 days', false
    ) OR (
        SELECT count(*) FROM messages
        WHERE centre = p_centre AND until > v_now AND name <> p_name
    ) >= 20 THEN
        PERFORM refuse('not_permitted', jsonb_build_object('message', p_name));
    END IF;
    DELETE FROM messages WHERE centre = p_centre AND (until <= v_now OR name = p_name);
    INSERT INTO messages (centre, name, az, en, ru, zone, until, put_at)
    VALUES (p_centre, p_name, p_az, p_en, p_ru, p_zone, p_until, v_now);
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'message',
        p_counter => p_counter, p_operator => v_operator,
        p_facts => jsonb_build_object('message', p_name, 'did', 'shown')
    );
    PERFORM notify_change(p_centre, '*');
END
$$;

CREATE FUNCTION remove_message(p_centre text, p_counter text, p_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := store_now();
    v_operator text := speaker_at(p_centre, p_counter);
BEGIN
    DELETE FROM messages WHERE centre = p_centre AND name = p_name AND until > v_now;
    IF NOT FOUND THEN
        PERFORM refuse('unknown_message', jsonb_build_object('message', p_name));
    END IF;
    PERFORM log_event(
        p_centre, day_of(centre_of(p_centre), v_now), v_now, 'message',
        p_counter => p_counter, p_operator => v_operator,
        p_facts => jsonb_build_object('message', p_name, 'did', 'removed')
    );
    PERFORM notify_change(p_centre, '*');
END
$$;
