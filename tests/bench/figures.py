"""What is told of a measurement: a figure, a rate or a ratio, as a line and as JSON."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import quantiles

_NAME = 58


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: its middle, its tail and how many times it was measured."""

    name: str
    unit: str
    p50: float
    p99: float
    count: int

    def line(self) -> str:
        """Return the figure as a person reads it."""
        figures = f"p50 {self.p50:9.2f} {self.unit}   p99 {self.p99:9.2f} {self.unit}"
        return f"{self.name:{_NAME}} {figures}   ({self.count} times)"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something is done in a second, how long each takes, and how that compares."""

    name: str
    per_second: float
    p50: float
    p99: float
    """Milliseconds that one takes."""
    beside_bare: float
    beside_wake_up: float
    """The rate as a part of a bare change's, and of one with an empty wake-up, in the same run."""

    def line(self) -> str:
        """Return the rate as a person reads it."""
        times = f"p50 {self.p50:9.2f} ms   p99 {self.p99:9.2f} ms"
        ratios = f"x {self.beside_bare:.3f} of bare, x {self.beside_wake_up:.3f} of a wake-up"
        return f"{self.name:{_NAME}} {times}   {self.per_second:7.0f} /s   {ratios}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much of one thing is there for each of another, in one run."""

    name: str
    times: float

    def line(self) -> str:
        """Return the ratio as a person reads it."""
        return f"{self.name:{_NAME}} x {self.times:.3f}"


@dataclass(frozen=True, slots=True)
class Count:
    """A plain number of something that happened once."""

    name: str
    unit: str
    number: float

    def line(self) -> str:
        """Return the number as a person reads it."""
        return f"{self.name:{_NAME}} {self.number:,.10g} {self.unit}".rstrip()


Measured = Figure | Rate | Ratio | Count
Tell = Callable[[Measured], None]
"""What each figure is handed to as soon as it is there."""


def figure(name: str, unit: str, values: Sequence[float]) -> Figure:
    """Return the median and the 99th percentile of some values."""
    p50, p99 = middle_and_tail(values)
    return Figure(name, unit, round(p50, 2), round(p99, 2), len(values))


def middle_and_tail(values: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile of some values."""
    cuts = quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[98]


def as_json(measured: Sequence[Measured], machine: dict[str, object]) -> str:
    """Return what was measured and the machine it was measured on as JSON."""
    rows = [asdict(each) for each in measured]
    return json.dumps({"machine": machine, "figures": rows}, indent=1) + "\n"
