"""A supervisor of one entity before the floor page."""

from counter_stage import CARD, DUTY, ELSEWHERE, OTHER, Stage, supervised
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from common.domain.events import Event, EventKind
from common.domain.hall import CounterNow, Doing
from common.domain.ids import CounterCode
from common.usecases.calling import call_next
from common.usecases.serving import start
from counter.floor.presenter import FloorPresenter
from counter.floor.state import FloorState
from counter.floor.tiles_view import TilesView
from counter.rooms import Room


class FloorPage:
    """A supervisor of one entity before the floor page."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        view = stage.window.findChild(TilesView, "floor:tiles")
        presenter = stage.link.findChild(FloorPresenter)
        assert view is not None
        assert presenter is not None
        self.view, self.presenter = view, presenter

    @property
    def state(self) -> FloorState:
        return self.presenter.state

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.view, key)

    def doing(self, counter: CounterCode) -> Doing | None:
        counters = () if self.state.hall is None else self.state.hall.counters
        return next((one.doing for one in counters if one.counter == counter), None)

    def click(self, counter: CounterCode) -> None:
        place = self.view.place_of(counter)
        assert place is not None
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, pos=place.center().toPoint())

    def point(self, name: str) -> None:
        """Click a thing by its name."""
        self.stage.until(lambda: self.stage.seen(name) is not None)
        QTest.mouseClick(self.stage.seen(name), Qt.MouseButton.LeftButton)

    def until_done(self) -> None:
        self.stage.until(lambda: not self.state.pending and self.state.asking is None)

    def there(self, counter: CounterCode) -> CounterNow:
        assert self.state.hall is not None
        return next(one for one in self.state.hall.counters if one.counter == counter)

    def logged(self, *kinds: EventKind) -> list[Event]:
        visit = self.stage.store.find("A001")
        assert visit is not None
        return [one for one in self.stage.store.events(visit.ticket.day) if one.kind in kinds]

    def read(self) -> None:
        before = self.state.hall
        self.presenter.read()
        self.stage.until(lambda: self.state.hall is not before)


def open_floor(stage: Stage) -> FloorPage:
    """Let somebody else serve A001 next door, a second visitor wait, and open the floor page."""
    supervised(stage)
    with stage.store.records() as records:
        records.open_seat(ELSEWHERE, OTHER)
    for service in (CARD, CARD, DUTY):
        stage.issue(service)
    call_next(stage.store, ELSEWHERE)
    start(stage.store, ELSEWHERE)
    QTest.keyClick(stage.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert stage.state.room is Room.FLOOR
    page = FloorPage(stage)
    stage.until(lambda: page.state.hall is not None)
    return page
