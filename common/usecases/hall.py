"""What displays and voices report."""

from collections.abc import Sequence
from datetime import datetime

from common.domain.events import EventKind
from common.domain.ids import CallId, DeviceCode
from common.ports import Store
from common.rules import hall as rules


def acknowledge_shown(
    store: Store, device: DeviceCode, calls: Sequence[tuple[CallId, int, datetime]]
) -> None:
    """Write down which calls (id, times, when) a display has painted."""
    store.perform(rules.acknowledge, device, EventKind.SHOWN, calls)


def acknowledge_spoken(
    store: Store, device: DeviceCode, calls: Sequence[tuple[CallId, int, datetime]]
) -> None:
    """Write down which calls (id, times, when) were spoken whole."""
    store.perform(rules.acknowledge, device, EventKind.SPOKEN, calls)
