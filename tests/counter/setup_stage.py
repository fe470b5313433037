"""A console with the set-up's room, changed by keys and by mouse."""

from dataclasses import replace

from counter_stage import OPERATOR, PIN, WINDOW, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from common.domain.floor import Floor
from common.domain.permissions import Role
from common.usecases.setup import replace_floor
from counter.rooms import Room
from counter.setup.presenter import SetupPresenter
from counter.setup.state import FormState

CTRL = Qt.KeyboardModifier.ControlModifier


class SetupStage(Stage):
    """A console with the set-up's room, and an administrator to whom it is open."""

    @property
    def setup(self) -> SetupPresenter:
        found = self.link.findChild(SetupPresenter)
        assert isinstance(found, SetupPresenter)
        return found

    def enter(self, role: Role = Role.ADMINISTRATOR) -> None:
        """Sign somebody of a role in, and open the room."""
        floor = self.store.floor()
        people = (
            replace(one, role=role) if one.code == OPERATOR else one for one in floor.operators
        )
        replace_floor(self.store, replace(floor, operators=tuple(people)))
        self.open()
        self.presenter.sign_in(OPERATOR, PIN, WINDOW)
        self.until(lambda: self.state.desk is not None and not self.state.pending)
        self.presenter.enter(Room.SETUP)
        self.until(lambda: self.setup.state.floor is not None)

    @property
    def form(self) -> FormState:
        form = self.setup.state.form
        assert form is not None
        return form

    def choose(self, search: str) -> None:
        """Look for a thing by keys, and open the first that is found."""
        QTest.keyClick(self.window, Qt.Key.Key_F, CTRL)
        QTest.keyClicks(QApplication.focusWidget(), search)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def write(self, name: str, words: str) -> None:
        """Write something else into a field."""
        field = self.seen(f"field:{name}")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QApplication.clipboard().setText(words)
        field.paste()

    def keep(self) -> None:
        """Save by its key, and wait for the answer."""
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_S, CTRL)
        self.until(lambda: not self.setup.state.pending)

    def click(self, name: str) -> None:
        button = self.seen(name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def now(self) -> Floor:
        return self.store.floor()
