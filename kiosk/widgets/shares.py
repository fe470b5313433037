"""How a row is divided among what stands in it."""

from collections.abc import Sequence


def shares(needs: Sequence[float], room: float, fixed: float = 0) -> list[float]:
    """Return widths: even ones where each has enough, else each what it needs and a part.

    `fixed` is what of each need is never made smaller.
    """
    if not needs:
        return []
    even, wanted = room / len(needs), sum(needs)
    if max(needs) <= even or not wanted:
        return [even] * len(needs)
    kept = fixed * len(needs)
    scale = min(1.0, (room - kept) / (wanted - kept))
    spare = max(0.0, room - wanted) / len(needs)
    return [fixed + (each - fixed) * scale + spare for each in needs]
