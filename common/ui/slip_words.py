"""What the lines of a slip say, in the visitor's language."""

from collections.abc import Callable, Mapping

from common.domain.slip import Slip
from common.floorfile.slip_template import Line, Show
from common.i18n import Text, clock, wait_words


def marks_of(slip: Slip, text: Text) -> list[str]:
    """Return the framed words below the number."""
    marks = [text("ticket.reserve")] if slip.reserve else []
    marks += [text("ticket.priority")] if slip.priority else []
    return marks + ([text("slip.copy")] if slip.copy else [])


def fact_of(show: Show, slip: Slip, text: Text) -> tuple[str, str] | None:
    """Return the name and the value of a fact, the value empty where nobody knows it.

    None for a line that is no fact.
    """
    fact = _FACTS.get(show)
    return None if fact is None else fact(slip, text)


def words_of(line: Line, slip: Slip, text: Text) -> str:
    """Return what a line of words says; empty where there is nothing to say."""
    if line.words is not None:
        return line.words.of(slip.language)
    words = _WORDS.get(line.show)
    return "" if words is None else words(slip, text)


def _appointment(slip: Slip, text: Text) -> tuple[str, str]:
    return text("appointment.time"), "" if slip.appointment is None else clock(slip.appointment)


def _ahead(slip: Slip, text: Text) -> tuple[str, str]:
    known = slip.ahead is not None and not slip.reserve
    return text("slip.ahead"), text("slip.people", n=slip.ahead) if known else ""


def _expected(slip: Slip, text: Text) -> tuple[str, str]:
    expected = None if slip.reserve else slip.expected
    return text("wait.expected"), "" if expected is None else wait_words(expected, text)


def _issued(slip: Slip, _text: Text) -> tuple[str, str]:
    return f"{slip.issued_at:%d.%m.%Y}", clock(slip.issued_at)


def _onward(slip: Slip, text: Text) -> str:
    services = ", ".join(slip.onward)
    return text("ticket.onward", services=services) if services else ""


_FACTS: Mapping[Show, Callable[[Slip, Text], tuple[str, str]]] = {
    Show.APPOINTMENT: _appointment,
    Show.AHEAD: _ahead,
    Show.EXPECTED: _expected,
    Show.ISSUED: _issued,
}
_WORDS: Mapping[Show, Callable[[Slip, Text], str]] = {
    Show.CENTRE: lambda slip, _: slip.centre,
    Show.SERVICE: lambda slip, _: slip.service,
    Show.ENTITY: lambda slip, _: slip.entity,
    Show.ONWARD: _onward,
    Show.DIRECTION: lambda slip, text: text(
        "ticket.reserve_how" if slip.reserve else "ticket.watch_board"
    ),
    Show.VALID: lambda _, text: text("ticket.valid_today"),
}
