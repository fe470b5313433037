"""The twins of the rules about printers and paper."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from sqlalchemy import String

from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.printers import PrinterReport
from common.domain.spare import SpareState
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.rules import paper, spare
from common.store.columns import Moment
from common.store.twin import Known, Rows, Twin, as_given, checked_in, issuing, nothing, statement


def _of_report(*, kiosk: DeviceCode, report: PrinterReport) -> Mapping[str, object]:
    return {"kiosk": kiosk, **asdict(report), "state": report.state.value}


def _of_roll(
    *, kiosk: DeviceCode | None = None, printer: PrinterCode | None = None
) -> Mapping[str, object]:
    return {"kiosk": kiosk, "printer": printer}


def _of_ended(
    *, kiosk: DeviceCode, ticket: TicketId, slip: SlipState, digest: str | None
) -> Mapping[str, object]:
    return {"kiosk": kiosk, "ticket": ticket, "slip": slip.value, "digest": digest}


def _taken(rows: Rows, known: Known) -> Issued | None:
    return checked_in(rows, known) if rows else None


def _state(rows: Rows, _known: Known) -> SpareState:
    return SpareState(rows[0]["state"])


TWINS_OF_PAPER: Mapping[Callable[..., object], Twin] = {
    paper.report_printer: Twin(
        statement("report_printer(:centre, :kiosk, :state, :at, :slips, :paper_mm)"),
        _of_report,
        nothing,
    ),
    paper.change_paper: Twin(
        statement("change_paper(:centre, :kiosk, :printer)"), _of_roll, nothing
    ),
    paper.copy_slip: Twin(
        issuing("copy_slip(:centre, :label, :printer)", appointment=Moment), as_given, checked_in
    ),
    paper.slip_copied: Twin(statement("slip_copied(:centre, :ticket, :digest)"), as_given, nothing),
    spare.ask_spare: Twin(
        statement("ask_spare(:centre, :kiosk, :ticket, :printer)"), as_given, nothing
    ),
    spare.take_spare: Twin(
        issuing("take_spare(:centre, :kiosk)", appointment=Moment), as_given, _taken
    ),
    spare.end_spare: Twin(
        statement("end_spare(:centre, :kiosk, :ticket, :slip, :digest)"), _of_ended, nothing
    ),
    spare.collect_spare: Twin(
        statement("collect_spare(:centre, :kiosk, :ticket)"), as_given, nothing
    ),
    spare.look_at_spare: Twin(
        statement("look_at_spare(:centre, :kiosk, :ticket, :leave)", state=String),
        as_given,
        _state,
    ),
}
