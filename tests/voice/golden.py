"""What the voice says, line by line; run as a program it writes the golden files anew.

python tests/voice/golden.py
"""

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

GOLDEN = Path(__file__).with_name("golden")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from common.domain.floor import Direction  # noqa: E402 - found only from here on
from common.domain.ids import CallId  # noqa: E402
from common.domain.words import Language  # noqa: E402
from common.ports import Announcement  # noqa: E402
from common.voice.phrases import in_words, sentence, spell  # noqa: E402
from common.voice.wording import Storey, Wording, built_in  # noqa: E402

LETTERS = {
    Language.AZ: "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVWYZ",
    Language.EN: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    Language.RU: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
SERIES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UPSTAIRS = (Storey(101, 150, 2), Storey(151, 200, 3))


def with_storeys(language: Language) -> Wording:
    wording = built_in()[language]
    return Wording(language, wording.texts, wording.letters, UPSTAIRS)


def call(
    label: str,
    window: int,
    language: Language,
    times: int = 1,
    direction: Direction = Direction.AHEAD,
) -> Announcement:
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    return Announcement(CallId(1), label, window, language, times, noon, direction)


def numbers() -> Iterator[str]:
    for number in range(1, 1000):
        yield "\t".join([str(number), *(in_words(number, each) for each in Language)])


def letters() -> Iterator[str]:
    for language, alphabet in LETTERS.items():
        for letter in alphabet:
            yield f"{language}\t{letter}\t{spell(letter, built_in()[language])}"


def windows() -> Iterator[str]:
    for window in range(1, 201):
        said = (sentence(call("A001", window, each), built_in()[each]) for each in Language)
        yield "\t".join([str(window), *said])


def sentences() -> Iterator[str]:
    """Yield a thousand calls drawn once and for all, some of them to other floors."""
    draw = random.Random(2026)  # noqa: S311 - no secret
    for _ in range(1000):
        name = "".join(draw.choices(SERIES, k=draw.choice([1, 1, 1, 2])))
        serial, window = (
            draw.choice([draw.randint(1, 999), draw.randint(1, 1999)]),
            draw.randint(1, 200),
        )
        times, short = draw.choice([1, 1, 2, 3]), draw.random() < 1 / 4
        direction, language = draw.choice(list(Direction)), draw.choice(list(Language))
        said = sentence(
            call(f"{name}{serial:03d}", window, language, times, direction),
            with_storeys(language),
            short=short,
        )
        facts = [language, f"{name}{serial:03d}", str(window), direction, str(times)]
        yield "\t".join([*facts, "short" if short else "whole", said])


FILES: Mapping[str, Callable[[], Iterator[str]]] = {
    "numbers.tsv": numbers,
    "letters.tsv": letters,
    "windows.tsv": windows,
    "sentences.tsv": sentences,
}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, lines in FILES.items():
        (GOLDEN / name).write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
