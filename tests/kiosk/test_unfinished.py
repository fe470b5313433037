"""What a kiosk makes of a ticket that was begun when the program before it died."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from kiosk_stage import KIOSK, Stage
from PySide6.QtWidgets import QApplication

from common.domain.appointments import Appointment
from common.domain.begun import Begun
from common.domain.ids import AppointmentCode, RequestId, ServiceCode
from common.domain.ticket import LegState, SlipState
from common.domain.views import Issued
from common.domain.words import Language
from common.store.kiosk_journal import SqliteKioskJournal
from common.usecases.alone import Intention, issue_alone
from common.usecases.appointments import import_appointments
from common.usecases.tickets import issue_ticket
from kiosk.given import Paper, Ticket
from kiosk.state import Welcome

CARD = ServiceCode("DIN-02")
REQUEST = RequestId("begun")
LONG_AGO = timedelta(minutes=3)


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> None:
    """Let the kiosk warn of what it found."""
    caplog.set_level(logging.ERROR, "kiosk")


@contextmanager
def journal_of(kiosk: Stage) -> Iterator[SqliteKioskJournal]:
    """Open the journal while no kiosk has it."""
    journal = SqliteKioskJournal(kiosk.journal)
    yield journal
    journal.close()


def leave(kiosk: Stage, **changes: object) -> Begun:
    """Leave behind what a kiosk that died has written."""
    begun = replace(Begun(REQUEST, Language.RU, kiosk.store.now(), CARD), **changes)
    with journal_of(kiosk) as journal:
        journal.begin(begun)
    return begun


def give(kiosk: Stage) -> Issued:
    """Let the store give the ticket whose answer the dead kiosk did not hear, or did."""
    return issue_ticket(
        kiosk.store, service=CARD, language=Language.RU, request=REQUEST, kiosk=KIOSK
    )


def shown(kiosk: Stage, paper: Paper) -> None:
    kiosk.until(lambda: isinstance(kiosk.state.page, Ticket) and kiosk.state.page.paper is paper)


def nothing_left(kiosk: Stage) -> None:
    """Wait until the journal holds nothing that was begun."""
    seen: list[tuple[Begun, ...]] = [()]

    def look() -> bool:
        kiosk.reserve.write(lambda journal: seen.append(journal.begun()), lambda: None)
        return len(seen) > 1 and seen[-1] == ()

    kiosk.until(look)


def test_who_touched_before_the_store_was_asked_gets_his_ticket(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    leave(kiosk)
    kiosk.start()

    shown(kiosk, Paper.PRINTED)
    assert kiosk.words("number") == "A001"
    assert kiosk.state.language is Language.RU
    assert [slip.label for slip in kiosk.printer.slips] == ["A001"]


def test_a_dead_program_that_still_holds_the_journal_is_waited_for(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of()
    leave(kiosk)
    with journal_of(kiosk):
        kiosk.open()
        kiosk.until(lambda: "cannot be used: database is locked" in caplog.text)

    shown(kiosk, Paper.PRINTED)
    assert kiosk.words("number") == "A001"
    caplog.clear()


def test_what_was_begun_before_the_journal_could_be_opened_is_written_then(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of()
    kiosk.printer.free.clear()
    with journal_of(kiosk):
        kiosk.open()
        kiosk.take()
        shown(kiosk, Paper.PRINTING)
    seen: list[tuple[Begun, ...]] = [()]

    def written() -> bool:
        kiosk.reserve.write(lambda journal: seen.append(journal.begun()), lambda: None)
        return [(one.label, one.slip) for one in seen[-1]] == [("A001", SlipState.PRINTING)]

    kiosk.until(written)
    kiosk.printer.free.set()
    nothing_left(kiosk)
    caplog.clear()


def test_a_ticket_that_was_given_and_not_sent_is_the_one_that_is_printed(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    leave(kiosk)
    give(kiosk)
    kiosk.start()

    kiosk.until(lambda: kiosk.slips() == ["printed"])
    assert [slip.label for slip in kiosk.printer.slips] == ["A001"]
    assert kiosk.issued() == 1
    nothing_left(kiosk)


def test_paper_that_may_have_been_sent_is_shown_and_not_printed_twice(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    leave(kiosk, slip=SlipState.PRINTING, ticket=give(kiosk).ticket.id, label="A001")
    kiosk.start()

    shown(kiosk, Paper.UNSURE)
    assert kiosk.words("number") == "A001"
    assert "запомните номер" in kiosk.words("paper")
    kiosk.until(lambda: kiosk.slips() == ["unknown"])
    assert kiosk.printer.slips == []


def test_a_code_that_was_read_before_the_end_is_checked_in_once(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    now = kiosk.store.now()
    import_appointments(kiosk.store, [Appointment(AppointmentCode("AB12CD"), CARD, now)])
    leave(kiosk, service=None, code="AB12CD")
    kiosk.start()

    shown(kiosk, Paper.PRINTED)
    assert kiosk.words("number") == "A001"
    assert kiosk.printer.slips[0].appointment is not None
    assert kiosk.issued() == 1


def test_nobody_stands_in_the_queue_for_a_visitor_who_has_long_gone(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    leave(kiosk, at=kiosk.store.now() - LONG_AGO)
    give(kiosk)
    kiosk.open()

    def cancelled() -> bool:
        visit = kiosk.store.find("A001")
        return visit is not None and visit.leg.state is LegState.CANCELLED

    kiosk.until(cancelled)
    assert isinstance(kiosk.state.page, Welcome)
    assert kiosk.printer.slips == []


def test_no_ticket_is_given_to_a_visitor_who_has_long_gone(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of()
    leave(kiosk, at=kiosk.store.now() - LONG_AGO)
    kiosk.open()

    kiosk.until(lambda: kiosk.reserve.menu() is not None and not kiosk.reserve.has_due)
    QApplication.processEvents()
    nothing_left(kiosk)
    assert kiosk.issued() == 0


@pytest.mark.parametrize(
    ("known", "said"), [(SlipState.PRINTING, "unknown"), (SlipState.PRINTED, "printed")]
)
def test_the_store_is_told_of_paper_it_did_not_hear_of(
    kiosk_of: Callable[..., Stage], known: SlipState, said: str
) -> None:
    kiosk = kiosk_of()
    ticket = give(kiosk).ticket
    at = kiosk.store.now() - LONG_AGO
    leave(kiosk, at=at, slip=known, ticket=ticket.id, label=ticket.label)
    kiosk.open()

    kiosk.until(lambda: kiosk.slips() == [said])
    assert isinstance(kiosk.state.page, Welcome)
    assert kiosk.printer.slips == []


def test_without_the_store_he_gets_a_number_of_the_reserve(kiosk_of: Callable[..., Stage]) -> None:
    before = kiosk_of()
    before.open()
    before.lose_store()
    before.close()
    leave(before)
    kiosk = kiosk_of()
    kiosk.there = False
    kiosk.start()

    shown(kiosk, Paper.PRINTED)
    assert kiosk.words("number") == "A900"
    kiosk.there = True
    kiosk.until(lambda: kiosk.store.find("A900") is not None)
    assert kiosk.issued() == 1


@pytest.mark.parametrize("code", [None, "AB12CD"])
def test_a_number_that_may_be_on_paper_is_shown_without_the_store_and_no_other_one(
    kiosk_of: Callable[..., Stage], code: str | None
) -> None:
    before = kiosk_of()
    before.open()
    before.lose_store()
    before.close()
    ticket = give(before).ticket
    leave(before, slip=SlipState.PRINTING, ticket=ticket.id, label="A001", code=code)
    kiosk = kiosk_of()
    kiosk.there = False
    kiosk.start()

    shown(kiosk, Paper.UNSURE)
    assert kiosk.words("number") == "A001"
    assert kiosk.seen("facts") is None or "Никого" not in kiosk.words("facts")
    kiosk.touch("done")
    kiosk.reach("welcome")
    kiosk.there = True
    kiosk.until(lambda: kiosk.slips() == ["unknown"])
    visit = kiosk.store.find("A001")
    assert visit is not None
    assert visit.leg.state is LegState.WAITING
    assert (kiosk.issued(), kiosk.printer.slips) == (1, [])


def test_who_goes_on_before_it_is_found_is_shown_his_number(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of()
    leave(kiosk)
    with journal_of(kiosk):
        kiosk.open()
        kiosk.touch("service:DIN-02")
        kiosk.reach("confirm")

    shown(kiosk, Paper.PRINTED)
    assert (kiosk.words("number"), kiosk.issued()) == ("A001", 1)
    caplog.clear()


def test_a_number_of_the_reserve_that_was_not_sent_is_printed(
    kiosk_of: Callable[..., Stage],
) -> None:
    before = kiosk_of()
    before.open()
    before.lose_store()
    before.close()
    begun = leave(before)
    with journal_of(before) as journal:
        wanted = Intention(REQUEST, CARD, Language.RU)
        issue_alone(journal, KIOSK, wanted, begun.at)
    kiosk = kiosk_of()
    kiosk.start()

    shown(kiosk, Paper.PRINTED)
    assert [slip.label for slip in kiosk.printer.slips] == ["A900"]
    kiosk.touch("done")
    kiosk.feed.wake()
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    assert kiosk.issued() == 1


def test_a_finished_ticket_leaves_nothing_behind(kiosk: Stage) -> None:
    kiosk.take(CARD)
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    nothing_left(kiosk)
