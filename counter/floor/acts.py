"""What may be done on the floor: when, by which key, and how it is done."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from common.domain.floor import Floor
from common.domain.hall import CounterNow, Doing
from common.domain.ids import AskId, CounterCode, LegId, ServiceCode, ZoneCode
from common.domain.messages import LONGEST_NAME, Message
from common.domain.permissions import Permission
from common.domain.reasons import ActReason
from common.domain.words import Words
from common.ports import Store
from common.usecases import floor_acts
from common.usecases.asking import answer_ask
from common.usecases.messages import put_message, remove_message
from counter.floor.asking import ActName, Asking
from counter.floor.state import FloorState

KEYS: Mapping[ActName, str] = {
    ActName.FREE: "F",
    ActName.HOLD: "H",
    ActName.FREE_HELD: "B",
    ActName.SEND_HOME: "X",
    ActName.ADD: "A",
    ActName.WITHDRAW: "W",
    ActName.ANSWER: "E",
    ActName.SERVICE: "S",
    ActName.MESSAGE: "M",
}
ICONS: Mapping[ActName, str] = {
    ActName.FREE: "undo-2",
    ActName.HOLD: "history",
    ActName.FREE_HELD: "undo-2",
    ActName.SEND_HOME: "log-out",
    ActName.ADD: "plus",
    ActName.WITHDRAW: "minus",
    ActName.ANSWER: "check",
    ActName.SERVICE: "ticket",
    ActName.MESSAGE: "message-square",
}
OF_COUNTER = (
    ActName.ANSWER,
    ActName.FREE,
    ActName.HOLD,
    ActName.FREE_HELD,
    ActName.SEND_HOME,
    ActName.ADD,
    ActName.WITHDRAW,
)
OF_HALL = (ActName.SERVICE, ActName.MESSAGE)
SPANS: Mapping[str, timedelta] = {
    "15": timedelta(minutes=15),
    "30": timedelta(minutes=30),
    "60": timedelta(hours=1),
    "120": timedelta(hours=2),
    "480": timedelta(hours=8),
}
"""How long a message may be shown, by the minutes."""
_NEEDS: Mapping[ActName, Permission] = {
    ActName.MESSAGE: Permission.MESSAGES,
    ActName.ANSWER: Permission.FLOOR,
}
EVERYWHERE = "*"
Done = Callable[[Store], object]


def allowed(state: FloorState, act: ActName) -> bool:
    """Say whether whoever looks at the floor may do something of the kind at all."""
    return state.may(_NEEDS.get(act, Permission.FLOOR_ACTS))


def lawful(state: FloorState, act: ActName) -> bool:
    """Say whether an act makes sense at this second."""
    if state.pending or state.lost_since is not None or not allowed(state, act):
        return False
    one = state.counter()
    if act in OF_HALL:
        return state.hall is not None
    return one is not None and state.seat is not None and _on_counter(state, one, act)


def _on_counter(state: FloorState, one: CounterNow, act: ActName) -> bool:
    other = state.seat is not None and one.counter != state.seat.counter.code
    if act is ActName.FREE:
        return other and one.visitor is not None
    if act is ActName.HOLD:
        return other and one.doing is Doing.SERVING
    if act is ActName.FREE_HELD:
        return held_at(state, one.counter) > 0
    if act is ActName.SEND_HOME:
        return other and one.operator is not None
    if act is ActName.ANSWER:
        return ask_of(state, one.counter) is not None
    return bool(one.extra) if act is ActName.WITHDRAW else True


def held_at(state: FloorState, counter: CounterCode) -> int:
    """Return how many are on hold at a counter where nobody can go on with them."""
    left = () if state.hall is None else state.hall.left_on_hold
    return sum(one.count for one in left if one.counter == counter)


def ask_of(state: FloorState, counter: CounterCode) -> AskId | None:
    """Return what somebody at a counter asks, danger first; None where he asks nothing."""
    asks = () if state.hall is None else state.hall.asks
    return next((one.id for one in asks if one.counter == counter), None)


def asking_for(state: FloorState, act: ActName) -> Asking:
    """Return what is to be asked about an act on the marked counter, or on the hall."""
    one = state.counter()
    if act in OF_HALL or one is None:
        return Asking(act)
    visitor = one.visitor
    label = "" if visitor is None else visitor.label
    leg = None if visitor is None else visitor.leg
    held, asked = held_at(state, one.counter), ask_of(state, one.counter)
    return Asking(act, one.counter, label, held, leg, asked)


def follow_up(state: FloorState, asking: Asking) -> Asking | None:
    """Return what a first choice leads to: which act on which service; None where it is done."""
    if asking.act is ActName.SERVICE:
        service = asking.given[0]
        queues = () if state.hall is None else state.hall.queues
        closed = any(one.closed for one in queues if one.service == service)
        return Asking(ActName.OPEN if closed else ActName.CLOSE, service)
    if asking.act is ActName.MESSAGE and not asking.given[0]:
        return Asking(ActName.NEW_MESSAGE)
    return None


def deed(asking: Asking, counter: CounterCode, floor: Floor, now: datetime) -> Done:
    """Return what does an act, asked for at a counter, once everything was answered."""
    last = asking.given[-1]
    if asking.act is ActName.NEW_MESSAGE:
        message = _message(asking, floor, now)
        return lambda store: put_message(store, message=message, counter=counter)
    if asking.act is ActName.MESSAGE:
        return lambda store: remove_message(store, name=last, counter=counter)
    if asking.act in (ActName.CLOSE, ActName.OPEN):
        return _of_service(asking, counter)
    return _of_counter(asking, counter)


def _of_service(asking: Asking, counter: CounterCode) -> Done:
    service = ServiceCode(asking.about)
    if asking.act is ActName.OPEN:
        return lambda store: floor_acts.open_service(store, counter=counter, service=service)
    reason = ActReason(asking.given[0])
    return lambda store: floor_acts.close_service(
        store, counter=counter, service=service, reason=reason, words=asking.words
    )


def _of_counter(asking: Asking, counter: CounterCode) -> Done:
    at, last = CounterCode(asking.about), asking.given[-1]
    if asking.act is ActName.ANSWER:
        asked = AskId(asking.asked or 0)
        return lambda store: answer_ask(store, counter, asked, ended=True)
    if asking.act is ActName.ADD:
        service = ServiceCode(last)
        return lambda store: floor_acts.add_service(store, counter=counter, at=at, service=service)
    if asking.act is ActName.WITHDRAW:
        extra = ServiceCode(last)
        return lambda store: floor_acts.withdraw_service(
            store, counter=counter, at=at, service=extra
        )
    reason, words = ActReason(asking.given[0]), asking.words
    if asking.act is ActName.SEND_HOME:
        return lambda store: floor_acts.send_home(
            store, counter=counter, at=at, reason=reason, words=words
        )
    if asking.act is ActName.FREE_HELD:
        return lambda store: floor_acts.free_held(
            store, counter=counter, at=at, reason=reason, words=words
        )
    leg, hold = LegId(asking.leg or 0), asking.act is ActName.HOLD
    return lambda store: floor_acts.free_ticket(
        store, counter=counter, at=at, leg=leg, reason=reason, words=words, hold=hold
    )


def _message(asking: Asking, floor: Floor, now: datetime) -> Message:
    az, en, ru, span, zone = asking.given
    here = {one.code for one in floor.zones}
    return Message(
        name=az[:LONGEST_NAME].strip(),
        words=Words(az, en, ru),
        until=now + SPANS[span],
        zone=ZoneCode(zone) if zone in here else None,
    )
