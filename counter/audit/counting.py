"""How often who did what: counts of days put together."""

from collections.abc import Mapping, Sequence
from datetime import date

from common.domain.audits import ACT_KINDS, Act, ActCount

Counts = Mapping[tuple[str, Act], int]


def added(counts: Sequence[ActCount]) -> Counts:
    """Return the counts of a day by operator and act; the code is empty once it was erased."""
    found: dict[tuple[str, Act], int] = {}
    for one in counts:
        for act, kinds in ACT_KINDS.items():
            if one.kind in kinds:
                key = (one.operator or "", act)
                found[key] = found.get(key, 0) + one.count
    return found


def case_days(acts: Mapping[date, Counts], operator: str) -> tuple[date, ...]:
    """Return the days on which somebody did anything that is counted, the last first."""
    return tuple(
        day for day in sorted(acts, reverse=True) if any(code == operator for code, _ in acts[day])
    )
