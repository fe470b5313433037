"""What a kiosk tells the store of its printer."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from kiosk_stage import KIOSK, ON_PAPER, Stage

from common.domain.printers import PrinterNow, PrinterState
from common.domain.slip_layout import Line, Show
from common.usecases.setup import replace_floor
from kiosk.idle import Patience

QUICK = Patience(settle_ms=0, printer_ms=10)


def known(kiosk: Stage) -> PrinterNow | None:
    mine = [one for one in kiosk.store.printers() if one.kiosk == KIOSK]
    return mine[0] if mine else None


def said(kiosk: Stage, state: PrinterState) -> None:
    """Wait until the store knows how the printer is."""
    kiosk.until(lambda: (now := known(kiosk)) is not None and now.state is state)


def test_a_printer_that_changes_is_known_to_the_store(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(QUICK)
    kiosk.open()
    said(kiosk, PrinterState.READY)

    kiosk.printer.state = PrinterState.OUT_OF_PAPER
    said(kiosk, PrinterState.OUT_OF_PAPER)
    kiosk.printer.state = PrinterState.NOT_TAKEN
    said(kiosk, PrinterState.READY)


@pytest.mark.parametrize("loss", ["cut_once", "deaf_once"])
def test_paper_is_counted_once_although_a_report_or_its_answer_was_lost(
    kiosk_of: Callable[..., Stage], loss: str
) -> None:
    kiosk = kiosk_of(QUICK)
    kiosk.printer.answer = replace(ON_PAPER, paper_mm=120.0)
    kiosk.open()
    said(kiosk, PrinterState.READY)
    kiosk.take()
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    setattr(kiosk.cable, loss, True)
    kiosk.printer.state = PrinterState.JAM
    kiosk.touch("done")
    said(kiosk, PrinterState.JAM)

    kiosk.printer.state = PrinterState.READY
    said(kiosk, PrinterState.READY)

    now = known(kiosk)
    assert now is not None
    assert (now.slips, now.paper_mm) == (1, 120.0)


def test_a_slip_is_laid_out_as_the_set_up_says_from_the_next_one_on(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(QUICK)
    kiosk.open()
    kiosk.take()
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    assert kiosk.laid_out == ()
    lines = (Line(Show.NUMBER), Line(Show.CODE, 240))

    replace_floor(kiosk.store, replace(kiosk.store.floor(), slip=lines))
    kiosk.touch("done")
    kiosk.feed.wake()
    kiosk.until(lambda: kiosk.laid_out == lines)
