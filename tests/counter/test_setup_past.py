"""Versions of the set-up, and the floor file it is written to and read from."""

from dataclasses import replace
from pathlib import Path

import pytest
from counter_stage import OPERATOR
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from setup_stage import SetupStage

from common.domain.permissions import Role
from common.domain.words import Language
from common.floorfile.writing import write_floor
from counter.saying import Saying


def lines(setup: SetupStage) -> list[str]:
    box = setup.seen("setup:lines")
    assert box is not None
    return [one.accessibleName() for one in box.findChildren(QLabel) if one.accessibleName()]


def test_a_version_tells_what_it_changed_and_is_the_way_back(setup: SetupStage) -> None:
    setup.enter()
    before = setup.now()
    setup.choose("DIN-02")
    setup.write("daily_limit", "40")
    setup.write("minutes", "12")
    setup.keep()

    setup.click("section:versions")
    setup.until(lambda: len(setup.setup.state.rows) > 1)
    newest, older = setup.setup.state.rows[:2]
    setup.setup.choose(newest)
    setup.until(lambda: not setup.setup.state.pending)
    assert lines(setup) == [
        "Xidmətlər: Şəxsiyyət vəsiqəsinin dəyişdirilməsi",
        "Xidmət müddəti: 10 → 12",
        "Gündə ən çox talon: – → 40",
    ]
    assert setup.seen("setup:apply") is None

    setup.setup.choose(older)
    setup.until(lambda: not setup.setup.state.pending)
    setup.click("setup:apply")
    setup.until(lambda: not setup.setup.state.pending)
    assert replace(setup.now(), version=before.version) == before
    assert setup.store.setup_versions()[0].what == f"{before.version} nömrəli versiyaya qayıdış"


@pytest.mark.qt_log_ignore("This plugin does not support")  # a list over the window, offscreen
def test_a_floor_file_is_written_out_and_read_in_again(setup: SetupStage, tmp_path: Path) -> None:
    setup.enter()
    setup.click("section:versions")
    file = tmp_path / "floor.json"

    for press in ("write", "write"):
        path = setup.seen("setup:path")
        assert isinstance(path, QLineEdit)
        path.setText(str(file))
        setup.click(f"setup:{press}")
        setup.until(lambda: not setup.setup.state.pending)
    assert setup.words("setup_past_said") == "floor.json artıq var: başqa ad seçin"

    path.setText(str(tmp_path / f"{'a' * 300}.json"))
    QTest.keyClick(path, Qt.Key.Key_Return)
    setup.until(lambda: setup.words("setup_past_said") == "Bu, fayl adı deyil")

    whole = file.read_text("utf-8")
    wrong = whole.replace("Asia/Baku", "Europe/Baku").replace('"number": 2,', '"number": "iki",')
    file.write_text(wrong, "utf-8")
    path = setup.seen("setup:path")
    assert isinstance(path, QLineEdit)
    path.setFocus()
    path.setText(f"{tmp_path}/fl")
    QTest.keyClick(path, Qt.Key.Key_Down)
    entries = path.completer().popup()
    setup.until(entries.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(entries, key)
    assert path.text() == str(file)
    setup.until(lambda: not setup.setup.state.pending)
    assert setup.words("setup_past_said") == "Heç nə dəyişmədi. Düzəldilməli yerlər: 2"
    assert lines(setup) == [
        "Mərkəzin adı və iş günü · Saat qurşağı",
        "time_zone",
        "Belə saat qurşağı yoxdur: Asia/Baku kimi yazın",
        "Pəncərələr: W2 · Nömrə",
        "counters[1].number",
        '"iki" uyğun deyil: 1–999 arası tam ədəd yazın',
    ]
    setup.presenter.speak(Language.RU)
    setup.until(lambda: not setup.setup.state.pending)
    assert lines(setup)[3:] == [
        "Окна: W2 · Номер",
        "counters[1].number",
        '"iki" не подходит: пишите целое число от 1 до 999',
    ]
    setup.presenter.speak(Language.AZ)
    setup.until(lambda: not setup.setup.state.pending)

    file.write_text(whole.replace("Asia/Baku", "Asia/Tbilisi"), "utf-8")
    setup.click("setup:read")
    setup.until(lambda: not setup.setup.state.pending)
    assert lines(setup) == ["Mərkəzin adı və iş günü", "Saat qurşağı: Asia/Baku → Asia/Tbilisi"]
    setup.click("setup:apply")
    setup.until(lambda: not setup.setup.state.pending)
    assert setup.now().zone_info.key == "Asia/Tbilisi"
    assert setup.store.setup_versions()[0].what == "Fayldan: floor.json"


def test_nothing_is_applied_that_takes_the_set_up_from_who_applies_it(
    setup: SetupStage, tmp_path: Path
) -> None:
    setup.enter()
    setup.click("section:versions")
    floor, file = setup.now(), tmp_path / "floor.json"
    people = tuple(
        replace(one, role=Role.OPERATOR) if one.code == OPERATOR else one for one in floor.operators
    )
    file.write_text(write_floor(replace(floor, operators=people)), "utf-8")
    path = setup.seen("setup:path")
    assert isinstance(path, QLineEdit)
    path.setText(str(file))
    QTest.keyClick(path, Qt.Key.Key_Return)
    setup.until(lambda: setup.setup.state.proposal is not None)

    setup.click("setup:apply")

    said = setup.setup.state.said
    assert said is not None
    assert said.what == Saying("setup.fault.own_right")
    assert setup.now() == floor
