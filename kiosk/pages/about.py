"""What the centre says of a service: what to bring, what it costs, leaf by leaf."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.about import Told, about, leaves
from kiosk.look import Look
from kiosk.offers import entity_icon, service_in
from kiosk.pages.page import KioskPage
from kiosk.state import About, KioskState
from kiosk.widgets.label import Label
from kiosk.widgets.touchable import plate
from kiosk.widgets.turner import Turner


class AboutPage(KioskPage):
    """One service and its facts on a plate; a long text has leaves and is never cut."""

    named = "about"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        self._entity = Label(look, look.body_style(), colours.slate, self)
        self._service = Label(look, look.title_style(), colours.ink, self)
        self._told = Label(look, look.body_style(), colours.ink, self)
        self._told.setObjectName("told")
        self._told.even = False
        self._turner = Turner(look, self)
        self._turner.wished.connect(self.wished)
        self._plate = QRect()

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, About):
            return
        entity = menu.floor.catalogue.entity_of(page.service)
        self._entity.say(entity.name.of(text.language), entity_icon(entity))
        self._service.say(service_in(menu.floor, page.service).name.of(text.language))
        self._turner.speak(text)
        self._turner.setVisible(True)
        told = about(menu.floor.services[page.service].facts, text, spaced=True)
        box = self._arrange()
        if len(self._parts(told, box)) == 1:
            # Nothing to turn: the words have the whole width.
            self._turner.setVisible(False)
            box = self._arrange()
        self._show(told, page.leaf, box)

    def _arrange(self) -> QRect:
        return self._arrange_wide() if self.look.landscape else self._arrange_tall()

    def _parts(self, told: Told, box: QRect) -> Sequence[Told]:
        pad = self.look.gap(4)
        return leaves(told, self.look.body_style(), box.width() - 2 * pad, box.height() - 2 * pad)

    def _arrange_tall(self) -> QRect:
        look, room = self.look, self.room()
        end = self._entity.stand(room.left(), look.gap(3.25), room.width())
        end = self._service.stand(room.left(), end, room.width(), look.title * 3.9)
        turner = room.bottom() + 1 - look.gap(3) - look.touch
        self._turner.setGeometry(room.left(), turner, room.width(), look.touch)
        top = end + look.gap(2.5)
        return QRect(room.left(), top, room.width(), turner - look.gap(3) - top)

    def _arrange_wide(self) -> QRect:
        look, room = self.look, self.room()
        turner = self._turner.needs()
        self._turner.setGeometry(room.right() + 1 - turner, look.gap(2), turner, look.touch)
        words = room.width() - (0 if self._turner.isHidden() else turner + look.margin)
        end = self._entity.stand(room.left(), look.gap(2), words, look.body * 1.3)
        end = self._service.stand(room.left(), end, words, look.title * 2.6)
        top = max(end, look.gap(2) + look.touch) + look.gap(2)
        return QRect(room.left(), top, room.width(), room.bottom() + 1 - look.gap(3) - top)

    def _show(self, told: Told, leaf: int, box: QRect) -> None:
        pad = self.look.gap(4)
        inner = box.adjusted(pad, pad, -pad, -pad)
        parts = self._parts(told, box)
        leaf = min(leaf, len(parts) - 1)
        part = parts[leaf]
        self._told.say(part.words, strong=part.strong)
        end = self._told.stand(inner.left(), inner.top(), inner.width(), inner.height())
        alone = len(parts) == 1
        self._plate = QRect(box.topLeft(), box.size())
        if alone:
            self._plate.setHeight(end + pad - box.top())
        self._turner.tell(leaf, len(parts))
        self.update()

    def draw_ground(self, painter: QPainter) -> None:
        """Draw the plate under the text."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.look.palette
        plate(painter, QRectF(self._plate), self.look, colours.card, colours.line, self.look.line)
