"""What a supervisor sees of printers and paper: every failure, and rolls that end soon."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from common.domain.floor import Floor
from common.domain.permissions import Permission
from common.domain.printers import OUT, HallPaper, MissingSlip, PrinterNow, PrinterState, forecasts
from common.domain.views import Desk
from common.i18n import Text
from common.ports import Store

SOON, FEW = timedelta(hours=1), 50
"""A roll is spoken of when it ends so soon, or has so few slips left."""
MOST_NAMED = 6
BETWEEN = " · "


def read_paper(store: Store, desk: Desk | None, floor: Floor) -> HallPaper | None:
    """Return how the paper of the hall is; None for whoever need not see to it."""
    if desk is None or Permission.FLOOR not in desk.may:
        return None
    printers = store.printers()
    left = forecasts(floor, printers, store.printed_lately(), desk.at)
    return HallPaper(printers, store.missing_slips(desk.seat.counter.code), left)


def words_of_paper(paper: HallPaper | None, floor: Floor, now: datetime, text: Text) -> str:
    """Return what has to be seen to, a line for each trouble; empty when there is none."""
    return "" if paper is None else "\n".join(_lines(paper, floor, now, text))


def is_merely_unknown(paper: HallPaper | None, floor: Floor, now: datetime, text: Text) -> bool:
    """Say whether all there is to say of printers is that some are not known."""
    if paper is None or not _unknown(paper, floor, now):
        return False
    return len(list(_lines(paper, floor, now, text))) == 1


def _unknown(paper: HallPaper, floor: Floor, now: datetime) -> Sequence[str]:
    """Return the kiosks whose printers are not known."""
    unknown = [one.kiosk for one in paper.printers if one.stands(now) is PrinterState.UNKNOWN]
    heard = {one.printer for one in paper.printers}
    # A printer of which nobody has ever heard is not taken for a good one either.
    return unknown + [one.code for one in floor.kiosks if one.printer and one.printer not in heard]


def _lines(paper: HallPaper, floor: Floor, now: datetime, text: Text) -> Iterator[str]:
    """Yield at most four lines: out, not known, visitors without paper, rolls that end soon."""
    out = [_trouble(one, floor, text) for one in paper.printers if one.stands(now) in OUT]
    ending = [_ends_soon(paper, one, floor, now, text) for one in paper.printers]
    if out:
        yield BETWEEN.join(out)
    if unknown := _unknown(paper, floor, now):
        yield text("counter.printers_unknown", kiosks=", ".join(unknown))
    if paper.missing:
        yield text("counter.slips_missing", labels=labels_of(paper.missing))
    if any(ending):
        yield BETWEEN.join(filter(None, ending))


def labels_of(missing: Sequence[MissingSlip]) -> str:
    """Return the numbers of some who have no paper, and how many more there are."""
    labels = ", ".join(map(_label, missing[:MOST_NAMED]))
    more = len(missing) - MOST_NAMED
    return f"{labels} +{more}" if more > 0 else labels


def _label(slip: MissingSlip) -> str:
    return slip.label if slip.kiosk is None else f"{slip.label} ({slip.kiosk})"


def _trouble(printer: PrinterNow, floor: Floor, text: Text) -> str:
    return text(
        "counter.printer_trouble",
        kiosk=printer.kiosk,
        state=text(f"printer.{printer.state.value}"),
        time=f"{printer.since.astimezone(floor.zone_info):%H:%M}",
    )


def _ends_soon(
    paper: HallPaper, one: PrinterNow, floor: Floor, now: datetime, text: Text
) -> str | None:
    left = paper.left.get(one.printer)
    if left is None or one.stands(now) in OUT:
        return None
    at = left.change_at
    if at is not None and at - now <= SOON:
        time = f"{at.astimezone(floor.zone_info):%H:%M}"
        return text("counter.paper_until", kiosk=one.kiosk, n=left.slips, time=time)
    if left.slips <= FEW or one.state is PrinterState.NEAR_END:
        return text("counter.paper_left", kiosk=one.kiosk, n=left.slips)
    return None
