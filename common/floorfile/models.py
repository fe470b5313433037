"""The models of printers that this program knows: data of assets/printers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from common.domain.words import Words

_COMMANDS = ("begin", "cut", "present")


class Picture(StrEnum):
    """How a picture is told to a printer."""

    STRIPS = "strips"
    """GS v 0 of ESC/POS."""
    ROWS = "rows"
    """The raster mode of Star, a command a row."""


@dataclass(frozen=True, slots=True)
class Model:
    """What one line of printers is and wants to be told."""

    name: Words
    width_dots: int
    dots_per_inch: int
    picture: Picture
    family: str | None = None
    """How it says what state it is in; None: it does not."""
    begin: bytes = b""
    """Behind the initialisation."""
    cut: bytes | None = None
    """From the feed to the cut; None: as ESC/POS does it."""
    present: bytes = b""
    """Behind the cut: hands the slip out."""


@cache
def models() -> Mapping[str, Model]:
    """Return all models by the name that a floor file gives as a printer's family."""
    data = files("assets").joinpath("printers", "models.json").read_text("utf-8")
    return {name: _model(told) for name, told in json.loads(data).items()}


def _model(told: dict[str, Any]) -> Model:
    commands = {part: bytes.fromhex(told[part]) for part in _COMMANDS if part in told}
    name, picture = Words(**told["name"]), Picture(told["picture"])
    return Model(**{**told, **commands, "name": name, "picture": picture})
