"""What an operator has to work with: the keyboard alone, or the mouse alone."""

from counter_stage import Stage
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView, QWidget

from common.domain.words import Language
from counter.head_view import LOCK_KEY
from counter.moves_view import KEYS, MORE_KEY, NAMES
from counter.queue_model import Column
from counter.queue_search import KEY as FIND_KEY

FARTHEST = 80
"""After so many keys or turns of the wheel a thing is out of reach."""
MOVE_KEYS = {"more": MORE_KEY, **{NAMES[move]: key for move, key in KEYS.items()}}


class Hands:
    """Does what an operator wants with things that are on the screen, and waits for the answer."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def press(self, name: str) -> None:
        """Press a button of the window."""
        raise NotImplementedError

    def move(self, name: str) -> None:
        """Do a move that stands in the column of moves."""
        raise NotImplementedError

    def pick(self, name: str) -> None:
        """Choose an option of what is asked."""
        raise NotImplementedError

    def row(self, label: str) -> None:
        """Choose one of the queue."""
        raise NotImplementedError

    def find(self, words: str) -> None:
        """Look for somebody in the queue."""
        raise NotImplementedError

    def stop_finding(self) -> None:
        """See the whole queue again."""
        raise NotImplementedError

    def go_to(self, name: str) -> None:
        """Bring the cursor into a field."""
        raise NotImplementedError

    def lock(self) -> None:
        """Cover everything."""
        raise NotImplementedError

    def give_words(self) -> None:
        """Say that what was written is all."""
        raise NotImplementedError

    def leave(self, button: str) -> None:
        """Leave what lies over the queue, which has such a button."""
        raise NotImplementedError

    def speak(self, language: Language) -> None:
        """Choose the language of a page."""
        raise NotImplementedError

    def write(self, words: str) -> None:
        """Type where the cursor is; words and PINs cannot be clicked."""
        self.stage.type(words)

    def thing(self, name: str) -> QWidget:
        found = self.stage.seen(name)
        assert found is not None, f"{name} is not on the screen"
        assert found.isEnabled(), f"{name} is dead"
        return found

    def answered(self) -> None:
        self.stage.until(lambda: not self.stage.state.pending)

    def place_of(self, label: str) -> QModelIndex:
        table = self.table()
        model = table.model()
        numbers = [
            str(model.index(at, Column.NUMBER).data()).replace("\u2009", "")
            for at in range(model.rowCount())
        ]
        return model.index(numbers.index(label), Column.NUMBER)

    def table(self) -> QTableView:
        found = self.thing("queue")
        assert isinstance(found, QTableView)
        return found


class Keyboard(Hands):
    """Keys alone, each sent to whatever has the focus."""

    def press(self, name: str) -> None:
        self.go_to(name)
        self.stage.press(Qt.Key.Key_Space)

    def move(self, name: str) -> None:
        self.thing(f"move:{name}")
        QTest.keySequence(self._reader(), MOVE_KEYS[name])
        self.answered()

    def pick(self, name: str) -> None:
        self.stage.pick(name)

    def row(self, label: str) -> None:
        self.go_to("queue")
        place = self.place_of(label).row()
        at = self.table().property("marked")
        step = Qt.Key.Key_Down if at is None or at < place else Qt.Key.Key_Up
        for _ in range(FARTHEST):
            if self.table().property("marked") == place:
                break
            self.stage.press(step)
        self.stage.press(Qt.Key.Key_Return)

    def find(self, words: str) -> None:
        QTest.keySequence(self._reader(), FIND_KEY)
        self.write(words)

    def stop_finding(self) -> None:
        QTest.keySequence(self._reader(), FIND_KEY)
        self.stage.press(Qt.Key.Key_Escape)

    def go_to(self, name: str) -> None:
        self.thing(name)
        passed = []
        while self._reader().objectName() != name:
            passed.append(self._reader().objectName())
            assert len(passed) < FARTHEST, f"no Tab leads to {name}, only to {passed}"
            QTest.keyClick(self._reader(), Qt.Key.Key_Tab)

    def lock(self) -> None:
        QTest.keySequence(self._reader(), LOCK_KEY)

    def give_words(self) -> None:
        self.stage.press(Qt.Key.Key_Return)

    def leave(self, button: str) -> None:
        self.thing(button)
        self.stage.press(Qt.Key.Key_Escape)

    def speak(self, language: Language) -> None:
        self.go_to(f"language:{self.stage.state.language.value}")
        for _ in Language:
            if self.stage.state.language is language:
                return
            self.stage.press(Qt.Key.Key_Right)

    def _reader(self) -> QWidget:
        reader = QApplication.focusWidget()
        assert reader is not None, "nothing has the focus"
        return reader


class Mouse(Hands):
    """Clicks alone, each where the thing is and nothing lies over it."""

    def press(self, name: str) -> None:
        thing = self.thing(name)
        self._roll_to(thing)
        self._click(thing, thing.rect().center())

    def move(self, name: str) -> None:
        self.press(f"move:{name}")

    def pick(self, name: str) -> None:
        self.press(name)

    def row(self, label: str) -> None:
        table = self.table()
        spot = table.visualRect(self.place_of(label)).center()
        self._click(table.viewport(), spot)

    def find(self, words: str) -> None:
        self.press("find_in_queue")
        self.write(words)

    def stop_finding(self) -> None:
        self.press("find_in_queue")

    def go_to(self, name: str) -> None:
        self.press(name)

    def lock(self) -> None:
        self.press("lock")

    def give_words(self) -> None:
        self.press("words_give")

    def leave(self, button: str) -> None:
        self.press(button)

    def speak(self, language: Language) -> None:
        self.press(f"language:{language.value}")

    def _click(self, thing: QWidget, spot: QPoint) -> None:
        window = thing.window()
        there = thing.mapTo(window, spot)
        hit = window.childAt(there)
        reached = hit is not None and (hit is thing or thing.isAncestorOf(hit))
        assert reached, f"{thing.objectName()} is under {hit and hit.objectName()}"
        QTest.mouseClick(
            window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there
        )
        self.answered()

    def _roll_to(self, thing: QWidget) -> None:
        """Turn the wheel over the list that a thing is in until the thing can be seen."""
        window, list_of = thing.window(), thing.parentWidget()
        while list_of is not None and not isinstance(list_of, QScrollArea):
            list_of = list_of.parentWidget()
        if list_of is None:
            return
        view = list_of.viewport()
        for _ in range(FARTHEST):
            at = thing.mapTo(view, thing.rect().center())
            if view.rect().contains(at):
                return
            turn = QPoint(0, -120 if at.y() > 0 else 120)
            middle = QPointF(view.mapTo(window, view.rect().center()))
            event = QWheelEvent(
                QPointF(view.rect().center()),
                middle,
                QPoint(),
                turn,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,  # noqa: FBT003 - Qt's own call
            )
            QApplication.sendEvent(view, event)
