"""A console with the set-up's room, changed by keys and by mouse."""

from counter_stage import OPERATOR, PIN, WINDOW, Stage, let_be
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from common.domain.floor import Floor
from common.domain.permissions import Role
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
        let_be(self.store, role)
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
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        # At once: each letter by itself would be a search of its own.
        QApplication.clipboard().setText(search)
        field.paste()
        QTest.keyClick(field, Qt.Key.Key_Return)

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

    def press_save(self) -> None:
        """Save by its button, and wait for the answer."""
        self.click("setup:save")
        self.until(lambda: not self.setup.state.pending)

    def click(self, name: str) -> None:
        button = self.seen(name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def now(self) -> Floor:
        return self.store.floor()
