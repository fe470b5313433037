"""Practising: on a store of its own, with invented visitors, marked for everybody to see."""

from dataclasses import replace
from pathlib import Path

import pytest
from counter_stage import OPERATOR, WINDOW, Stage
from pytestqt.qtbot import QtBot

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.settings import read_settings
from common.store.opening import open_store
from common.store.practice import make_practice_store
from common.usecases.shifts import sign_in
from counter.training.practice import WHO, Practice, Trainer, arguments_of, who_practises
from counter.training.visitors import MOST, let_come


def practice_of(stage: Stage) -> Practice:
    return Practice(stage.floor, WINDOW, OPERATOR, Language.AZ)


def test_a_practice_store_has_the_set_up_and_none_of_the_visitors(
    stage: Stage, tmp_path: Path
) -> None:
    stage.issue()

    make_practice_store(tmp_path / "practice.db", stage.floor, OPERATOR, "a-practice-word")

    practice = open_store(f"sqlite:///{tmp_path / 'practice.db'}", stage.floor.centre)
    sign_in(practice, WINDOW, OPERATOR, "a-practice-word")
    for _ in range(MOST + 4):
        let_come(practice, WINDOW, OPERATOR)
    desk = practice.desk(WINDOW)
    practice.close()
    assert desk is not None
    assert len(desk.queue) == MOST
    assert stage.store.find("A002") is None, "nobody was invented in the real store"


def test_a_practice_console_is_started_with_nothing_of_the_real_store(
    stage: Stage, tmp_path: Path
) -> None:
    given = " ".join(arguments_of(practice_of(stage), tmp_path))

    assert f"store.url=sqlite:///{tmp_path / 'practice.db'}" in given
    assert stage.url not in given


def test_nobody_practises_on_another_store(tmp_path: Path) -> None:
    (tmp_path / WHO).write_text('{"operator": "a", "pin": "b"}', encoding="utf-8")
    real = [f"device.folder={tmp_path}", "store.url=postgresql://host/centre"]

    with pytest.raises(Unavailable, match="only for a practice store"):
        who_practises(read_settings(None, real))


def test_practice_is_marked_over_the_whole_window(console: Stage) -> None:
    assert console.seen("practice_band") is None
    assert console.seen("practice") is not None

    console.window.show_state(replace(console.state, practice=True))

    assert console.words("practice_band").startswith("Təlim")
    assert console.seen("practice") is None, "from practice leads no way to more practice"


def test_the_wish_to_practise_names_who_and_where(console: Stage) -> None:
    wanted: list[Practice] = []
    console.presenter.practice_wanted.connect(wanted.append)

    console.presenter.practise()

    assert [(one.counter, one.operator) for one in wanted] == [(WINDOW, OPERATOR)]


def test_who_practises_twice_takes_nobody_his_store(
    console: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    made: list[Path] = []
    begun: list[list[str]] = []
    trainer = Trainer(tmp_path, lambda file, *_rest: made.append(file), begun.append)

    for _ in range(2):
        trainer.begin(practice_of(console))
    qtbot.waitUntil(lambda: len(begun) == 2, timeout=30_000)
    trainer.stop()

    assert len({file.parent for file in made}) == 2
