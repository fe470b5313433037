"""Finds services by what people type, in three languages and their usual spellings."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from common.domain.catalogue import Catalogue, Entity, Service
from common.domain.ids import ServiceCode
from common.domain.spelling import Key, Word, joined, mistyped, stems, words_of
from common.domain.words import Language

Span = tuple[int, int]

SHORTEST = 2
"""Letters below which nothing is looked for: too much would begin with them."""

# What it costs a word to be met in other than its own form; the cheapest service comes first.
_LOOSELY, _STEM, _MISTYPED = 10, 20, 40
_MOST_LETTERS_LEFT = 6
_IN_SHORT, _IN_SYNONYM, _IN_ENTITY = 2, 4, 40
_A_PLACE_LATER, _LAST_PLACE = 2, 5
_SHORTEST_LOOSE = 3

_SMALL_WORDS = frozenset(
    (
        *("ve", "ucun", "ile", "haqqinda", "barede", "uzre", "men", "mene", "menim", "nece"),
        *("etmek", "isteyirem", "lazimdir", "almaq", "bir", "the", "of", "for", "and", "to"),
        *("in", "on", "my", "how", "get", "need", "want", "an", "na", "po", "dlya", "kak", "mne"),
        *("nujno", "xochu", "poluchit", "ob", "pri"),
    )
)
"""Said beside what is meant; they count only when nothing else was typed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A service that fits, and which letters of its name to make bold in each language."""

    service: ServiceCode
    spans: Mapping[Language, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word of a service: its two keys and what it costs to be met there."""

    plain: str
    loose: str
    service: int
    cost: int


