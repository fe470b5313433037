"""Invented visitors of a practice store, and a hall that has seen and heard every call."""

import random
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Slot

from common.domain.floor import Floor
from common.domain.ids import (
    CounterCode,
    DeviceCode,
    GroupCode,
    OperatorCode,
    RequestId,
    ServiceCode,
)
from common.domain.words import Language
from common.ports import Store
from common.ui.store_link import StoreLink
from common.usecases.hall import acknowledge_shown, acknowledge_spoken
from common.usecases.tickets import issue_ticket

AT_FIRST, MOST = 6, 14
EVERY_MS, HALL_MS = 20_000, 1_500
FIRST_IN = 0.15
"""So many of them have a priority."""
HALL = DeviceCode("practice")


class Visitors(QObject):
    """Lets somebody come now and then for what the counter serves, as long as few wait."""

    def __init__(
        self, link: StoreLink, counter: CounterCode, operator: OperatorCode, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._link, self._counter, self._operator = link, counter, operator
        self._coming = QTimer(self, interval=EVERY_MS)
        self._coming.timeout.connect(self._come)
        self._hall = QTimer(self, interval=HALL_MS)
        self._hall.timeout.connect(self._see_and_hear)

    def start(self) -> None:
        """Let the first ones come."""
        for _ in range(AT_FIRST):
            self._come()
        self._coming.start()
        self._hall.start()

    def stop(self) -> None:
        """Let nobody come any more."""
        self._coming.stop()
        self._hall.stop()

    @Slot()
    def _come(self) -> None:
        self._link.ask(lambda store: let_come(store, self._counter, self._operator), _done, _missed)

    @Slot()
    def _see_and_hear(self) -> None:
        self._link.ask(see_and_hear, _done, _missed)


def let_come(store: Store, counter: CounterCode, operator: OperatorCode) -> None:
    """Give a ticket for a service that an operator serves, unless many wait already."""
    desk = store.desk(counter)
    floor = store.floor()
    services = _served(floor, counter, operator)
    if not services or (desk is not None and len(desk.queue) >= MOST):
        return
    groups = floor.catalogue.groups
    first = bool(groups) and random.random() < FIRST_IN  # noqa: S311 - invents visitors
    issue_ticket(
        store,
        service=random.choice(services),  # noqa: S311 - likewise
        language=random.choice(list(Language)),  # noqa: S311 - likewise
        request=RequestId(str(uuid4())),
        priority=GroupCode(groups[0].code) if first else None,
    )


def see_and_hear(store: Store) -> None:
    """Report every open call as shown and spoken: here is no hall that could."""
    calls = [(call.id, call.times, call.called_at) for call in store.board(None).calls]
    if calls:
        acknowledge_shown(store, HALL, calls)
        acknowledge_spoken(store, HALL, calls)


def _served(floor: Floor, counter: CounterCode, operator: OperatorCode) -> list[ServiceCode]:
    at, who = floor.counter(counter), floor.operator(operator)
    if at is None or who is None:
        return []
    return [code for code in floor.work_of(at, who) if code in floor.services]


def _done(_nothing: None) -> None:
    return


def _missed(_error: object) -> None:
    return
