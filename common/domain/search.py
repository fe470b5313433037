"""Finds services by what people type, in three languages and their usual spellings."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p

from common.domain.catalogue import Catalogue
from common.domain.ids import ServiceCode
from common.domain.spelling import Key, Word, mistyped, stems, words_of
from common.domain.vocabulary import IN_ENTITY, SMALL_WORDS, Entry, Vocabulary
from common.domain.words import Language

Span = tuple[int, int]
Costs = dict[int, int]
"""What a typed word costs with each service it is met in."""

SHORTEST = 2
"""Letters below which nothing is looked for: too much would begin with them."""

LIKED = 5
"""What the most used service is ahead by: less than any other spelling costs."""

# What it costs a word to be met in other than its own form; the cheapest service comes first.
_LOOSELY, _STEM, _MISTYPED = 10, 20, 100
_MOST_LETTERS_LEFT = 6
_RARE = 10
_SHORTEST_LOOSE = 3
_SHORTEST_JOINED = 6
_SHORTEST_MISTYPED_LOOSE = 7
_WHOLE_WORD_SAYS = 6
"""A short word that stands in a service as it was typed says as much as this many letters."""


@dataclass(frozen=True, slots=True)
class Found:
    """A service that fits, and which letters of its name to make bold."""

    service: ServiceCode
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed word in the forms it is looked for."""

    plain: str
    loose: str
    stems: tuple[str, ...]
    last: bool
    """It may be unfinished."""


