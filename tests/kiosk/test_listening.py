"""A visitor who has the page read out to him."""

import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kiosk_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.i18n import Text
from common.voice.loudness import write_wav
from common.voice.reader import Reader
from common.voice.wording import built_in
from kiosk.idle import Patience
from kiosk.listening import Listening
from kiosk.state import Wish


class Said:
    """Speech and headphones in one: what is said is written down, and lasts until it is cut."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sentence.wav"
        write_wav(self._file, array("h", [0] * 100), 22050)
        self.sentences: list[str] = []
        self.there = True
        self.lasts = False
        self.cuts = 0
        self.seconds = 0.0
        self._cut = threading.Event()
        self.sounding = threading.Event()

    def make(self, text: str, language: Language) -> Path:
        self.sentences.append(f"{language.value}: {text}")
        return self._file

    def check(self) -> None:
        """Be able to speak."""

    def play(self, wav: Path, name: str, gain: float = 1.0) -> float:  # noqa: ARG002
        assert wav.exists(), name
        self.sounding.set()
        if self._cut.wait(10 if self.lasts else self.seconds):
            raise Unavailable("cut off")
        return 0.0

    def finish(self) -> None:
        """Have nothing left in buffers."""

    def available(self) -> bool:
        return self.there

    def cut(self) -> None:
        self.cuts += 1
        self._cut.set()

    def go_on(self) -> None:
        self._cut.clear()

    def stop(self) -> None:
        self._cut.set()


@pytest.fixture
def said(tmp_path: Path) -> Said:
    return Said(tmp_path)


@pytest.fixture
def listening(kiosk: Stage, said: Said, tmp_path: Path) -> Iterator[Stage]:
    """Return a kiosk with headphones, on its first page."""
    reader = Reader(said, said, built_in(), tmp_path, probe_every=0.02)
    joined = Listening(reader, kiosk.presenter, kiosk.window, kiosk.window)
    kiosk.window.activateWindow()
    kiosk.until(lambda: QApplication.activeWindow() is kiosk.window)
    joined.start()
    kiosk.until(lambda: kiosk.state.audible)
    yield kiosk
    joined.stop()


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_every_page_of_a_visit_is_read_out_in_its_language(listening: Stage, said: Said) -> None:
    kiosk, text = listening, Text(Language.EN)
    kiosk.touch("language:en")
    assert said.sentences == []
    press(Qt.Key.Key_F5)
    welcome = f"{text('kiosk.welcome')} {text('kiosk.choose_service')}"
    kiosk.until(lambda: said.sentences[-1:] == [f"en: {kiosk.words('search')}"])
    assert said.sentences[0] == f"en: {welcome}"
    assert f"en: {kiosk.words('service:DIN-02')}" in said.sentences

    press(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    kiosk.until(lambda: said.sentences[-1] == f"en: {focus.accessibleName()}")

    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    kiosk.until(lambda: said.sentences[-1] == f"en: {text('kiosk.take_ticket')}")
    kiosk.touch("take")
    kiosk.reach("ticket")
    kiosk.until(lambda: f"en: {text('kiosk.collect')}" in said.sentences)
    number = said.sentences[said.sentences.index(f"en: {text('ticket.your_number')}") + 1]
    assert "zero" in number


def test_a_touch_cuts_the_sentence_off_and_the_rest_is_not_said(
    listening: Stage, said: Said
) -> None:
    kiosk = listening
    said.lasts = True
    press(Qt.Key.Key_F5)
    kiosk.until(said.sounding.is_set)
    page = kiosk.seen("page:welcome")
    assert page is not None

    kiosk.touch_at(page.geometry().topLeft())

    kiosk.until(lambda: said.cuts > 0)
    assert len(said.sentences) == 1
    assert kiosk.state.ease.listening, "who touched once does not listen any more"


def test_the_page_is_said_again_at_a_key(listening: Stage, said: Said) -> None:
    kiosk = listening
    press(Qt.Key.Key_F5)
    kiosk.until(lambda: said.sentences[-1:] == [f"az: {kiosk.words('search')}"])
    once = list(said.sentences)

    press(Qt.Key.Key_F6)

    kiosk.until(lambda: said.sentences == once * 2)


def test_who_listens_has_repeat_and_loudness_under_his_finger_too(
    listening: Stage, said: Said
) -> None:
    kiosk = listening
    kiosk.touch("accessibility")
    kiosk.touch("listen")
    kiosk.until(lambda: said.sentences[-1:] == [f"az: {kiosk.words('search')}"])
    once = list(said.sentences)

    kiosk.touch("louder")
    kiosk.until(lambda: said.sentences == once * 2)
    kiosk.touch("listen_again")
    kiosk.until(lambda: said.sentences == once * 3)

    kiosk.touch("listen")
    assert kiosk.seen("louder") is None
    assert kiosk.seen("contrast") is not None


def test_the_switch_is_there_only_while_something_can_be_heard(
    listening: Stage, said: Said
) -> None:
    kiosk = listening
    kiosk.touch("accessibility")
    kiosk.touch("listen")
    assert kiosk.state.ease.listening

    said.there = False
    kiosk.until(lambda: kiosk.seen("listen") is None)
    assert not kiosk.state.ease.listening

    press(Qt.Key.Key_F5)
    assert not kiosk.state.ease.listening


def test_the_next_visitor_is_not_read_to(listening: Stage) -> None:
    kiosk = listening
    press(Qt.Key.Key_F5)
    assert kiosk.state.ease.listening
    kiosk.take()
    kiosk.reach("ticket")
    kiosk.until(lambda: kiosk.slips() == ["printed"])

    kiosk.touch("done")
    kiosk.reach("welcome")
    assert not kiosk.state.ease.listening


def test_nobody_is_asked_whether_he_is_there_while_he_is_read_to(
    kiosk_of: Callable[..., Stage], said: Said, tmp_path: Path
) -> None:
    kiosk = kiosk_of(Patience(idle_ms=1000, settle_ms=0))
    kiosk.open()
    reader = Reader(said, said, built_in(), tmp_path, probe_every=0.02)
    joined = Listening(reader, kiosk.presenter, kiosk.window, kiosk.window)
    joined.start()
    kiosk.until(lambda: kiosk.state.audible)
    said.seconds = 0.15
    kiosk.presenter.obey(Wish.LISTEN)

    # Ten sentences take longer than the kiosk waits for somebody who does nothing.
    kiosk.until(lambda: len(said.sentences) > 10 or kiosk.state.seconds_left is not None)
    asked = kiosk.state.seconds_left is not None
    joined.stop()

    assert not asked
