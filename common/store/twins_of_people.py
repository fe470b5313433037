"""The twins of the rules about people: who sits at a counter, who opens a kiosk's staff menu."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from sqlalchemy import String

from common.domain.errors import Refused
from common.domain.ids import CounterCode, DeviceCode, OperatorCode
from common.domain.messages import Message
from common.domain.staff import StaffMove
from common.domain.views import Seat
from common.ports import PinRecord
from common.rules import alarm, messages, refusals, shifts, staff
from common.store.columns import Facts
from common.store.tables import seats
from common.store.twin import (
    AS_SEEN,
    AS_SEEN_BY,
    Known,
    Rows,
    Twin,
    as_given,
    nothing,
    refusal,
    seated,
    statement,
)


def _salt(rows: Rows, _known: Known) -> str:
    return str(rows[0]["pin_salt"])


def _seat(rows: Rows, known: Known) -> Seat | Refused:
    refused = refusal(rows, known)
    return seated(rows, known) if refused is None else refused


def _of_operator(counter: CounterCode, operator: OperatorCode) -> Mapping[str, object]:
    return {"counter": counter, "operator": operator}


def _of_proof(counter: CounterCode, operator: OperatorCode, proof: str) -> Mapping[str, object]:
    return {"counter": counter, "operator": operator, "proof": proof}


def _of_leaving(counter: CounterCode, *, leaves_held: bool = False) -> Mapping[str, object]:
    return {"counter": counter, "leaves_held": leaves_held}


def _of_pin(operator: OperatorCode, pin: PinRecord) -> Mapping[str, object]:
    return {
        "operator": operator,
        "salt": pin.salt,
        "verifier": pin.verifier,
        "must_change": pin.must_change,
    }


def _of_staff(kiosk: DeviceCode, operator: OperatorCode) -> Mapping[str, object]:
    return {"kiosk": kiosk, "operator": operator}


def _of_staff_proof(kiosk: DeviceCode, operator: OperatorCode, proof: str) -> Mapping[str, object]:
    return {"kiosk": kiosk, "operator": operator, "proof": proof}


def _of_staff_move(
    kiosk: DeviceCode, operator: OperatorCode, did: StaffMove
) -> Mapping[str, object]:
    return {"kiosk": kiosk, "operator": operator, "did": did.value}


def _of_refusal(counter: CounterCode, what: str, *, reading: bool = False) -> Mapping[str, object]:
    return {"counter": counter, "what": what, "reading": reading}


def _of_message(*, message: Message, counter: CounterCode | None) -> Mapping[str, object]:
    return {
        "counter": counter,
        "name": message.name,
        **asdict(message.words),
        "zone": message.zone,
        "until": message.until,
    }


TWINS_OF_PEOPLE: Mapping[Callable[..., object], Twin] = {
    shifts.pin_salt: Twin(statement("pin_salt(:centre, :counter, :operator)"), _of_operator, _salt),
    shifts.show_pin: Twin(
        statement("show_pin(:centre, :counter, :operator, :proof)"), _of_proof, nothing
    ),
    shifts.sign_in: Twin(
        statement("sign_in(:centre, :counter, :operator)", seats, reason=String, facts=Facts),
        _of_operator,
        _seat,
    ),
    shifts.sign_out: Twin(
        statement(f"sign_out({AS_SEEN}, :counter, :leaves_held)"), _of_leaving, nothing
    ),
    shifts.set_pin: Twin(
        statement("set_pin(:centre, :operator, :salt, :verifier, :must_change)"),
        _of_pin,
        nothing,
    ),
    staff.staff_salt: Twin(
        statement("staff_salt(:centre, :kiosk, :operator) AS pin_salt"), _of_staff, _salt
    ),
    staff.show_staff_pin: Twin(
        statement("show_staff_pin(:centre, :kiosk, :operator, :proof)"), _of_staff_proof, nothing
    ),
    staff.enter_staff: Twin(
        statement("enter_staff(:centre, :kiosk, :operator)", reason=String, facts=Facts),
        _of_staff,
        refusal,
    ),
    staff.note_staff: Twin(
        statement("note_staff(:centre, :kiosk, :operator, :did)"), _of_staff_move, nothing
    ),
    alarm.evacuate: Twin(statement(f"evacuate({AS_SEEN_BY}, :counter)"), as_given, nothing),
    alarm.lift_evacuation: Twin(
        statement(f"lift_evacuation({AS_SEEN_BY}, :counter)"), as_given, nothing
    ),
    refusals.note_refusal: Twin(
        statement("note_refusal(:centre, :counter, :what, :reading)"), _of_refusal, nothing
    ),
    messages.put_message: Twin(
        statement(f"put_message({AS_SEEN_BY}, :counter, :name, :az, :en, :ru, :zone, :until)"),
        _of_message,
        nothing,
    ),
    messages.remove_message: Twin(
        statement(f"remove_message({AS_SEEN_BY}, :counter, :name)"), as_given, nothing
    ),
}