class Index:
    """Knows every word of the services on offer and finds them by any of it."""

    def __init__(
        self, catalogue: Catalogue, offered: Collection[ServiceCode] | None = None
    ) -> None:
        """Take the services that are switched on and, where given, among those `offered`."""
        services = [
            service
            for entity in catalogue.entities
            if entity.enabled
            for service in entity.services
            if service.enabled and (offered is None or service.code in offered)
        ]
        self._codes = [service.code for service in services]
        self._names = [
            {language: words_of(service.name.of(language)) for language in Language}
            for service in services
        ]
        self._vocabulary = Vocabulary(services, catalogue)

    def find(
        self,
        text: str,
        language: Language,
        limit: int = 20,
        uses: Mapping[ServiceCode, int] | None = None,
    ) -> tuple[Found, ...]:
        """Return the services that fit best, at most `limit`; nothing for nonsense.

        Among those that fit equally well, or nearly, the more used come first; `uses` says how
        often each was. The letters to make bold are those of the names in `language`.
        """
        typed = _typed(text)
        missed, ranked = self._ranked(typed, [self._costs(word) for word in typed], uses or {})
        if missed:
            # No service has all of the words as they are: look for all forms of each.
            costs = [self._all_costs(word) for word in typed]
            _, ranked = self._ranked(typed, costs, uses or {})
        return tuple(
            Found(self._codes[service], _spans(self._names[service][language], typed))
            for service in ranked[:limit]
        )

    def _ranked(
        self, typed: Sequence[_Typed], costs: Sequence[Costs], uses: Mapping[ServiceCode, int]
    ) -> tuple[int, list[int]]:
        """Return how few words are missed, and the services that miss no more, the best first."""
        joined = self._with_joined(typed, costs)
        missed = {
            service: sum(service not in one for one in joined) for service in set().union(*joined)
        }
        fewest = min(missed.values(), default=len(typed))
        best = [
            service
            for service, misses in missed.items()
            if misses == fewest and self._says_enough(typed, joined, service)
        ]
        liked = _liked(uses)

        # To miss a word that few services have weighs more than to miss one that many have.
        absent = [_RARE * log(len(self._codes) / len(one)) if one else 0.0 for one in joined]

        def place(service: int) -> tuple[float, float, int]:
            cost = sum(one.get(service, a) for one, a in zip(joined, absent, strict=True))
            return cost - liked.get(self._codes[service], 0), cost, service

        return fewest, sorted(best, key=place)

    def _says_enough(self, typed: Sequence[_Typed], costs: Sequence[Costs], service: int) -> bool:
        """Say whether half of the words, and a third of the letters, are to the point."""
        met = [word for word, one in zip(typed, costs, strict=True) if service in one]
        says = sum(
            self._says(word, one) for word, one in zip(typed, costs, strict=True) if service in one
        )
        beside = sum(len(word.plain) for word in typed if word not in met)
        return len(met) * 2 >= len(typed) and says * 2 >= beside

    def _says(self, word: _Typed, costs: Costs) -> int:
        """Return how many letters a word is good for: a short one more if whole, none if wrong."""
        if len(word.plain) >= _WHOLE_WORD_SAYS:
            return len(word.plain)
        if min(costs.values()) >= _MISTYPED:
            return 0
        entry = next(self._vocabulary.as_written(word.plain), None)
        whole = entry is not None and entry.plain == word.plain
        return _WHOLE_WORD_SAYS if whole else len(word.plain)

    def _with_joined(self, typed: Sequence[_Typed], costs: Sequence[Costs]) -> list[Costs]:
        """Return the costs with those of neighbours that people part and services write in one."""
        found = [dict(one) for one in costs]
        for at in range(len(typed) - 1):
            both = typed[at].plain + typed[at + 1].plain
            if len(both) >= _SHORTEST_JOINED:
                for service, cost in _cheapest(self._as_written(both)).items():
                    found[at][service] = min(cost, found[at].get(service, cost))
                    found[at + 1][service] = 0
        return found

    def _costs(self, typed: _Typed) -> Costs:
        """Return what each service costs by one typed word; the dearer ways only if needed."""
        ways = (
            self._as_typed(typed),
            self._as_spoken(typed),
            self._in_another_form(typed),
            self._with_a_slip(typed),
            self._with_a_slip_in_another_form(typed),
        )
        return next((found for way in ways if (found := _cheapest(way))), {})

    def _all_costs(self, typed: _Typed) -> Costs:
        ways = (self._as_typed, self._as_spoken, self._in_another_form)
        return _cheapest(cost for way in ways for cost in way(typed)) or self._costs(typed)

    def _as_typed(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        return self._as_written(typed.plain, begun=typed.last or len(typed.plain) > SHORTEST)

    def _as_written(self, letters: str, *, begun: bool = True) -> Iterator[tuple[int, int]]:
        for entry in self._vocabulary.as_written(letters):
            if begun or entry.plain == letters:
                yield from _met(entry, _letters_left(entry.plain, letters))

    def _as_spoken(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        if len(typed.loose) >= _SHORTEST_LOOSE:
            for entry in self._vocabulary.as_spoken(typed.loose):
                yield from _met(entry, _LOOSELY + _letters_left(entry.loose, typed.loose))

    def _in_another_form(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        for stem in typed.stems:
            for entry in self._vocabulary.as_spoken(stem):
                yield from _met(entry, _STEM + len(typed.loose) - len(stem), IN_ENTITY)

    def _with_a_slip(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        for entry in self._vocabulary.nearly_written(typed.plain):
            yield from _met(entry, _MISTYPED)
        if len(typed.loose) >= _SHORTEST_MISTYPED_LOOSE:
            for entry in self._vocabulary.nearly_spoken(typed.loose):
                yield from _met(entry, _MISTYPED + _LOOSELY, IN_ENTITY)

    def _with_a_slip_in_another_form(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        for stem in typed.stems:
            if len(stem) >= _SHORTEST_MISTYPED_LOOSE:
                for entry in self._vocabulary.nearly_spoken(stem):
                    yield from _met(entry, _MISTYPED + _STEM, IN_ENTITY)


def _met(entry: Entry, dearer: int, below: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the services of a word and what they cost; none that cost as much as `below`."""
    for service, cost in entry.services.items():
        if below is None or cost < below:
            yield service, cost + dearer


def _letters_left(letters: str, typed: str) -> int:
    return min(len(letters) - len(typed), _MOST_LETTERS_LEFT)


def _cheapest(costs: Iterable[tuple[int, int]]) -> Costs:
    found: Costs = {}
    for service, cost in costs:
        found[service] = min(cost, found.get(service, cost))
    return found


def _liked(uses: Mapping[ServiceCode, int]) -> dict[ServiceCode, float]:
    """Return how far each service is ahead by its use: from nothing to LIKED."""
    most = log1p(max(uses.values(), default=0))
    return {code: LIKED * log1p(count) / most for code, count in uses.items() if count > 0}


def _typed(text: str) -> tuple[_Typed, ...]:
    words = words_of(unicodedata.normalize("NFC", text))
    if sum(len(word.plain.letters) for word in words) < SHORTEST:
        return ()
    telling = [
        word
        for word in words
        if len(word.plain.letters) >= SHORTEST and word.plain.letters not in SMALL_WORDS
    ]
    return tuple(
        _Typed(word.plain.letters, word.loose.letters, stems(word.loose.letters), word is words[-1])
        for word in telling or words
        if len(word.plain.letters) >= SHORTEST
    )


def _spans(words: Sequence[Word], typed: tuple[_Typed, ...]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for word in words:
        ends = [end for one in typed if (end := _end_of_match(word, one)) is not None]
        if ends:
            spans.append((word.start, word.start + max(ends)))
    return tuple(spans)


def _end_of_match(word: Word, typed: _Typed) -> int | None:
    """Return where in the word the letters end that a typed word was met by."""
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
