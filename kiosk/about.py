"""What the centre says of a service, in words and in leaves of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from common.domain.floor import FactKind, ServiceFact
from common.i18n import Text
from common.ui.widgets.lines import Lines, Style

LINE_BREAK = "\u2028"
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A text and which of its parts, (start, end), are bold."""

    words: str
    strong: Spans = ()


def about(facts: Mapping[FactKind, ServiceFact], text: Text, *, spaced: bool = False) -> Told:
    """Return all facts of a service, each after its name in bold, and where they are from.

    `spaced` leaves a line free after each of them.
    """
    words, strong = "", []
    end = LINE_BREAK * (2 if spaced else 1)
    for kind, fact in facts.items():
        name = f"{text(f'about.{kind.value}')}:"
        strong.append((len(words), len(words) + len(name)))
        words += f"{name} {fact.words.of(text.language)}{end}"
    sources = dict.fromkeys(
        text("about.source", source=fact.source, day=f"{fact.checked:%d.%m.%Y}")
        for fact in facts.values()
    )
    return Told(words + LINE_BREAK.join(sources), tuple(strong))


def kinds_in_words(facts: Mapping[FactKind, ServiceFact], text: Text) -> str:
    """Return what is told of a service, without telling it."""
    return " · ".join(text(f"about.{kind.value}") for kind in facts)


def leaves(told: Told, style: Style, width: float, height: float) -> list[Told]:
    """Return a text in leaves that fit a box at full size; rather with whole facts."""
    lines = Lines(told.words, style, width, told.strong)
    starts, each = lines.starts(), max(1, int(height // lines.pitch))
    facts = [
        number
        for number, start in enumerate(starts)
        if told.words[start - 1 : start] == LINE_BREAK != told.words[start : start + 1]
    ]
    cuts, full = [0], range(0, len(starts), each)
    while len(starts) - cuts[-1] > each:
        most = cuts[-1] + each
        cuts.append(max((one for one in facts if most - each / 2 <= one <= most), default=most))
    # Not at the price of one leaf more.
    shown = cuts if len(cuts) <= len(full) else full
    ends = [*(starts[cut] for cut in shown), len(told.words)]
    return [_cut(told, start, end) for start, end in pairwise(ends)]


def _cut(told: Told, start: int, end: int) -> Told:
    words = told.words[start:end].rstrip(LINE_BREAK)
    start += len(words) - len(words.lstrip(LINE_BREAK))
    words = words.lstrip(LINE_BREAK)
    inside = ((max(left, start), min(right, end)) for left, right in told.strong)
    strong = tuple((left - start, right - start) for left, right in inside if left < right)
    return Told(words, strong)
