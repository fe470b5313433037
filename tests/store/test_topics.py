"""Whom a change concerns is said the same by the rules in SQL and by those in Python."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import uuid4

from fixtures.stores import SharedStore, seat
from floors import (
    AYSEL,
    BIRTH,
    BOARD,
    CENTRE,
    ELVIN,
    GROUP,
    ID_CARD,
    KIOSK,
    LEYLA,
    W1,
    W2,
    W3,
    small_floor,
    with_rules,
)
from store_ears import Ears

from common.domain.change import Change
from common.domain.events import EventKind
from common.domain.floor import Floor
from common.domain.ids import (
    CounterCode,
    LegId,
    OperatorCode,
    PrinterCode,
    RequestId,
    ServiceCode,
    TicketId,
)
from common.domain.notes import TicketMark
from common.domain.reasons import ActReason, CancelReason, HoldReason, OutOfTurnReason, PauseReason
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.rules import (
    asking,
    calling,
    floor_acts,
    found_slip,
    hall,
    more_services,
    moving,
    noting,
    passing,
    pausing,
    priority,
    serving,
    shifts,
    tickets,
    turns,
    walk_ins,
)
from common.store.opening import open_feed

T = TypeVar("T")
Do = Callable[..., T]


class Watched:
    """Does rules one after another, and keeps what each notified."""

    def __init__(self, shared: SharedStore, ears: Ears, *, in_python: bool) -> None:
        self.store: Store = shared.store
        self.clock = shared.clock
        self.topics: list[tuple[str, Change]] = []
        self._ears, self._in_python = ears, in_python

    def do(self, rule: Do[T], *args: object, **kwargs: object) -> T:
        """Do what a rule says, and wait for its one notification."""
        before = self._ears.wakes
        if self._in_python:
            with self.store.records() as records:
                answer = rule(records, *args, **kwargs)
        else:
            answer = self.store.perform(rule, *args, **kwargs)
        self._ears.wait(lambda: self._ears.wakes > before)
        self.topics.append((rule.__name__, self._ears.changes[before]))
        return answer

    def seat(self, counter: CounterCode, operator: OperatorCode) -> None:
        """Seat an operator, and wait until that was heard of."""
        before = self._ears.wakes
        seat(self.store, counter, operator)
        self._ears.wait(lambda: self._ears.wakes > before)

    def put(self, floor: Floor) -> None:
        """Replace the set-up, and wait until that was heard of."""
        before = self._ears.wakes
        with self.store.records() as records:
            records.put_floor(floor)
        self._ears.wait(lambda: self._ears.wakes > before)

    def take(self, *more: ServiceCode) -> TicketId:
        request = RequestId(str(uuid4()))
        words = {"service": ID_CARD, "language": Language.AZ, "request": request, "kiosk": KIOSK}
        return self.do(tickets.issue_ticket, **words, priority=None, more=more).ticket.id

    def walk_in(self, printer: PrinterCode | None) -> Issued:
        return self.do(
            walk_ins.walk_in,
            counter=W3,
            service=ID_CARD,
            language=Language.AZ,
            request=RequestId(str(uuid4())),
            priority=None,
            printer=printer,
            call_at_once=False,
            reason=None,
            words="",
        )

    def leg(self, label: str) -> LegId:
        found = self.store.find(label)
        assert found is not None
        return found.leg.id

    def call_three_times(self) -> None:
        self.do(calling.call_next, W1)
        for _ in range(2):
            self.clock.forward(seconds=31)
            self.do(calling.recall, W1)
        self.clock.forward(seconds=31)


def a_day(watched: Watched) -> None:
    """Make every move there is, at three counters."""
    for counter, operator in ((W1, AYSEL), (W2, ELVIN), (W3, LEYLA)):
        watched.seat(counter, operator)
    watched.do(tickets.report_slip, watched.take(), SlipState.FAILED, KIOSK, None)
    watched.do(calling.call_next, W1)
    call = watched.store.board(None).calls[0]
    report = [(call.id, call.times, call.called_at)]
    watched.do(hall.acknowledge, BOARD, EventKind.SHOWN, report)
    watched.do(serving.start, W1)
    watched.do(passing.send_and_return, W1, BIRTH)
    watched.do(calling.call_next, W3)
    watched.do(serving.start, W3)
    watched.do(serving.finish, W3)
    watched.do(calling.call_next, W1)
    watched.do(serving.start, W1)
    watched.do(serving.hold, W1, HoldReason.PAYMENT)
    watched.do(serving.resume, W1, watched.leg("A001"))
    watched.do(serving.start, W1)
    watched.take()
    watched.do(calling.finish_and_call_next, W1)
    watched.do(passing.transfer, W1, BIRTH)
    watched.take()
    watched.call_three_times()
    watched.do(calling.no_show, W1)
    watched.do(moving.reinstate, W1, watched.leg("A003"))
    watched.do(moving.cancel, W2, watched.leg("A003"), CancelReason.LEFT)
    watched.take(BIRTH)
    watched.call_three_times()
    missed = watched.leg("A004")
    watched.do(calling.no_show, W1)
    watched.do(moving.reinstate, W1, missed)
    watched.do(moving.cancel, W1, missed, CancelReason.LEFT)
    watched.take()
    watched.take(BIRTH)
    watched.do(turns.call_this, W3, watched.leg("A006"), reason=OutOfTurnReason.OPERATOR_REQUEST)
    watched.do(turns.undo_call, W3, reason=OutOfTurnReason.OPERATOR_REQUEST)
    watched.do(calling.call_next, W3)
    watched.do(serving.start, W3)
    last = watched.leg("A005")
    watched.do(turns.call_this, W3, last, finish=True, reason=OutOfTurnReason.OPERATOR_REQUEST)
    take_in(watched)
    ask_for_help(watched)
    watched.do(shifts.sign_out, W2)
    close_behind(watched)


def ask_for_help(watched: Watched) -> None:
    """Ask a colleague and who sees the floor, in need and in danger."""
    watched.do(asking.ask_colleague, counter=W1, to_counter=W2, words="")
    asked = watched.do(asking.ask_colleague, counter=W2, to_counter=None, words="x")
    watched.do(asking.answer_ask, counter=W3, ask=asked.id, ended=False)
    watched.do(asking.answer_ask, counter=W2, ask=asked.id, ended=True)
    watched.do(asking.panic, counter=W1)
    ticket = watched.take()
    watched.do(found_slip.copy_slip_at, counter=W1, ticket=ticket, printer=PrinterCode("P1"))


def close_behind(watched: Watched) -> None:
    """Note what there is to note, have a break, and close behind a visitor."""
    watched.put(with_rules(small_floor(), no_show_back=1))
    watched.take()
    watched.call_three_times()
    watched.do(calling.no_show, W1)
    watched.do(pausing.pause, counter=W1, reason=PauseReason.REST)
    watched.do(pausing.go_on_working, counter=W1)
    watched.take()
    desk = watched.store.desk(W1)
    assert desk is not None
    waiting = desk.queue[0].leg.id
    watched.do(noting.add_note, counter=W1, leg=waiting, words="x")
    watched.do(noting.set_marks, counter=W1, leg=waiting, marks=frozenset(TicketMark))
    watched.do(calling.call_next, W1)
    watched.do(more_services.add_service, counter=W1, service=BIRTH)
    watched.do(pausing.close_after, counter=W1)
    watched.do(serving.start, W1)
    watched.do(serving.hold, W1, HoldReason.PAYMENT)


def supervise(watched: Watched) -> None:
    """Make what a supervisor may do on the floor, from the third counter with the second."""
    watched.seat(W2, ELVIN)
    there, why = {"counter": W3, "at": W2}, ActReason.BY_MISTAKE
    for hold in (False, True):
        call = watched.do(calling.call_next, W2)
        assert call is not None
        if hold:
            watched.do(serving.start, W2)
        leg = {"leg": call.leg, "reason": why, "words": ""}
        watched.do(floor_acts.free_ticket, **there, **leg, hold=hold)
    watched.do(floor_acts.add_service, **there, service=BIRTH)
    watched.do(floor_acts.withdraw_service, **there, service=BIRTH)
    watched.take()
    watched.do(calling.call_next, W2)
    watched.do(floor_acts.send_home, **there, reason=why, words="")
    watched.do(floor_acts.free_held, **there, reason=why, words="")
    watched.do(floor_acts.close_service, counter=W3, service=ID_CARD, reason=why, words="")
    watched.do(floor_acts.open_service, counter=W3, service=ID_CARD)


def take_in(watched: Watched) -> None:
    """Grant and withdraw priority, and take visitors in, at the third counter."""
    issued = watched.walk_in(None)
    watched.walk_in(PrinterCode("P1"))
    leg, other = watched.leg(issued.ticket.label), OutOfTurnReason.OPERATOR_REQUEST
    watched.do(priority.grant_priority, W3, leg, GROUP, reason=other)
    watched.do(priority.withdraw_priority, W3, leg, reason=other)
    watched.do(serving.start, W3)
    watched.do(turns.call_this, W3, leg, finish=True, reason=other)
    watched.do(passing.transfer, W3, None, to_operator=AYSEL, note="Has all papers")
    watched.do(calling.call_next, W1)
    watched.do(serving.start, W1)
    watched.do(passing.transfer, W1, None, to_counter=W3)


@contextmanager
def listening(shared: SharedStore) -> Iterator[Ears]:
    """Listen to an emptied store."""
    shared.empty()
    ears, feed = Ears(), open_feed(shared.url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.wakes == 1)
    yield ears
    feed.stop()


def test_both_say_the_same_of_every_move(shared_postgres: SharedStore) -> None:
    said: list[list[tuple[str, Change]]] = []
    for in_python in (False, True):
        with listening(shared_postgres) as ears:
            watched = Watched(shared_postgres, ears, in_python=in_python)
            a_day(watched)
            supervise(watched)
            said.append(watched.topics)

    for by_heart, by_python in zip(*said, strict=True):
        assert by_heart == by_python
    assert len({change for _, change in said[0]}) > 8
