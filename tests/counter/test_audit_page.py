"""The room of auditors in the real window: the log, operators, seals, changes, a file."""

from pathlib import Path

import pytest
from counter_stage import CARD, CENTRE, ELSEWHERE, OTHER, Stage, let_be
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea
from test_looks import cut, settle

from common.domain.audits import Act, LogGroup
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.reasons import HoldReason
from common.domain.words import Language
from common.store.keeper import open_keeper
from common.usecases.calling import call_next
from common.usecases.serving import finish, hold, start
from counter.audit.presenter import AuditPresenter
from counter.audit.state import AuditPage, AuditState, Narrowed
from counter.audit.table_view import AuditTable
from counter.rooms import Room

KEYS = {page: Qt.Key(Qt.Key.Key_1 + at) for at, page in enumerate(AuditPage)}


class AuditRoom:
    """An auditor of the whole centre in his room."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        presenter = stage.link.findChild(AuditPresenter)
        assert presenter is not None
        self.presenter = presenter

    @property
    def state(self) -> AuditState:
        return self.presenter.state

    def settled(self) -> None:
        self.stage.until(lambda: not self.state.reading and not self.state.checking)

    def go(self, page: AuditPage) -> None:
        """Go to a page by its key."""
        QTest.keyClick(self.table("audit:lines"), KEYS[page], Qt.KeyboardModifier.AltModifier)
        self.stage.until(lambda: self.state.page is page)
        self.settled()

    def table(self, name: str) -> AuditTable:
        found = self.stage.window.findChild(AuditTable, name)
        assert found is not None
        return found

    def type(self, name: str, said: str) -> None:
        line = self.stage.seen(name)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, said)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def differences(self) -> list[str]:
        """Return what is said of the version that is looked at."""
        sheet = self.stage.seen("audit:differences")
        assert isinstance(sheet, QScrollArea)
        return [one.text() for one in sheet.widget().findChildren(QLabel)]

    def kinds(self) -> list[EventKind]:
        return [line.event.kind for line in self.state.lines]


@pytest.fixture
def room(stage: Stage) -> AuditRoom:
    """Let a visitor be served next door and one be put aside, and open the audit."""
    let_be(stage.store, Role.AUDITOR, what="an auditor")
    with stage.store.records() as records:
        records.open_seat(ELSEWHERE, OTHER)
    for end in (True, False):
        stage.issue(CARD)
        call_next(stage.store, ELSEWHERE)
        start(stage.store, ELSEWHERE)
        if end:
            finish(stage.store, ELSEWHERE)
        else:
            hold(stage.store, ELSEWHERE, reason=HoldReason.FORM, words="=1+1")
    stage.sign_in()
    stage.presenter.enter(Room.AUDIT)
    room = AuditRoom(stage)
    stage.until(lambda: bool(room.state.lines))
    return room


def test_the_log_is_read_newest_first_and_a_line_leads_to_the_whole_way(room: AuditRoom) -> None:
    lines = room.table("audit:lines")
    QTest.keyClick(lines, Qt.Key.Key_Down)
    QTest.keyClick(lines, Qt.Key.Key_Down)
    room.stage.until(lambda: len(room.state.way) > 1)

    assert room.kinds()[0] is EventKind.SIGNED_IN
    assert [one.event.kind for one in room.state.way] == [
        EventKind.ISSUED,
        EventKind.CALLED,
        EventKind.STARTED,
        EventKind.HELD,
    ]
    held = next(row for row in room.state.table.rows if row.key == str(room.state.chosen))
    assert held.cells[2:6] == ("Tural Hüseynov", "Pəncərə 11", "Təxirə salındı", "A\u2009002")
    assert "=1+1" in held.cells[6]


def test_lines_are_narrowed_by_number_and_group_and_searched_by_words(room: AuditRoom) -> None:
    room.type("audit:label", "a1")
    room.settled()
    numbered = {line.label for line in room.state.lines}
    room.presenter.narrow(Narrowed(group=LogGroup.COUNTERS))
    room.settled()
    grouped = room.kinds()
    room.presenter.narrow(Narrowed())
    room.settled()
    room.stage.window.activateWindow()
    room.presenter.search("hüseynov çağırıldı")

    assert numbered == {"A001"}
    assert grouped == [EventKind.SIGNED_IN]
    assert [row.cells[4] for row in room.state.table.rows] == ["Çağırıldı", "Çağırıldı"]
    assert room.state.table.of == len(room.state.lines) > 2


def test_another_day_is_typed_and_nonsense_is_said_to_be_none(room: AuditRoom) -> None:
    room.type("audit:day", "23.11.2026")
    room.stage.until(lambda: room.state.day is not None and room.state.day.day == 23)
    room.settled()
    empty = room.kinds()
    room.type("audit:day", "31.02.2026")

    assert empty == []
    assert "24.11.2026" in room.stage.words("audit:said")


def test_what_happened_meanwhile_is_read_with_ctrl_r(room: AuditRoom) -> None:
    before = room.kinds()
    room.stage.issue(CARD)
    QTest.keyClick(room.table("audit:lines"), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    room.stage.until(lambda: room.kinds() == [EventKind.ISSUED, *before])


def test_after_midnight_the_new_day_can_be_read(room: AuditRoom) -> None:
    room.stage.clock.move(hours=24)
    room.presenter.refresh()
    room.stage.until(lambda: room.state.today is not None and room.state.today.day != 24)
    room.settled()
    room.presenter.step_day(1)
    room.settled()

    assert room.state.day == room.state.today


def test_each_operator_is_counted_and_his_cases_are_listed(room: AuditRoom) -> None:
    room.go(AuditPage.OPERATORS)
    room.stage.until(lambda: len(room.state.acts) == 7)
    room.presenter.choose_person(OTHER)
    room.settled()
    rare = [line.event.kind for line in room.state.cases]
    room.presenter.choose_act(Act.SERVED)
    room.settled()

    assert room.state.today is not None
    counts = room.state.acts[room.state.today]
    assert counts == {(OTHER, Act.SERVED): 1, (OTHER, Act.HELD): 1}
    assert rare == [EventKind.HELD]
    assert [line.event.kind for line in room.state.cases] == [EventKind.FINISHED]
    room.type("audit:last", "01.01.2020")
    assert "31" in room.stage.words("audit:said")


def test_what_was_never_checked_is_never_said_to_be_fine(room: AuditRoom) -> None:
    room.go(AuditPage.CHAIN)
    never = room.stage.words("audit:chain:full"), room.stage.words("audit:chain:sealed")
    room.presenter.check()
    room.stage.until(lambda: room.state.found is not None)
    nothing_sealed = room.stage.words("audit:fine"), room.stage.words("audit:found")
    keeper = open_keeper(room.stage.url, CENTRE, clock=room.stage.clock)
    keeper.seal()
    room.presenter.check()
    room.stage.until(lambda: "heç nə dəyişdirilməyib" in room.stage.words("audit:fine"))
    with keeper.records() as records:
        records.connection.exec_driver_sql("UPDATE events SET counter = 'W1' WHERE kind = 'held'")
    keeper.close()
    room.presenter.check()
    room.stage.until(lambda: "nöqsan" in room.stage.words("audit:found"))

    assert never == ("heç vaxt yoxlanılmayıb", "heç vaxt möhürlənməyib")
    assert nothing_sealed[0] == ""
    assert "yoxlanılası bir şey yoxdur" in nothing_sealed[1]
    assert room.stage.words("audit:fine") == ""


def test_a_version_of_the_set_up_is_shown_with_what_it_changed(room: AuditRoom) -> None:
    room.go(AuditPage.CHANGES)
    room.stage.until(lambda: bool(room.state.table.rows))
    QTest.keyClick(room.table("audit:versions"), Qt.Key.Key_Down)
    room.stage.until(lambda: room.state.proposal is not None)

    assert room.state.table.rows[0].cells[4] == "an auditor"
    assert room.state.proposal is not None
    assert "Əməkdaşlar: Aytən Məmmədova" in room.differences()
    room.stage.presenter.speak(Language.RU)
    assert "Сотрудники: Aytən Məmmədova" in room.differences()
    room.stage.presenter.speak(Language.AZ)


def test_what_is_shown_is_written_whole_harmless_and_that_it_was_stands_in_the_log(
    room: AuditRoom, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    shown = len(room.state.table.rows)
    room.type("audit:path", str(tmp_path / "log.txt"))
    refused = room.stage.words("audit:said")
    room.type("audit:path", str(file))
    room.stage.until(lambda: room.stage.words("audit:done") != "")
    room.type("audit:path", str(file))
    again = room.stage.words("audit:said")

    assert refused != ""
    assert again == refused
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == shown + 1
    assert room.state.today is not None
    newest = room.stage.store.events(room.state.today)[-1]
    assert (newest.kind, newest.facts["rows"]) == (EventKind.LOG_EXPORTED, shown)


def test_whoever_leaves_the_room_keeps_nothing_of_it(room: AuditRoom) -> None:
    room.stage.presenter.enter(Room.FLOOR)

    assert room.state == AuditState(language=Language.AZ)


@pytest.mark.usefixtures("dressed")
def test_every_page_fits_the_smallest_window_in_every_language(room: AuditRoom) -> None:
    room.presenter.choose(str(room.state.lines[1].event.id))
    for page in AuditPage:
        room.presenter.choose_page(page)
        room.settled()
        for language in Language:
            settle(room.stage, (1280, 720), language)
            assert list(cut(room.stage.window)) == [], (page, language)
