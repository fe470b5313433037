"""The slip as it would come out, drawn dot by dot while somebody types."""

from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.slip import Slip, qr_text
from common.domain.slip_layout import Line
from common.domain.waits import WaitSpan
from common.domain.words import Language
from common.floorfile.slip_template import Template
from common.i18n import Text
from common.ui.slip_painter import DotSlipPainter
from common.ui.tokens import LIGHT
from counter.pieces import Look

WIDTH_DOTS, DENSITY = 576, 203
PAUSE_MS = 120
LABEL = "A015"
AT = datetime(2026, 11, 24, 6, 42, tzinfo=UTC)


def sample(floor: Floor, language: Language) -> Slip:
    """Return a slip as one may be: of the first service that the centre gives."""
    found = next(iter(floor.services), None)
    entity, service = (floor.catalogue.find(found) if found is not None else None) or (None, None)
    return Slip(
        centre=floor.name.of(language),
        label=LABEL,
        service="" if service is None else service.name.of(language),
        entity="" if entity is None else entity.name.of(language),
        ahead=7,
        issued_at=AT.astimezone(floor.zone_info),
        language=language,
        qr=qr_text(floor.centre, AT.date(), "SAMPLEsample"),
        expected=WaitSpan(10, 20),
    )


class SlipPreview(QWidget):
    """Draws the slip; what is wrong leaves the one before."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("setup:slip")
        self._image: QImage | None = None
        self._wanted: tuple[Floor, tuple[Line, ...], Text] | None = None
        self._drawn: tuple[Floor, tuple[Line, ...], Text] | None = None
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._paint_slip)
        self.setFixedWidth(look.px(250))

    def show_slip(self, floor: Floor, lines: tuple[Line, ...], text: Text) -> None:
        """Draw a slip of these lines, in a moment."""
        self._wanted = (floor, lines, text)
        self.setAccessibleName(text("setup.slip_preview"))
        if self._image is None:
            self._paint_slip()
        elif self._wanted != self._drawn:
            self._later.start()

    def _paint_slip(self) -> None:
        if self._wanted is None:
            return
        floor, lines, text = self._drawn = self._wanted
        texts: Mapping[Language, Text] = {text.language: text}
        painter = DotSlipPainter(dict(texts), DENSITY, Template(lines))
        raster = painter.paint(sample(floor, text.language), WIDTH_DOTS)
        line = (raster.width + 7) // 8
        image = QImage(raster.rows, raster.width, raster.height, line, QImage.Format.Format_Mono)
        image.setColorTable([0xFFFFFFFF, 0xFF000000])
        self._image = image.convertToFormat(QImage.Format.Format_RGB32)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper on mist, as large as there is room for it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.ground))
        if self._image is None:
            return
        gap = self._look.px(14)
        room = self.rect().adjusted(gap, gap, -gap, -gap)
        shown = self._image.scaled(
            room.size() * self.devicePixelRatio(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(self.devicePixelRatio())
        size = shown.deviceIndependentSize()
        left = room.left() + (room.width() - size.width()) / 2
        place = QRectF(left, room.top(), size.width(), size.height())
        painter.drawImage(place, shown)
        painter.setPen(QPen(QColor(LIGHT.line), 1))
        painter.drawRect(place)
