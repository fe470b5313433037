"""What may be done that asks something first: when it is lawful, what it asks, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.ticket import LegState, Move
from common.domain.views import Desk, Visit
from common.ports import Store
from common.usecases import moving, serving
from counter.asking import Ask, Asking, DeedName
from counter.offers import offers, resumable
from counter.state import CounterState, Page

Act = Callable[[Store, CounterCode], object]
MARK = ":"
"""Between what an answer is and which one it is."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do."""

    icon: str
    asks: tuple[Ask, ...]
    lawful: Callable[[CounterState, Asking], bool]
    act: Callable[[Asking, Desk], Act]


def value_of(answer: str) -> str:
    """Return which one an answer chose: "service:DIN-02" is DIN-02."""
    return answer.partition(MARK)[2]


def next_ask(asking: Asking) -> Ask | None:
    """Return what is to be asked now; None where everything was answered."""
    asks = DEEDS[asking.deed].asks
    return asks[len(asking.given)] if len(asking.given) < len(asks) else None


def may_do(state: CounterState, asking: Asking) -> bool:
    """Say whether a deed is lawful at this second."""
    frozen = state.pending or state.lost_since is not None or state.page is not Page.CONSOLE
    return state.desk is not None and not frozen and DEEDS[asking.deed].lawful(state, asking)


def more_of(state: CounterState, about: LegId | None) -> tuple[DeedName, ...]:
    """Return the rarer things that may be done now: with one of the queue, or at this counter."""
    names = OF_ROW if about is not None else OF_COUNTER
    return tuple(name for name in names if may_do(state, Asking(name, about)))


def visit_about(desk: Desk, asking: Asking) -> Visit | None:
    """Return whom a deed is about; None where he is not here any more."""
    if asking.about is None:
        return desk.current
    here = (*desk.queue, *desk.held, *desk.missed)
    return next((visit for visit in here if visit.leg.id == asking.about), None)


def _move(move: Move) -> Callable[[CounterState, Asking], bool]:
    return lambda state, _: offers(state)[move].alive


def _always(_state: CounterState, _asking: Asking) -> bool:
    return True


def _waits(state: CounterState, asking: Asking) -> bool:
    visit = None if state.desk is None else visit_about(state.desk, asking)
    return visit is not None and visit.leg.state is LegState.WAITING


def _somebody_missed(state: CounterState, _asking: Asking) -> bool:
    return state.desk is not None and bool(state.desk.missed)


def _somebody_held(state: CounterState, _asking: Asking) -> bool:
    return state.desk is not None and bool(resumable(state.desk))


def _to_service(
    go_on: Callable[[Store, CounterCode, ServiceCode], object],
) -> Callable[[Asking, Desk], Act]:
    def act(asking: Asking, _desk: Desk) -> Act:
        service = ServiceCode(value_of(asking.given[0]))
        return lambda store, counter: go_on(store, counter, service)

    return act


def _with_leg(
    do: Callable[[Store, CounterCode, LegId], object],
) -> Callable[[Asking, Desk], Act]:
    """Do something with whom the deed is about, or with whom the first answer named."""

    def act(asking: Asking, desk: Desk) -> Act:
        leg = asking.about
        if leg is None:
            label = value_of(asking.given[0])
            here = (*desk.held, *desk.missed)
            leg = next(visit.leg.id for visit in here if visit.ticket.label == label)
        return lambda store, counter: do(store, counter, leg)

    return act


def _nothing(_asking: Asking, _desk: Desk) -> Act:
    return lambda _store, _counter: None


DEEDS: Mapping[DeedName, Deed] = {
    DeedName.MORE: Deed("plus", (Ask.DEED,), _always, _nothing),
    DeedName.TRANSFER: Deed(
        "forward", (Ask.SERVICE,), _move(Move.TRANSFER), _to_service(moving.transfer)
    ),
    DeedName.SEND: Deed(
        "banknote", (Ask.SERVICE,), _move(Move.SEND), _to_service(moving.send_and_return)
    ),
    DeedName.RESUME: Deed("undo-2", (Ask.HELD,), _move(Move.RESUME), _with_leg(serving.resume)),
    DeedName.REINSTATE: Deed(
        "user-check", (Ask.MISSED,), _somebody_missed, _with_leg(moving.reinstate)
    ),
    DeedName.CANCEL: Deed("x", (), _waits, _with_leg(moving.cancel)),
    DeedName.CANCEL_HELD: Deed("x", (Ask.HELD,), _somebody_held, _with_leg(moving.cancel)),
}
OF_ROW = (DeedName.CANCEL,)
"""What may be done with one of the queue, in this order."""
OF_COUNTER = (DeedName.REINSTATE, DeedName.CANCEL_HELD)
"""What may be done at the counter besides the moves that have keys."""
