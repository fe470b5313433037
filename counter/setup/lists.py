"""Things in a list of the set-up: one in place of another, added, or taken out; words of three."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from common.domain.azeri import clean
from common.domain.words import Language, Words
from counter.setup.specs import Fault, FieldKind, FieldSpec, Values

NO_WORDS = Words("", "", "")
"""What a new thing is called until its words were typed."""


class _Coded(Protocol):
    @property
    def code(self) -> str:
        """Return the thing's code."""


_Thing = TypeVar("_Thing", bound=_Coded)


def put(things: tuple[_Thing, ...], code: str, thing: _Thing) -> tuple[_Thing, ...]:
    """Return things with one in place of that of a code, or at the end where there is none."""
    if not any(one.code == code for one in things):
        return (*things, thing)
    return tuple(thing if one.code == code else one for one in things)


def without(things: tuple[_Thing, ...], code: str) -> tuple[_Thing, ...]:
    """Return things but for that of a code."""
    return tuple(one for one in things if one.code != code)


def codes(things: Iterable[_Coded]) -> tuple[str, ...]:
    """Return the codes of things."""
    return tuple(one.code for one in things)


def moved(things: tuple[_Thing, ...], code: str, place: int) -> tuple[_Thing, ...]:
    """Return things with one at a place, from 1; the others keep their order."""
    others = list(without(things, code))
    others[place - 1 : place - 1] = [one for one in things if one.code == code]
    return tuple(others)


def place_of(things: tuple[_Thing, ...], code: str) -> int:
    """Return a thing's place, from 1; behind all where it is not there."""
    return next((at for at, one in enumerate(things, 1) if one.code == code), len(things) + 1)


def words_fields(
    name: str,
    span: tuple[int, int, int] = (4, 2, 2),
    *,
    optional: bool = False,
    heading: str = "",
    taken: Iterable[Words] = (),
) -> tuple[FieldSpec, ...]:
    """Return the three fields of words in three languages; none of them says what is `taken`."""
    others = tuple(taken)
    kinds = (FieldKind.LATIN, FieldKind.LATIN, FieldKind.WORDS)
    return tuple(
        FieldSpec(
            f"{name}_{language.value}",
            kind,
            wide,
            optional=optional,
            heading=heading if language is Language.AZ else "",
            taken=frozenset(words.of(language) for words in others),
        )
        for language, kind, wide in zip(Language, kinds, span, strict=True)
    )


class _Named(_Coded, Protocol):
    @property
    def name(self) -> Words:
        """Return the thing's name."""


def names_beside(things: Iterable[_Named], code: str) -> tuple[Words, ...]:
    """Return what other things are called; not what a thing is called like already."""
    known = tuple(things)
    mine = [one.name for one in known if one.code == code]
    return tuple(one.name for one in known if one.code != code and one.name not in mine)


def words_values(name: str, words: Words | None) -> dict[str, str]:
    """Return words as they stand in their three fields."""
    return {
        f"{name}_{language.value}": "" if words is None else words.of(language)
        for language in Language
    }


def words_from(values: Values, name: str) -> Words | None:
    """Return the words of three fields; None where none has any."""
    told = [clean(str(values[f"{name}_{language.value}"])) for language in Language]
    return Words(*told) if any(told) else None


def typed(values: Values, name: str) -> str:
    """Return what was typed in a field, without spaces that nobody sees."""
    return clean(str(values[name]))


def number(values: Values, name: str) -> int:
    """Return the number in a field that was checked."""
    return int(typed(values, name))


def chosen(values: Values, name: str) -> tuple[str, ...]:
    """Return what was chosen of a list."""
    found = values[name]
    return found if isinstance(found, tuple) else ()


def partial(values: Values, name: str) -> Mapping[str, Fault]:
    """Return what is wrong with words that are told in one language and not in another."""
    told = {language: clean(str(values[f"{name}_{language.value}"])) for language in Language}
    if not any(told.values()):
        return {}
    return {
        f"{name}_{language.value}": Fault("empty") for language in Language if not told[language]
    }
