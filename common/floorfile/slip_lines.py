"""Reads and writes how the slips of a centre are laid out, where its set-up says so."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta

from common.domain.slip_layout import Line, Show
from common.domain.words import Words
from common.floorfile.faults import FaultKind
from common.floorfile.part import Part
from common.floorfile.slip_template import (
    KEYS,
    LARGEST,
    LETTERS,
    MOST_LINES,
    SIZES,
    SMALLEST,
    USUAL,
)

WEIGHTS = (400, 600, 700)
APART = (1, 2)
"""How far the lines of a paragraph may stand apart, in ems."""
AWAY = (0, 320)
"""Room above and below, in eighths of a millimetre."""
ONCE = (Show.NUMBER, Show.CODE)


def usual_size(show: Show) -> int:
    """Return the size of what a line shows where nothing is said of it."""
    return USUAL.get(show, Line(show).size)


def slip_of(part: Part) -> tuple[Line, ...]:
    """Return the lines of a slip; none where the built-in slip is to be."""
    items = part.items() if part.given else []
    lines = tuple(_line(item) for item in items)
    if len(lines) > MOST_LINES:
        part.fault(FaultKind.LINES, count=len(lines), most=MOST_LINES)
    shown = [line.show for line in lines]
    for one in ONCE:
        if shown.count(one) > 1:
            part.fault(FaultKind.SHOWN_TWICE, show=one)
    if lines and Show.NUMBER not in shown:
        part.fault(FaultKind.NO_NUMBER)
    return lines


def slip_form(lines: Sequence[Line]) -> list[dict[str, object]]:
    """Return the lines as a floor file has them, without what is usual."""
    return [_form(line) for line in lines]


def keys_of(show: Show) -> frozenset[str]:
    """Return what may be said of a line besides the room above and below."""
    if show is Show.TEXT:
        return frozenset({*LETTERS, "words"})
    return frozenset(KEYS.get(show, LETTERS))


def _line(part: Part) -> Line:
    top = part.fields(("show",), ("above", "below", *_EVERY))
    show = top["show"].choice(Show, Show.SPACE)
    if show is Show.LOGO:
        top["show"].fault(FaultKind.LOGO)
    for key in _EVERY:
        if top[key].given and key not in keys_of(show):
            top[key].fault(FaultKind.NO_MEANING, show=show)
    size, letters = SIZES.get(show, (SMALLEST, LARGEST)), (SMALLEST, LARGEST)
    weight = _whole(top["weight"], (400, 700), Line(show).weight)
    if weight not in WEIGHTS:
        top["weight"].fault(FaultKind.WEIGHT)
    return Line(
        show=show,
        size=_whole(top["size"], size, usual_size(show)),
        fact=_whole(top["fact"], letters, Line(show).fact),
        weight=weight,
        leading=_leading(top["leading"]),
        centred=top["centred"].flag(default=False) if top["centred"].given else False,
        above=_whole(top["above"], AWAY, 0),
        below=_whole(top["below"], AWAY, 0),
        words=_words(part, top["words"]) if show is Show.TEXT else None,
    )


def _words(line: Part, part: Part) -> Words | None:
    if not part.given:
        line.fault(FaultKind.NO_WORDS)
        return None
    return part.words()


_EVERY = ("size", "fact", "weight", "leading", "centred", "words")


def _whole(part: Part, within: tuple[int, int], usual: int) -> int:
    return part.whole(*within, usual) if part.given else usual


def _leading(part: Part) -> float:
    usual = Line(Show.SPACE).leading
    if not part.given:
        return usual
    return part.span(timedelta(seconds=1), *APART, timedelta(seconds=usual)).total_seconds()


def _form(line: Line) -> dict[str, object]:
    usual: Mapping[str, object] = {
        **asdict(Line(line.show)),
        "size": usual_size(line.show),
    }
    told = asdict(line)
    return {
        "show": line.show.value,
        **{key: value for key, value in told.items() if key != "show" and value != usual[key]},
    }
