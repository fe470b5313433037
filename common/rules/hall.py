"""What displays and voices report."""

from collections.abc import Sequence
from datetime import datetime

from common.domain.events import EventKind
from common.domain.ids import CallId, DeviceCode
from common.ports import Records


def acknowledge(
    records: Records,
    device: DeviceCode,
    kind: EventKind,
    calls: Sequence[tuple[CallId, int, datetime]],
) -> None:
    """Write down which calls (id, times, when) a display has SHOWN or SPOKEN."""
    records.acknowledge(device, kind, calls)
