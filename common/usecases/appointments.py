"""What becomes of appointments: taken over from elsewhere, and kept by whoever brings the code."""

from collections.abc import Mapping, Sequence

from common.domain.appointments import Appointment, Import
from common.domain.ids import AppointmentCode, DeviceCode, RequestId
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.rules import appointments as rules


def check_in(
    store: Store,
    *,
    code: str,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None = None,
) -> Issued:
    """Give the ticket that an appointment promises, due at its time; one code gets one ticket.

    It speaks the language of the appointment where that names one. The promise stands whatever
    the daily limit and the hours say, and is counted. Refused(UNKNOWN_APPOINTMENT), or, with the
    `service` and the time (`at`), APPOINTMENT_EARLY with `earliest`, APPOINTMENT_LATE,
    APPOINTMENT_USED with the `label` it got, APPOINTMENT_CANCELLED; SERVICE_OFF, and CLOSED_NOW
    on a closed day.
    """
    return store.perform(rules.check_in, code=code, language=language, request=request, kiosk=kiosk)


def import_appointments(
    store: Store, appointments: Sequence[Appointment]
) -> Mapping[AppointmentCode, Import]:
    """Take over appointments by their codes, each once; say what that did to each."""
    return store.perform(rules.import_appointments, appointments)
