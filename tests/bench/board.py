"""The board's figures: from a wake-up to its picture, frames of the flash, a soak of calls."""

import tempfile
from pathlib import Path

from tests.bench.figures import Count, Tell, figure
from tests.bench.itself import measure_itself

CALLS = 20_000


def measure_board(tell: Tell, calls: int = CALLS) -> None:
    """Measure a board that is called to without a pause, telling each figure."""
    with tempfile.TemporaryDirectory() as folder:
        told = measure_itself("tests.bench.board_at_work", Path(folder), str(calls))
    tell(figure("wake-up to painted on a full board", "ms", told["waits"]))
    for name, times in told["frames"].items():
        tell(figure(f"a frame of the flash, twelve plates, {name}", "ms", times))
    for number, megabytes in told["memory"]:
        tell(Count(f"resident memory of a board after {number:,} calls", "MB", round(megabytes, 1)))
    tell(Count("processor time of a board for a call", "ms", round(told["processor"], 2)))
