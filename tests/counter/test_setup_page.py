"""The set-up changed in the real window, by keys and by mouse."""

from dataclasses import replace

from counter_stage import CARD, OPERATOR
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from setup_stage import CTRL, SetupStage

from common.domain.ids import OperatorCode, ServiceCode
from common.domain.permissions import Role
from common.domain.slip_layout import Show
from common.domain.words import Language, Words


def test_a_field_is_changed_by_keys_alone_and_holds_at_once_with_a_version(
    setup: SetupStage,
) -> None:
    setup.enter()
    before = setup.now()

    setup.choose("DIN-02")
    setup.write("daily_limit", "40")
    setup.keep()

    now = setup.now()
    assert now.services[CARD].daily_limit == 40
    assert now.version == before.version + 1
    assert (
        replace(now, version=before.version, services={**now.services, CARD: before.services[CARD]})
        == before
    )
    newest = setup.store.setup_versions()[0]
    assert newest.operator == OPERATOR
    assert newest.what == "Şəxsiyyət vəsiqəsinin dəyişdirilməsi: Gündə ən çox talon"
    assert not setup.form.dirty


def test_nothing_is_saved_while_anything_is_wrong_and_the_words_stand_under_the_field(
    setup: SetupStage,
) -> None:
    setup.enter()
    before = setup.now()
    setup.choose("DIN-02")

    setup.write("daily_limit", "-5")
    setup.write("minutes", "12")
    setup.keep()

    assert setup.now() == before
    assert setup.words("fault:daily_limit") == "0–100000 arası ədəd"
    assert setup.words("fault:minutes") == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "field:daily_limit"
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not setup.form.dirty
    assert setup.words("fault:daily_limit") == ""


def test_what_was_typed_is_not_lost_by_choosing_something_else(setup: SetupStage) -> None:
    setup.enter()
    setup.choose("DIN-02")
    setup.write("minutes", "12")

    setup.choose("DIN-05")

    assert setup.form.code == CARD
    assert "saxlanılmayıb" in setup.words("setup_said")


def test_nobody_takes_the_set_up_from_himself_or_loses_what_he_typed_by_ending_a_search(
    setup: SetupStage,
) -> None:
    setup.enter()
    before = setup.now()
    setup.click("section:people")
    setup.setup.search(next(one.name for one in before.operators if one.code == OPERATOR))
    setup.setup.choose(setup.setup.state.rows[-1])
    setup.setup.type("role", "operator")
    setup.press_save()
    assert setup.now() == before
    assert setup.words("fault:role").startswith("Bu hüququ özünüzdən götürə bilməzsiniz")

    search = setup.seen("setup:search")
    assert isinstance(search, QLineEdit)
    setup.window.activateWindow()
    setup.until(setup.window.isActiveWindow)
    search.setFocus()
    QTest.keyClicks(search, "x")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), setup.setup.state.search) == ("", "")
    assert setup.form.values["role"] == "operator"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert setup.form.values["role"] == "administrator"


