"""The twins of the rules about printers and paper."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from sqlalchemy import ARRAY, Boolean, String

from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.printers import PrinterReport
from common.rules import paper
from common.store.columns import Moment
from common.store.tables import tickets
from common.store.twin import Twin, checked_in, nothing, statement


def _of_report(*, kiosk: DeviceCode, report: PrinterReport) -> Mapping[str, object]:
    return {"kiosk": kiosk, **asdict(report), "state": report.state.value}


def _of_roll(
    *, kiosk: DeviceCode | None = None, printer: PrinterCode | None = None
) -> Mapping[str, object]:
    return {"kiosk": kiosk, "printer": printer}


def _of_copy(*, label: str, printer: PrinterCode) -> Mapping[str, object]:
    return {"label": label, "printer": printer}


def _of_copied(*, ticket: TicketId, digest: str | None) -> Mapping[str, object]:
    return {"ticket": ticket, "digest": digest}


_COPY = statement(
    "copy_slip(:centre, :label, :printer)",
    tickets,
    again=Boolean,
    more=ARRAY(String),
    appointment=Moment,
)

TWINS_OF_PAPER: Mapping[Callable[..., object], Twin] = {
    paper.report_printer: Twin(
        statement("report_printer(:centre, :kiosk, :state, :at, :slips, :paper_mm)"),
        _of_report,
        nothing,
    ),
    paper.change_paper: Twin(
        statement("change_paper(:centre, :kiosk, :printer)"), _of_roll, nothing
    ),
    paper.copy_slip: Twin(_COPY, _of_copy, checked_in),
    paper.slip_copied: Twin(
        statement("slip_copied(:centre, :ticket, :digest)"), _of_copied, nothing
    ),
}
