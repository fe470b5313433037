"""The appointments of the demonstration: one to keep, one that is early, one that was cancelled."""

from datetime import timedelta

from common.demo.cast import STORE_TIMEOUT, Centre
from common.domain.appointments import Appointment, AppointmentState
from common.domain.ids import AppointmentCode, ServiceCode
from common.store.opening import open_store
from common.usecases.appointments import import_appointments

SERVICE = ServiceCode("DIN-02")
KEPT, EARLY, CANCELLED = (AppointmentCode(f"DEMO{number}") for number in (1, 2, 3))
HOURS_AHEAD = 3


def book(centre: Centre) -> None:
    """Book them from now on: the first can be kept for as long as the rules allow."""
    store = open_store(centre.url, centre.floor.centre, timeout=STORE_TIMEOUT)
    try:
        now, rules = store.now(), centre.floor.rules
        soon, later = now + rules.appointment_early, now + timedelta(hours=HOURS_AHEAD)
        import_appointments(
            store,
            [
                Appointment(KEPT, SERVICE, soon),
                Appointment(EARLY, SERVICE, later),
                Appointment(CANCELLED, SERVICE, soon, state=AppointmentState.CANCELLED),
            ],
        )
    finally:
        store.close()