def test_a_service_is_added_and_taken_out_by_mouse(setup: SetupStage) -> None:
    setup.enter()
    setup.choose("DIN-02")
    setup.click("setup:add:service")
    for name, words in (("code", "DIN-99"), ("name_az", "Yeni xidmət"), ("name_en", "New service")):
        setup.write(name, words)
    setup.click("setup:save")
    assert setup.words("fault:name_ru") == "Doldurun"

    setup.write("name_ru", "Новая услуга")
    setup.click("setup:save")
    setup.until(lambda: not setup.setup.state.pending)
    assert "DIN-99" in setup.now().catalogue.services()

    remove = setup.seen("setup:remove")
    assert remove is not None
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Return)
    held = QEvent.Type.KeyPress
    again = QKeyEvent(held, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(remove, again)
    QTest.mouseDClick(remove, Qt.MouseButton.LeftButton)
    setup.until(lambda: not setup.setup.state.pending)
    assert "DIN-99" in setup.now().catalogue.services()
    assert setup.form.removing

    setup.click("setup:remove")
    setup.until(lambda: not setup.setup.state.pending)
    assert "DIN-99" not in setup.now().catalogue.services()
    setup.setup.search("")
    entity = next(row for row in setup.setup.state.rows if row.code == "NOT")
    setup.setup.choose(entity)
    setup.click("setup:remove")
    assert setup.words("setup_said").startswith("Orxan Rəhimov")


def test_what_today_needs_is_kept_and_it_is_said_why(setup: SetupStage) -> None:
    setup.enter()
    setup.issue(CARD)
    setup.choose("DIN-02")

    for _ in range(2):
        setup.click("setup:remove")
    setup.until(lambda: not setup.setup.state.pending)

    assert CARD in setup.now().services
    said = setup.words("setup_said")
    assert said == "Şəxsiyyət vəsiqəsinin dəyişdirilməsi: 1 ziyarətçi hələ gözləyir"


def test_the_room_is_shut_to_who_may_not_set_up_and_forgets_who_leaves(setup: SetupStage) -> None:
    setup.enter()
    setup.choose("DIN-02")
    setup.write("minutes", "12")

    setup.presenter.sign_out()
    setup.until(lambda: setup.state.desk is None)

    assert setup.setup.state.form is None
    assert setup.setup.state.rows == ()
    assert setup.window.findChildren(QWidget, "page:setup")


def test_a_manager_changes_people_and_gives_a_first_pin_and_sees_nothing_else(
    setup: SetupStage,
) -> None:
    setup.enter(Role.MANAGER)
    assert setup.seen("section:people") is not None
    assert setup.seen("section:services") is None

    setup.click("setup:add:operator")
    for name, words in (("name", "Nur Əliyeva"), ("code", "n.aliyeva"), ("pin", "1234")):
        setup.write(name, words)
    setup.keep()
    assert setup.words("fault:pin") == "Eyni və ya ardıcıl işarələr olmasın"

    setup.write("pin", "n.aliyeva")
    setup.keep()
    assert setup.words("fault:pin") == setup.setup.state.text("setup.fault.pin_name")

    setup.write("pin", "4826")
    setup.keep()
    newcomer = setup.now().operator(OperatorCode("n.aliyeva"))
    assert newcomer is not None
    assert newcomer.name == "Nur Əliyeva"
    assert newcomer.code not in setup.store.without_pin()
    assert setup.form.values["pin"] == ""


def test_a_manager_makes_nobody_more_than_he_is(setup: SetupStage) -> None:
    setup.enter(Role.MANAGER)
    before = setup.now()
    setup.choose("Orxan")

    setup.setup.type("role", "administrator")
    setup.keep()

    assert setup.now() == before
    assert setup.words("setup_said") == "Bunun üçün icazəniz yoxdur."


def test_keys_alone_lead_through_list_and_form_to_save(setup: SetupStage) -> None:
    def focus() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    setup.enter()
    QTest.keyClick(setup.window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(focus(), "Notar")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(setup.window, Qt.Key.Key_F, CTRL)
    QTest.keyClick(focus(), Qt.Key.Key_Delete)
    box = setup.seen("setup:list")
    assert box is not None
    box.setFocus()
    rows = [row.code for row in setup.setup.state.rows]
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert setup.form.code == rows[0]
    QTest.keyClick(box, Qt.Key.Key_Right)
    assert len(setup.setup.state.rows) > len(rows)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert setup.form.code == setup.setup.state.rows[1].code
    QTest.keyClick(box, Qt.Key.Key_Return)

    passed = [focus().objectName()]
    setup.setup.type("minutes", "33")
    while passed[-1] != "setup:save" and len(passed) < 60:
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        passed.append(focus().objectName())
    assert passed[0] == "field:name_az"
    assert passed[-3:] == ["setup:remove", "setup:cancel", "setup:save"]
    assert {"field:daily_limit", "field:own_hours", "field:fee_told"} <= set(passed)
    code = setup.form.code
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    setup.until(lambda: not setup.setup.state.pending)
    assert setup.now().catalogue.services()[ServiceCode(code)].minutes == 33


def test_the_slip_is_drawn_while_one_types_and_kiosks_get_its_lines(setup: SetupStage) -> None:
    setup.enter()
    setup.click("section:centre")
    setup.click("setup:add:slip_line")
    drawn = setup.seen("setup:slip")
    assert drawn is not None
    before = drawn.grab().toImage()

    for name, words in (("words_az", "Xoş gəlmisiniz"), ("words_en", "Welcome"), ("place", "2")):
        setup.write(name, words)
    setup.write("size", "9999")
    assert setup.words("fault:size") == "1–160 arası ədəd"
    setup.write("size", "90")
    setup.write("words_ru", "Привет")
    setup.until(lambda: drawn.grab().toImage() != before)
    setup.keep()

    line = setup.now().slip[1]
    assert (line.show, line.size, line.words) == (
        Show.TEXT,
        90,
        Words("Xoş gəlmisiniz", "Welcome", "Привет"),
    )
    assert (setup.form.code, setup.form.title) == ("2", "Xoş gəlmisiniz")


def test_a_message_is_told_on_boards_and_taken_back(setup: SetupStage) -> None:
    setup.enter()
    setup.click("section:messages")
    setup.until(lambda: setup.setup.state.at is not None)
    setup.click("setup:add:message")
    for name, words in (("name", "lift"), ("words_az", "Lift işləmir"), ("words_en", "No lift")):
        setup.write(name, words)
    setup.write("words_ru", "Лифт не работает")
    setup.write("day", "2020-01-01")
    assert setup.words("fault:time") == ""
    setup.keep()
    assert setup.words("fault:time") == "Bu vaxt artıq keçib"
    assert setup.store.messages() == ()

    setup.write("day", "24.12.2026")
    setup.keep()
    (told,) = setup.store.messages()
    assert told.words == Words("Lift işləmir", "No lift", "Лифт не работает")
    assert [one.az for one in setup.store.board(None).messages] == ["Lift işləmir"]

    setup.setup.choose(setup.setup.state.rows[-1])
    setup.click("setup:remove")
    setup.click("setup:remove")
    setup.until(lambda: not setup.setup.state.pending)
    assert setup.store.messages() == ()


def test_an_older_reading_does_not_take_back_what_was_saved(setup: SetupStage) -> None:
    setup.enter()
    older, seat = setup.now(), setup.desk.seat
    setup.choose("DIN-02")
    setup.write("minutes", "12")
    setup.keep()

    setup.setup.enter(seat, older, Language.RU)

    assert setup.form.values["minutes"] == "12"


def test_a_change_whose_answer_was_lost_is_saved_once_however_often_it_is_saved(
    setup: SetupStage,
) -> None:
    setup.enter()
    before = setup.now().version
    setup.choose("DIN-02")
    setup.write("minutes", "12")
    setup.cable.cut_behind_next = True
    setup.keep()
    assert setup.words("setup_said").startswith("Cavab gəlmədi: saxlanıb-saxlanmadığı məlum deyil.")

    setup.cable.cut = False
    setup.setup.save()
    setup.until(lambda: not setup.setup.state.pending)

    assert setup.now().version == before + 1
    assert not setup.form.dirty
    setup.write("minutes", "13")
    setup.cable.cut_behind_next = True
    setup.setup.save()
    setup.until(lambda: not setup.setup.state.pending)
    setup.cable.cut = False
    setup.wake(lambda: not setup.form.dirty)
    assert setup.now().version == before + 2
