"""Reads how a board is laid out: a small TOML file with what stands beside and below the calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from common.floorfile.faults import Fault, FaultKind
from common.floorfile.part import BadFile, Part, give_up_if
from common.floorfile.toml_lines import TomlLines

USUAL, ENDING = "usual", ".toml"
NARROWEST, WIDEST = 300, 900
LOWEST, HIGHEST = 160, 1000


class Show(StrEnum):
    """What a panel shows."""

    MEDIA = "media"
    """Pictures of the centre's own, or calm sentences."""
    WAITS = "waits"
    PLATE = "plate"
    """The newest call, large."""


class Told(StrEnum):
    """In what the waits are told."""

    PEOPLE = "people"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Panel:
    """One part beside or below the calls; 0 takes what the others leave."""

    show: Show
    height: int = 0


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """The panels of a lying and of a standing screen, from top to bottom."""

    width: int = 600
    beside: tuple[Panel, ...] = ()
    below: tuple[Panel, ...] = ()
    minutes: bool = False
    """Waits are told in minutes where the day's data carry them, not in people."""


@cache
def layout_names() -> tuple[str, ...]:
    """Return the names of the layouts that come with the program."""
    return tuple(sorted(one.name[: -len(ENDING)] for one in _folder().iterdir()))


def board_layout(name: str) -> BoardLayout:
    """Return a layout by its name, or of a centre's own file (its path). Raises BadFile."""
    if name in layout_names():
        return _built_in(name)
    path = Path(name)
    if path.suffix != ENDING:
        known = ", ".join(layout_names())
        raise BadFile([f'"{name}" is no layout; write one of {known}, or the path of a .toml file'])
    return _parse(TomlLines.of(path, name), name)


@cache
def _built_in(name: str) -> BoardLayout:
    text = _folder().joinpath(f"{name}{ENDING}").read_text("utf-8")
    return _parse(TomlLines(name, text), name)


def _folder() -> Traversable:
    return files("assets").joinpath("boards")


def _parse(lines: TomlLines, name: str) -> BoardLayout:
    faults: list[Fault] = []
    layout = _layout(lines.load(), faults)
    give_up_if(faults, name)
    return layout


def _layout(told: Mapping[str, object], faults: list[Fault]) -> BoardLayout:
    top = Part(dict(told), (), faults).fields(("landscape", "portrait"), ("waits",))
    lying = top["landscape"].fields(("panels",), ("width",))
    standing = top["portrait"].fields(("panels",))
    width = BoardLayout().width
    if lying["width"].given:
        width = lying["width"].whole(NARROWEST, WIDEST, width)
    minutes = top["waits"].choice(Told, Told.PEOPLE) is Told.MINUTES
    beside, below = _panels(lying["panels"]), _panels(standing["panels"], low=True)
    return BoardLayout(width, beside, below, minutes)


def _panels(part: Part, *, low: bool = False) -> tuple[Panel, ...]:
    panels: list[Panel] = []
    for item in part.items() if part.given else []:
        fields = item.fields(("show",), ("height",))
        height = 0
        if fields["height"].given:
            height = fields["height"].whole(LOWEST, HIGHEST, LOWEST)
        panel = Panel(fields["show"].choice(Show, Show.WAITS), height)
        if panel.show in [one.show for one in panels]:
            item.fault(FaultKind.HERE_TWICE, code=panel.show.value)
        panels.append(panel)
    free = [panel for panel in panels if not panel.height]
    if low and free:
        _say(part, "a standing screen's panels need a height each; write how high")
    elif len(free) > 1:
        _say(part, "only one panel may take what is left; write how high the others are")
    if sum(panel.height for panel in panels) + 24 * len(panels) > HIGHEST - 100:
        _say(part, f"the panels are higher than the screen; keep them under {HIGHEST - 100}")
    return tuple(panels)


def _say(part: Part, words: str) -> None:
    part.fault(FaultKind.PLAIN, words=words)
