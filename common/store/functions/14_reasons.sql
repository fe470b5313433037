-- Why somebody does what needs a reason (twins of domain/reasons.py and of `because` in
-- common/rules/steps.py).

CREATE FUNCTION reasons_for(p_what text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT string_to_array(CASE p_what
        WHEN 'pause' THEN 'rest meal paperwork colleague meeting fault other'
        WHEN 'hold' THEN 'payment documents form approval fault other'
        WHEN 'act' THEN 'computer_down operator_away no_staff overload by_mistake other'
        WHEN 'cancel' THEN
            'left changed_mind wrong_service documents_missing duplicate fault other'
        WHEN 'out_of_turn' THEN
            'visitor_unwell small_child proof_seen document_ready wrong_service'
            ' called_by_mistake operator_request other'
        WHEN 'outcome' THEN 'done documents_missing not_entitled referred gave_up other'
        WHEN 'mark' THEN 'interpreter wheelchair elderly child documents_missing complaint'
    END, ' ')
$$;

CREATE FUNCTION require_words(p_words text) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF (p_words = '' OR is_word(p_words, 200) AND p_words = btrim(p_words)) IS NOT TRUE THEN
        PERFORM refuse('words_too_long', '{"most": 200}');
    END IF;
END
$$;

CREATE FUNCTION because(p_what text, p_reason text, p_words text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF p_reason IS NULL OR p_reason = 'other' AND p_words = '' THEN
        PERFORM refuse('reason_missing');
    ELSIF (p_reason = ANY (reasons_for(p_what))) IS NOT TRUE THEN
        PERFORM refuse('not_permitted');
    END IF;
    PERFORM require_words(p_words);
    RETURN jsonb_strip_nulls(
        jsonb_build_object('reason', p_reason, 'words', nullif(p_words, ''))
    );
END
$$;