class Index:
    """Knows every word of the services on offer and finds them by any of it."""

    def __init__(
        self, catalogue: Catalogue, offered: Collection[ServiceCode] | None = None
    ) -> None:
        """Take the services that are switched on and, where given, among those `offered`."""
        self._services = [
            service
            for entity in catalogue.entities
            if entity.enabled
            for service in entity.services
            if service.enabled and (offered is None or service.code in offered)
        ]
        spots = list(_spots(self._services, catalogue))
        self._plain = sorted(spots, key=_plain)
        self._loose = sorted(spots, key=_loose)

    def find(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        """Return the services that fit best, at most `limit`; nothing for nonsense."""
        typed = _typed(text)
        missed, ranked = _ranked([self._costs(word) for word in typed])
        if missed:
            # No service has all of the words as they are: look for all forms of each.
            _, ranked = _ranked([self._all_costs(word) for word in typed])
        return tuple(_found(self._services[service], typed) for _, service in ranked[:limit])

    def _costs(self, typed: "_Typed") -> dict[int, int]:
        """Return what each service costs by one typed word; the dearer ways only if needed."""
        for way in (self._as_written, self._as_spoken, self._in_another_form, self._with_a_slip):
            found = _cheapest(way(typed))
            if found:
                return found
        return {}

    def _all_costs(self, typed: "_Typed") -> dict[int, int]:
        ways = (self._as_written, self._as_spoken, self._in_another_form)
        return _cheapest(cost for way in ways for cost in way(typed)) or self._costs(typed)

    def _as_written(self, typed: "_Typed") -> Iterator[tuple[int, int]]:
        for spot in _beginning(self._plain, _plain, typed.plain):
            yield spot.service, spot.cost + _letters_left(spot.plain, typed.plain)

    def _as_spoken(self, typed: "_Typed") -> Iterator[tuple[int, int]]:
        if len(typed.loose) >= _SHORTEST_LOOSE:
            for spot in _beginning(self._loose, _loose, typed.loose):
                left = _letters_left(spot.loose, typed.loose)
                yield spot.service, spot.cost + _LOOSELY + left

    def _in_another_form(self, typed: "_Typed") -> Iterator[tuple[int, int]]:
        for stem in typed.stems:
            for spot in _beginning(self._loose, _loose, stem):
                if spot.cost < _IN_ENTITY:
                    yield spot.service, spot.cost + _STEM + len(typed.loose) - len(stem)

    def _with_a_slip(self, typed: "_Typed") -> Iterator[tuple[int, int]]:
        for spot in _beginning(self._plain, _plain, typed.plain[:1]):
            if spot.cost < _IN_ENTITY and mistyped(typed.plain, spot.plain):
                yield spot.service, spot.cost + _MISTYPED


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed word in the forms it is looked for."""

    plain: str
    loose: str
    stems: tuple[str, ...]


_plain = attrgetter("plain")
_loose = attrgetter("loose")


def _beginning(
    spots: Sequence[_Spot], key: Callable[[_Spot], str], letters: str
) -> Iterator[_Spot]:
    """Yield the spots of a sorted list whose key begins with some letters."""
    at = bisect_left(spots, letters, key=key)
    while at < len(spots) and key(spots[at]).startswith(letters):
        yield spots[at]
        at += 1


def _letters_left(letters: str, typed: str) -> int:
    return min(len(letters) - len(typed), _MOST_LETTERS_LEFT)


def _cheapest(costs: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for service, cost in costs:
        found[service] = min(cost, found.get(service, cost))
    return found


def _ranked(costs: Sequence[Mapping[int, int]]) -> tuple[int, list[tuple[int, int]]]:
    """Return how few words are missed, and (cost, service) of those that miss no more."""
    missed = {service: sum(service not in one for one in costs) for service in set().union(*costs)}
    fewest = min(missed.values(), default=len(costs))
    # Half of the words may be beside the point, not more.
    if fewest * 2 > len(costs):
        return fewest, []
    best = [service for service, misses in missed.items() if misses == fewest]
    return fewest, sorted((sum(one.get(service, 0) for one in costs), service) for service in best)


def _typed(text: str) -> tuple[_Typed, ...]:
    words = words_of(unicodedata.normalize("NFC", text))
    if sum(len(word.plain.letters) for word in words) < SHORTEST:
        return ()
    telling = [
        word
        for word in words
        if len(word.plain.letters) >= SHORTEST and word.plain.letters not in _SMALL_WORDS
    ]
    return tuple(
        _Typed(word.plain.letters, word.loose.letters, stems(word.loose.letters))
        for word in telling or words
        if word.plain.letters
    )


def _spots(services: Sequence[Service], catalogue: Catalogue) -> Iterator[_Spot]:
    for number, service in enumerate(services):
        for text, cost in _service_texts(service):
            yield from _spots_of(text, number, cost)
    for entity in catalogue.entities:
        mine = [number for number, service in enumerate(services) if service.entity == entity.code]
        for text in _entity_texts(entity) if mine else ():
            for spot in _spots_of(text, 0, _IN_ENTITY):
                yield from (replace(spot, service=number) for number in mine)


def _spots_of(text: str, service: int, cost: int) -> Iterator[_Spot]:
    words = words_of(text)
    for at, word in enumerate(words):
        place = min(at, _LAST_PLACE) * _A_PLACE_LATER
        forms = [word, joined(word, words[at + 1])] if at + 1 < len(words) else [word]
        for form in forms:
            yield _Spot(form.plain.letters, form.loose.letters, service, cost + place)


def _service_texts(service: Service) -> Iterator[tuple[str, int]]:
    for language in Language:
        yield service.name.of(language), 0
        if service.short is not None:
            yield service.short.of(language), _IN_SHORT
    for synonym in service.synonyms:
        yield synonym, _IN_SYNONYM


def _entity_texts(entity: Entity) -> Iterator[str]:
    for language in Language:
        yield entity.name.of(language)
        if entity.board_name is not None:
            yield entity.board_name.of(language)


def _found(service: Service, typed: tuple[_Typed, ...]) -> Found:
    return Found(
        service.code,
        {language: _spans(service.name.of(language), typed) for language in Language},
    )


def _spans(name: str, typed: tuple[_Typed, ...]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for word in words_of(name):
        ends = [end for one in typed if (end := _end_of_match(word, one)) is not None]
        if ends:
            spans.append((word.start, max(ends)))
    return tuple(spans)


def _end_of_match(word: Word, typed: _Typed) -> int | None:
    """Return where in the name the letters end that a typed word was met by."""
    plain, loose = word.plain, word.loose
    if plain.letters.startswith(typed.plain):
        return _end(plain, len(typed.plain))
    for stem in (typed.loose, *typed.stems):
        if len(stem) >= _SHORTEST_LOOSE and loose.letters.startswith(stem):
            return _end(loose, len(stem))
    if mistyped(typed.plain, plain.letters):
        return _end(plain, len(typed.plain))
    return None


def _end(key: Key, letters: int) -> int:
    return key.ends[min(letters, len(key.ends)) - 1]
