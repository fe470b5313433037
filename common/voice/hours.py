"""When the voice is quiet, and how loud it is: by the time of day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Baku")
"""Where all centres are."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Parts of the day with how loud the voice is, 0 to 100; the last that fits holds."""

    parts: tuple[tuple[time, time, int], ...] = ()

    def gain(self, moment: datetime) -> float:
        """Return what samples are multiplied with at a moment; 0 is quiet."""
        clock = moment.astimezone(HOME).time()
        fitting = [each for begins, ends, each in self.parts if _within(clock, begins, ends)]
        return fitting[-1] / 100 if fitting else 1.0


def hours(volume: Iterable[tuple[time, time, int]], quiet: Iterable[tuple[time, time]]) -> Hours:
    """Return the hours of some settings; quiet ones win over any volume."""
    return Hours((*volume, *((begins, ends, 0) for begins, ends in quiet)))


def _within(clock: time, begins: time, ends: time) -> bool:
    """Say whether a time is in a part of the day, which may go past midnight."""
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends
