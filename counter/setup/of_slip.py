"""How slips are laid out: each of their lines is a thing of the list, from top to bottom."""

from collections.abc import Mapping
from dataclasses import replace

from common.domain.floor import Floor
from common.domain.slip_layout import Line, Show
from common.domain.words import Language
from common.floorfile.slip_lines import AWAY, ONCE, WEIGHTS, keys_of, usual_size
from common.floorfile.slip_template import LARGEST, MOST_LINES, SIZES, SMALLEST, built_in
from counter.setup.lists import NO_WORDS, number, typed, words_fields, words_from, words_values
from counter.setup.specs import (
    Context,
    Fault,
    FieldKind,
    FieldSpec,
    Form,
    Kind,
    Pick,
    Value,
    Values,
)

SHOWN = tuple(show for show in Show if show is not Show.LOGO)
"""A logo is a file; it stays with the template of a kiosk's own."""
_LEADING = ("1.0", "1.1", "1.2", "1.25", "1.3", "1.4", "1.5", "1.75", "2.0")


def lines_of(floor: Floor) -> tuple[Line, ...]:
    """Return the lines of the centre's slips: its own, or those that are built in."""
    return floor.slip or built_in().lines


def _codes(floor: Floor) -> tuple[str, ...]:
    return tuple(str(place) for place in range(1, len(lines_of(floor)) + 1))


def _line(floor: Floor, code: str) -> Line:
    return lines_of(floor)[int(code) - 1]


def _title(context: Context, code: str) -> str:
    line = _line(context.floor, code)
    if line.words is not None:
        return line.words.of(context.language)
    return context.text(f"setup.slip.{line.show.value}")


def _fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    floor = context.floor
    line = _line(floor, code) if code else Line(Show.TEXT)
    kinds = tuple(Pick(show.value, context.text(f"setup.slip.{show.value}")) for show in SHOWN)
    low, high = SIZES.get(line.show, (SMALLEST, LARGEST))
    return (
        *(() if code else (FieldSpec("show", FieldKind.CHOICE, 2, picks=kinds),)),
        FieldSpec(
            "place",
            FieldKind.NUMBER,
            2,
            low=1,
            high=min(MOST_LINES, len(lines_of(floor)) + (not code)),
        ),
        *_letters(line.show, (low, high), new=not code),
        *(
            FieldSpec(name, FieldKind.NUMBER, 2, low=AWAY[0], high=AWAY[1])
            for name in ("above", "below")
        ),
    )


def _letters(show: Show, size: tuple[int, int], *, new: bool) -> tuple[FieldSpec, ...]:
    """Return the fields of what a line may say of its letters; a new line is of words."""
    keys = keys_of(show)
    weights = tuple(Pick(str(one), str(one)) for one in WEIGHTS)
    apart = tuple(Pick(one, one) for one in _LEADING)
    known = {
        "size": FieldSpec("size", FieldKind.NUMBER, 2, low=1 if new else size[0], high=size[1]),
        "fact": FieldSpec("fact", FieldKind.NUMBER, 2, low=SMALLEST, high=LARGEST),
        "weight": FieldSpec("weight", FieldKind.CHOICE, 2, picks=weights),
        "leading": FieldSpec("leading", FieldKind.CHOICE, 2, picks=apart),
        "centred": FieldSpec("centred", FieldKind.TOGGLE, 4),
    }
    words = words_fields("words", (4, 4, 4), optional=new) if show is Show.TEXT else ()
    return (*(known[key] for key in known if key in keys), *words)


def _read(floor: Floor, code: str) -> Values:
    line = _line(floor, code)
    return {"place": code, **_told(line)}


def _told(line: Line) -> dict[str, Value]:
    told: dict[str, Value] = {
        "size": str(line.size),
        "fact": str(line.fact),
        "weight": str(line.weight),
        "leading": _apart(line.leading),
        "centred": line.centred,
        "above": str(line.above),
        "below": str(line.below),
    }
    kept = {"above", "below", *keys_of(line.show)}
    words = words_values("words", line.words) if line.show is Show.TEXT else {}
    return {**{key: value for key, value in told.items() if key in kept}, **words}


def _apart(leading: float) -> str:
    return min(_LEADING, key=lambda one: abs(float(one) - leading))


def changed_line(line: Line, values: Values) -> Line:
    """Return a line with what was typed of it and checked."""
    keys = keys_of(line.show)
    return replace(
        line,
        size=number(values, "size") if "size" in keys else line.size,
        fact=number(values, "fact") if "fact" in keys else line.fact,
        weight=number(values, "weight") if "weight" in keys else line.weight,
        leading=_leading(line, values) if "leading" in keys else line.leading,
        centred=bool(values["centred"]) if "centred" in keys else line.centred,
        above=number(values, "above"),
        below=number(values, "below"),
        words=words_from(values, "words") if line.show is Show.TEXT else None,
    )


def _leading(line: Line, values: Values) -> float:
    """Return how far lines are apart; a file's own figure stays where nobody chose another."""
    chosen = typed(values, "leading")
    return line.leading if chosen == _apart(line.leading) else float(chosen)


def _new_line(values: Values) -> Line:
    """Return a new line: of words as they were typed, of anything else in its usual form."""
    show = Show(typed(values, "show"))
    if show is not Show.TEXT:
        line = Line(show, usual_size(show))
        return replace(line, above=number(values, "above"), below=number(values, "below"))
    return changed_line(Line(show, words=NO_WORDS), values)


def _write(floor: Floor, code: str, values: Values) -> Floor:
    lines = list(lines_of(floor))
    place = number(values, "place") - 1
    if not code:
        lines.insert(place, _new_line(values))
    else:
        line = changed_line(lines.pop(int(code) - 1), values)
        lines.insert(place, line)
    # What nobody has changed stays the program's own, and gets better with it.
    slip = () if tuple(lines) == built_in().lines and not floor.slip else tuple(lines)
    return replace(floor, slip=slip)


def _blank(floor: Floor, beside: str) -> Values:
    place = int(beside) + 1 if beside.isdigit() else len(lines_of(floor)) + 1
    return {
        "show": Show.TEXT.value,
        "place": str(min(place, len(lines_of(floor)) + 1)),
        **_told(Line(Show.TEXT, words=NO_WORDS)),
    }


def _remove(floor: Floor, code: str) -> Floor:
    lines = list(lines_of(floor))
    lines.pop(int(code) - 1)
    return replace(floor, slip=tuple(lines))


def _user(context: Context, code: str) -> str:
    """Return what could not be without the number: the slip itself."""
    if _line(context.floor, code).show is Show.NUMBER:
        return context.text("setup.kinds.slip_line")
    return ""


def _cross(floor: Floor, code: str, values: Values) -> Mapping[str, Fault]:
    if code:
        return {}
    show = Show(typed(values, "show"))
    missing = [f"words_{one.value}" for one in Language if not typed(values, f"words_{one.value}")]
    if show is Show.TEXT and missing:
        return dict.fromkeys(missing, Fault("empty"))
    if show in ONCE and show in [line.show for line in lines_of(floor)]:
        return {"show": Fault("shown_once")}
    if len(lines_of(floor)) >= MOST_LINES:
        return {"place": Fault("lines", {"most": MOST_LINES})}
    return {}


SLIP_LINE = Form(
    Kind.SLIP_LINE,
    codes=_codes,
    title=_title,
    detail=lambda _context, code: code,
    sorted=False,
    fields=_fields,
    read=_read,
    write=_write,
    blank=_blank,
    remove=_remove,
    user=_user,
    cross=_cross,
    place="place",
)
