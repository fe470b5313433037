"""A store to practise on: a file of its own with a centre's set-up and no real visitor."""

from dataclasses import replace
from datetime import time
from pathlib import Path

from common.domain.floor import Floor, Opening
from common.domain.ids import OperatorCode
from common.store.connecting import SQLITE
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.pins import Cost
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin

ALWAYS = {day: Opening(time(0), time.max, time.max) for day in range(7)}
CHEAP = Cost(memory=8, rounds=1, threads=1)
"""It guards invented visitors, and is to open at once."""


def make_practice_store(file: Path, floor: Floor, operator: OperatorCode, pin: str) -> None:
    """Make a fresh store with a set-up that is always open, in place of the one before.

    Unavailable where the file cannot be written.
    """
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink(missing_ok=True)
    address = f"{SQLITE}{file}"
    migrate(address)
    store = open_store(address, floor.centre)
    try:
        replace_floor(store, always_open(floor))
        set_pin(store, operator, pin, cost=CHEAP)
    finally:
        store.close()


def always_open(floor: Floor) -> Floor:
    """Return a set-up in which every service is given at any hour, to any number of visitors."""
    services = {
        code: replace(rules, hours=None, daily_limit=None) for code, rules in floor.services.items()
    }
    return replace(floor, hours=ALWAYS, closures=frozenset(), services=services)
