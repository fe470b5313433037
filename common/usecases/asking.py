"""What somebody at a counter asks of others."""

from common.domain.asks import Ask
from common.domain.ids import AskId, CounterCode
from common.domain.reasons import one_line
from common.ports import Store
from common.rules import asking as rules


def ask_colleague(
    store: Store,
    counter: CounterCode,
    to_counter: CounterCode | None = None,
    words: str = "",
) -> Ask:
    """Ask whoever sits at another counter, or who sees the floor (None), for help; return it.

    It stands in `Desk.asked` here (`seen_at`, `seen_by`) and in `Desk.asks` there until it is
    ended; what was asked from here before is ended. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN |
    WORDS_TOO_LONG), of the other `counter` UNKNOWN_COUNTER and COUNTER_CLOSED where nobody sits
    there, NOT_LAWFUL for one's own.
    """
    words = one_line(words)
    return store.perform(rules.ask_colleague, counter=counter, to_counter=to_counter, words=words)


def panic(store: Store, counter: CounterCode) -> Ask:
    """Tell all who see the floor that somebody at this counter is in danger; nothing is asked.

    First in their `Desk.asks`, and they wake at once. Pressed once more it changes nothing.
    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    return store.perform(rules.panic, counter=counter)


def answer_ask(store: Store, counter: CounterCode, ask: AskId, *, ended: bool = False) -> None:
    """Say that one has seen what is asked of him, or that it is `ended`; who asked may end it too.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), UNKNOWN_ASK for one that is ended or not of today,
    NOT_PERMITTED for who neither asked nor was asked.
    """
    store.perform(rules.answer_ask, counter=counter, ask=ask, ended=ended)
