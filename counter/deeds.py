"""What may be done that asks something first: when it is lawful, what it asks, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.reasons import CancelReason, PauseReason
from common.domain.ticket import LegState, Move
from common.domain.views import Desk, Visit
from common.ports import Store
from common.usecases import moving, pausing, serving
from counter.asking import MARK, Ask, Asking, DeedName
from counter.offers import offers, resumable
from counter.state import CounterState, Page

Act = Callable[[Store, CounterCode], object]
OTHER = f"{MARK}other"
"""The reason beside which words are asked for."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do."""

    icon: str
    asks: tuple[Ask, ...]
    lawful: Callable[[CounterState, Asking], bool]
    act: Callable[[Asking, Desk], Act]


def next_ask(asking: Asking) -> Ask | None:
    """Return what is to be asked now; None where everything was answered."""
    given, last = list(asking.given), ""
    for ask in DEEDS[asking.deed].asks:
        if ask is Ask.WORDS and not last.endswith(OTHER):
            continue
        if not given:
            return ask
        last = given.pop(0)
    return None


def may_do(state: CounterState, asking: Asking) -> bool:
    """Say whether a deed is lawful at this second."""
    frozen = state.pending or state.lost_since is not None or state.page is not Page.CONSOLE
    frozen = frozen or state.cover is not None
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
        service = ServiceCode(asking.value("service"))
        return lambda store, counter: go_on(store, counter, service)

    return act


def _with_leg(
    do: Callable[[Store, CounterCode, LegId], object],
) -> Callable[[Asking, Desk], Act]:
    """Do something with whom the deed is about, or with whom the first answer named."""

    def act(asking: Asking, desk: Desk) -> Act:
        leg = asking.about
        if leg is None:
            label = asking.value("held")
            here = (*desk.held, *desk.missed)
            leg = next(visit.leg.id for visit in here if visit.ticket.label == label)
        return lambda store, counter: do(store, counter, leg)

    return act


def _seated(lawful: Callable[[Desk], bool]) -> Callable[[CounterState, Asking], bool]:
    return lambda state, _: state.desk is not None and lawful(state.desk)


def _pause(asking: Asking, _desk: Desk) -> Act:
    reason, written = PauseReason(asking.value("reason")), asking.value("words")
    return lambda store, counter: pausing.pause(store, counter, reason, written)


def _close_after(*, on: bool) -> Callable[[Asking, Desk], Act]:
    return lambda _asking, _desk: lambda store, counter: pausing.close_after(store, counter, on=on)


def _cancel(store: Store, counter: CounterCode, leg: LegId) -> None:
    moving.cancel(store, counter, leg, CancelReason.OTHER)


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
    DeedName.CANCEL: Deed("x", (), _waits, _with_leg(_cancel)),
    DeedName.CANCEL_HELD: Deed("x", (Ask.HELD,), _somebody_held, _with_leg(_cancel)),
    DeedName.PAUSE: Deed(
        "coffee",
        (Ask.PAUSE_REASON, Ask.WORDS),
        _seated(lambda desk: desk.current is None and desk.seat.paused is None),
        _pause,
    ),
    DeedName.CLOSE_AFTER: Deed(
        "log-out",
        (),
        _seated(lambda desk: desk.current is not None and not desk.seat.closing),
        _close_after(on=True),
    ),
    DeedName.STAY_OPEN: Deed(
        "undo-2", (), _seated(lambda desk: desk.seat.closing), _close_after(on=False)
    ),
    DeedName.OWN_PIN: Deed("key-round", (), _always, _nothing),
}
OF_ROW = (DeedName.CANCEL,)
"""What may be done with one of the queue, in this order."""
OF_COUNTER = (
    DeedName.PAUSE,
    DeedName.CLOSE_AFTER,
    DeedName.STAY_OPEN,
    DeedName.REINSTATE,
    DeedName.CANCEL_HELD,
    DeedName.OWN_PIN,
)
"""What may be done at the counter besides the moves that have keys."""
