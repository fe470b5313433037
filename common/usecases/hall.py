"""What displays and voices report."""

from collections.abc import Sequence
from datetime import datetime

from common.domain.events import EventKind
from common.domain.ids import CallId, DeviceCode
from common.ports import Store


def acknowledge_shown(
    store: Store, device: DeviceCode, calls: Sequence[tuple[CallId, int, datetime]]
) -> None:
    """Write down which calls (id, times, when) a display has painted."""
    store.acknowledge(device, EventKind.SHOWN, calls)


def acknowledge_spoken(
    store: Store, device: DeviceCode, calls: Sequence[tuple[CallId, int, datetime]]
) -> None:
    """Write down which calls (id, times, when) were spoken whole."""
    store.acknowledge(device, EventKind.SPOKEN, calls)
