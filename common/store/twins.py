"""Which rules Postgres knows by heart: each is one statement that calls a function of its own."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Integer,
    String,
    bindparam,
    text,
)

from common.domain.appointments import Appointment, Import, normal_code
from common.domain.events import EventKind
from common.domain.ids import (
    AppointmentCode,
    CallId,
    CounterCode,
    DeviceCode,
    GroupCode,
    JournalId,
    LegId,
    RequestId,
    ServiceCode,
    TicketId,
)
from common.domain.outage import (
    ByHand,
    Lease,
    OfflineTicket,
    Outcome,
    Reconciled,
    Replayed,
    ServedByHand,
)
from common.domain.place import Place, place_of
from common.domain.ticket import Lane, LegState, SlipState
from common.domain.words import Language
from common.rules import (
    appointments,
    by_hand,
    calling,
    hall,
    outage,
    own_slip,
    serving,
    tickets,
)
from common.store.columns import Moment, OneOf
from common.store.tables import calls, leases
from common.store.twin import (
    AS_SEEN,
    Known,
    Rows,
    Twin,
    called,
    checked_in,
    issued,
    issuing,
    nothing,
    statement,
)
from common.store.twins_of_audits import TWINS_OF_AUDITS
from common.store.twins_of_day import TWINS_OF_DAY
from common.store.twins_of_entry import TWINS_OF_ENTRY
from common.store.twins_of_floor import TWINS_OF_FLOOR
from common.store.twins_of_moves import TWINS_OF_MOVES
from common.store.twins_of_paper import TWINS_OF_PAPER
from common.store.twins_of_people import TWINS_OF_PEOPLE
from common.store.twins_of_setup import TWINS_OF_SETUP
from common.store.twins_of_turns import TWINS_OF_TURNS


def _imported(rows: Rows, _known: Known) -> Mapping[AppointmentCode, Import]:
    return {AppointmentCode(row["code"]): Import(row["outcome"]) for row in rows}


def _place(rows: Rows, _known: Known) -> Place:
    return place_of(**rows[0])


def _leases(rows: Rows, _known: Known) -> tuple[Lease, ...]:
    return tuple(Lease(**{part.name: row[part.name] for part in fields(Lease)}) for row in rows)


def _replayed(rows: Rows, _known: Known) -> tuple[Replayed, ...]:
    return tuple(Replayed(row["request"], Outcome(row["outcome"])) for row in rows)


def _reconciled(rows: Rows, _known: Known) -> tuple[Reconciled, ...]:
    return tuple(Reconciled(row["label"], ByHand(row["outcome"])) for row in rows)


def _of_counter(counter: CounterCode) -> Mapping[str, object]:
    return {"counter": counter}


def _of_leg(counter: CounterCode, leg: LegId) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg}


def _of_wish(
    *,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None = None,
    priority: GroupCode | None = None,
    more: Sequence[ServiceCode] = (),
) -> Mapping[str, object]:
    return {
        "service": service,
        "language": language.value,
        "request": request,
        "kiosk": kiosk,
        "priority": priority,
        "more": list(more),
    }


def _of_code(
    *, code: str, language: Language, request: RequestId, kiosk: DeviceCode | None = None
) -> Mapping[str, object]:
    return {
        "code": normal_code(code),
        "language": language.value,
        "request": request,
        "kiosk": kiosk,
    }


def _of_appointments(given: Sequence[Appointment]) -> Mapping[str, object]:
    return {"given": json.dumps([asdict(one) for one in given], default=_plain)}


def _of_slip(
    ticket: TicketId,
    slip: SlipState,
    device: DeviceCode | None = None,
    digest: str | None = None,
) -> Mapping[str, object]:
    return {"ticket": ticket, "slip": slip.value, "device": device, "digest": digest}


def _of_reports(
    device: DeviceCode, kind: EventKind, reports: Sequence[tuple[CallId, int, datetime]]
) -> Mapping[str, object]:
    return {
        "device": device,
        "kind": kind.value,
        "calls": [call for call, _, _ in reports],
        "times": [times for _, times, _ in reports],
        "whens": [when for _, _, when in reports],
    }


def _of_journal(kiosk: DeviceCode, journal: JournalId) -> Mapping[str, object]:
    return {"kiosk": kiosk, "journal": journal}


def _of_papers(
    kiosk: DeviceCode,
    journal: JournalId,
    papers: Sequence[OfflineTicket],
    lost: Sequence[RequestId] = (),
) -> Mapping[str, object]:
    rows = json.dumps([asdict(paper) for paper in papers], default=_plain)
    return {"kiosk": kiosk, "journal": journal, "papers": rows, "lost": list(lost)}


def _of_ticks(counter: CounterCode, served: Sequence[ServedByHand]) -> Mapping[str, object]:
    rows = json.dumps([asdict(one) for one in served], default=_plain)
    return {"counter": counter, "served": rows}


def _plain(value: date) -> str:
    """Return a day or a moment as JSON has it."""
    return value.isoformat()


def _of_own_slip(*, day: date, token: str, kiosk: DeviceCode | None = None) -> Mapping[str, object]:
    return {"kiosk": kiosk, "day": day, "token": token}


def _with_slip(wish: str) -> Twin:
    call = statement(
        f"own_slip(:centre, :kiosk, :day, :token, '{wish}')",
        label=String,
        service=String,
        state=OneOf(LegState),
        lane=OneOf(Lane),
        ahead=Integer,
        counter=String,
        for_counter=String,
        errand_of=String,
        arrived_at=Moment,
        appointment=Moment,
        first=Boolean,
    )
    return Twin(call, _of_own_slip, _place)


def _moves(move: str) -> Twin:
    call = statement(f"move_visitor({AS_SEEN}, :counter, '{move}')")
    return Twin(call, _of_counter, nothing)


_REPORTS = text("SELECT acknowledge(:centre, :device, :kind, :calls, :times, :whens)").bindparams(
    bindparam("calls", type_=ARRAY(BigInteger)),
    bindparam("times", type_=ARRAY(Integer)),
    bindparam("whens", type_=ARRAY(Moment)),
)

_REPLAY = text(
    "SELECT * FROM replay_offline(:centre, :kiosk, :journal, CAST(:papers AS jsonb), :lost)"
).bindparams(bindparam("lost", type_=ARRAY(String)))
_BY_HAND = text("SELECT * FROM reconcile_by_hand(:centre, :counter, CAST(:served AS jsonb))")

_IMPORT = text("SELECT * FROM import_appointments(:centre, CAST(:given AS jsonb))")

_ISSUE = issuing("issue_ticket(:centre, :service, :language, :request, :kiosk, :priority, :more)")

TWINS: Mapping[Callable[..., object], Twin] = {
    **TWINS_OF_MOVES,
    **TWINS_OF_AUDITS,
    **TWINS_OF_DAY,
    **TWINS_OF_ENTRY,
    **TWINS_OF_FLOOR,
    **TWINS_OF_PAPER,
    **TWINS_OF_PEOPLE,
    **TWINS_OF_SETUP,
    **TWINS_OF_TURNS,
    tickets.issue_ticket: Twin(
        _ISSUE.bindparams(bindparam("more", type_=ARRAY(String))),
        _of_wish,
        issued,
    ),
    appointments.check_in: Twin(
        issuing("check_in(:centre, :code, :language, :request, :kiosk)", appointment=Moment),
        _of_code,
        checked_in,
    ),
    appointments.import_appointments: Twin(_IMPORT.columns(), _of_appointments, _imported),
    own_slip.look_up: _with_slip("look_up"),
    own_slip.give_up: _with_slip("give_up"),
    own_slip.come_back: _with_slip("come_back"),
    tickets.report_slip: Twin(
        statement("report_slip(:centre, :ticket, :slip, :device, :digest)"), _of_slip, nothing
    ),
    calling.call_next: Twin(
        statement(f"call_next({AS_SEEN}, :counter, false)", calls), _of_counter, called
    ),
    calling.recall: Twin(statement(f"recall({AS_SEEN}, :counter)", calls), _of_counter, called),
    calling.no_show: _moves("no_show"),
    serving.start: _moves("start"),
    serving.resume: Twin(statement(f"resume({AS_SEEN}, :counter, :leg)", calls), _of_leg, called),
    hall.acknowledge: Twin(_REPORTS.columns(), _of_reports, nothing),
    outage.lease_numbers: Twin(
        statement("lease_numbers(:centre, :kiosk, :journal)", leases), _of_journal, _leases
    ),
    outage.replay_offline: Twin(_REPLAY.columns(), _of_papers, _replayed),
    by_hand.reconcile_by_hand: Twin(_BY_HAND.columns(), _of_ticks, _reconciled),
}
