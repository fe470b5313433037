"""The words by which services are found, and what it costs to meet each service by one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from common.domain.catalogue import Catalogue, Entity, Service
from common.domain.spelling import SHORTEST_SWAPPED, mistyped, words_of
from common.domain.words import Language

IN_ENTITY = 40
"""What it costs at least to be met by a word of the entity, not of the service itself."""

_IN_SHORT, _IN_SYNONYM = 2, 4
_A_PLACE_LATER, _LAST_PLACE = 2, 5
_KEPT = 8192
"""Texts whose words are remembered."""

SMALL_WORDS = frozenset(
    (
        *("ve", "ucun", "ile", "haqqinda", "barede", "uzre", "men", "mene", "menim", "nece"),
        *("etmek", "isteyirem", "lazimdir", "lazim", "almaq", "bir", "bu", "sen", "siz", "o"),
        *("harada", "hardan", "haradan", "olar", "zehmet", "olmasa", "gerek", "gerekdir"),
        *("the", "of", "for", "and", "or", "to", "in", "on", "my", "how", "get", "need", "want"),
        *("an", "are", "do", "can", "where", "from", "with", "at", "please", "you", "me"),
        *("na", "po", "dlya", "kak", "mne", "nujno", "xochu", "hochu", "poluchit", "ob", "pri"),
        *("nuzhno", "nujna", "nujen", "sdelat", "gde", "moy", "moya", "za", "ot", "do", "iz"),
    )
)
"""Said beside what is meant; nothing is found by them."""

Spot = tuple[str, str, int, int]
"""A word's two keys, a service, and what it costs to be met there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word by its two keys; `services` are those it stands in, each with its cost."""

    plain: str
    loose: str
    services: Mapping[int, int]


class Vocabulary:
    """Every word of some services, of their synonyms and of their entities."""

    def __init__(self, services: Sequence[Service], catalogue: Catalogue) -> None:
        costs: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        for plain, loose, service, cost in _spots(services, catalogue):
            known = costs[plain, loose]
            known[service] = min(cost, known.get(service, cost))
        entries = [Entry(*keys, found) for keys, found in costs.items()]
        self._by_plain = sorted(entries, key=lambda entry: entry.plain)
        self._plain = [entry.plain for entry in self._by_plain]
        self._by_loose = sorted(entries, key=lambda entry: entry.loose)
        self._loose = [entry.loose for entry in self._by_loose]
        self._near_plain = _near((entry.plain, entry) for entry in entries)
        self._near_loose = _near((entry.loose, entry) for entry in entries)

    def as_written(self, letters: str) -> Iterator[Entry]:
        """Yield the words whose plain key begins with some letters."""
        return _beginning(self._by_plain, self._plain, letters)

    def as_spoken(self, letters: str) -> Iterator[Entry]:
        """Yield the words whose loose key begins with some letters."""
        return _beginning(self._by_loose, self._loose, letters)

    def nearly_written(self, letters: str) -> Iterator[Entry]:
        """Yield the words whose plain key begins with some letters but for one slip."""
        return _nearly(self._near_plain, letters)

    def nearly_spoken(self, letters: str) -> Iterator[Entry]:
        """Yield the words whose loose key begins with some letters but for one slip."""
        return _nearly(self._near_loose, letters)


def _beginning(entries: Sequence[Entry], keys: Sequence[str], letters: str) -> Iterator[Entry]:
    at = bisect_left(keys, letters)
    while at < len(keys) and keys[at].startswith(letters):
        yield entries[at]
        at += 1


def _near(entries: Iterable[tuple[str, Entry]]) -> dict[str, list[tuple[str, Entry]]]:
    """Return words by what a slip may leave of their first letters."""
    alike = defaultdict(list)
    for key, entry in entries:
        alike[key[:SHORTEST_SWAPPED]].append((key, entry))
    found = defaultdict(list)
    for letters, words in alike.items():
        for beginning in _without_one(letters):
            found[beginning].extend(words)
    return found


def _nearly(near: Mapping[str, list[tuple[str, Entry]]], letters: str) -> Iterator[Entry]:
    """Yield the words that `letters` begin but for one slip.

    Whatever the slip, the first four letters of both are alike when each loses one.
    """
    if len(letters) < SHORTEST_SWAPPED:
        return
    for beginning in _without_one(letters[:SHORTEST_SWAPPED]):
        for key, entry in near.get(beginning, ()):
            if mistyped(letters, key):
                yield entry


def _without_one(letters: str) -> set[str]:
    return {letters[:at] + letters[at + 1 :] for at in range(len(letters))}


def _spots(services: Sequence[Service], catalogue: Catalogue) -> Iterator[Spot]:
    for number, service in enumerate(services):
        for text, cost in _service_texts(service):
            for plain, loose, place in _words(text):
                yield plain, loose, number, cost + place
    for entity in catalogue.entities:
        mine = [number for number, service in enumerate(services) if service.entity == entity.code]
        for text in _entity_texts(entity) if mine else ():
            for plain, loose, place in _words(text):
                yield from ((plain, loose, number, IN_ENTITY + place) for number in mine)


# Many services share a synonym, and a changed set-up has nearly all of the texts of the one before.
@lru_cache(_KEPT)
def _words(text: str) -> tuple[tuple[str, str, int], ...]:
    """Return the keys of a text's words and of neighbours in one, with what their place costs."""
    words = words_of(text)
    found: list[tuple[str, str, int]] = []
    for at, word in enumerate(words):
        if word.plain.letters and word.plain.letters not in SMALL_WORDS:
            place = min(at, _LAST_PLACE) * _A_PLACE_LATER
            plain, loose = word.plain.letters, word.loose.letters
            found.append((plain, loose, place))
            found.extend(
                (plain + after.plain.letters, loose + after.loose.letters, place)
                for after in words[at + 1 : at + 2]
            )
    return tuple(found)


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
    yield from entity.synonyms
