"""Where a visitor may be passed on to: a service, a counter, a colleague."""

from collections.abc import Callable

from common.domain.ids import ServiceCode
from common.domain.search import SHORTEST, Index
from common.domain.spelling import letters_of
from common.domain.views import Desk
from common.i18n import Text
from counter.option_list import Option
from counter.rows import Names

MOST = 60
Find = Callable[[str], tuple[Option, ...]]


def services_found(given: tuple[ServiceCode, ...], names: Names, index: Index, text: Text) -> Find:
    """Return what finds some services by what is typed; all of them while little is."""

    def find(typed: str) -> tuple[Option, ...]:
        found: list[ServiceCode] = list(given)
        if len(typed.strip()) >= SHORTEST:
            ranked = (one.service for one in index.find(typed, text.language, MOST))
            named = [code for code in given if code.startswith(typed.strip().upper())]
            found = [*named, *(code for code in ranked if code in given and code not in named)]
        return tuple(
            Option(f"service:{code}", names.service(code), names.entity_of(code)) for code in found
        )

    return find


def everywhere(services: Find, desk: Desk, names: Names, text: Text) -> Find:
    """Return what finds services, and behind them counters by number and operators by name."""
    people = (*counters(desk, names, text), *_operators(desk, names, text))

    met = among(people)
    return lambda typed: (*services(typed), *met(typed))


def among(
    options: tuple[Option, ...],
    said_by: Callable[[Option], tuple[str, ...]] = lambda one: (one.title,),
) -> Find:
    """Return what finds those of some options that have all that is typed in what they say."""

    def find(typed: str) -> tuple[Option, ...]:
        wanted = letters_of(typed)
        said = ((one, " ".join(letters_of(*said_by(one)))) for one in options)
        return tuple(one for one, letters in said if all(word in letters for word in wanted))

    return find


def counters(desk: Desk, names: Names, text: Text) -> tuple[Option, ...]:
    """Return all counters but one's own, by number."""
    others = (one for one in names.floor.counters if one.code != desk.seat.counter.code)
    profiles = {profile.code: profile.name for profile in names.floor.profiles}
    return tuple(
        Option(
            f"counter:{one.code}",
            text("counter.window", number=one.number),
            profiles[one.profile].of(names.language) if one.profile in profiles else "",
            "monitor",
        )
        for one in sorted(others, key=lambda one: one.number)
    )


def _operators(desk: Desk, names: Names, text: Text) -> tuple[Option, ...]:
    others = (one for one in names.floor.operators if one.code != desk.seat.operator.code)
    return tuple(
        Option(
            f"operator:{one.code}",
            one.name,
            names.entity(one.entity) or text("counter.colleague"),
            "user",
        )
        for one in others
    )
