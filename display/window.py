"""The board's window: draws a state and decides nothing."""

import logging
import math
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from common.domain.floor import Theme
from common.domain.words import Language
from common.floorfile.board_layout import BoardLayout, Show
from common.i18n import Text
from common.settings import ScreenSettings
from common.ui.icons import Icons
from common.ui.tokens import BOARD_CONTRAST, BOARD_LIGHT, MM_PER_INCH, BoardPalette
from display.alarm_view import AlarmView
from display.calls_view import CallsView
from display.canvas import Canvas, Look
from display.choose_view import ChooseView
from display.foot_views import BootView, FootView, NoticeView, SilenceView, TickerView
from display.layout import Layout, falls_short, lay_out
from display.plate_view import PlateView
from display.side_views import SlideView, WaitsView
from display.sign_view import SignView
from display.state import BoardState, Link

PALETTES = {
    Theme.NIGHT: BoardPalette(),
    Theme.LIGHT: BOARD_LIGHT,
    Theme.CONTRAST: BOARD_CONTRAST,
}

log = logging.getLogger(__name__)


def reach_of(screen: ScreenSettings) -> float:
    """Return how high a capital has to be, as a part of the screen's diagonal; 0 is the usual.

    1/200 of the distance can be read by whoever sees as well as most do.
    """
    return screen.distance_metres * 1000 / 200 / (screen.diagonal_inches * MM_PER_INCH)


class BoardWindow(QWidget):
    """Shows one board, in any size and either way up."""

    laid_out = Signal(object)
    """How many rows there is Room for."""
    room_for_media = Signal(QSize)
    media_seen = Signal(bool)
    """Whether the place for media is on the screen."""
    chosen = Signal(str)
    """The code of the display that this screen is to be."""
    painted = Signal(int, int, object)
    """A call's id, its times, and when its first painting ended (monotonic nanoseconds)."""

    def __init__(
        self,
        texts: Mapping[Language, Text],
        reach: float = 0,
        layout: BoardLayout | None = None,
    ) -> None:
        """Make the window; `reach` is a capital's height as a part of the screen's diagonal."""
        super().__init__()
        self._reach, self._board_layout = reach, layout
        look = self._dress(texts)
        self.calls = CallsView(look, self)
        self._slide = SlideView(look, self)
        self._waits, self._plate = (kind(look, self) for kind in (WaitsView, PlateView))
        self._foot, self._ticker, self._notice = (
            kind(look, self) for kind in (FootView, TickerView, NoticeView)
        )
        self._silence = SilenceView(look, self)
        self._sign, self._boot = (kind(look, self) for kind in (SignView, BootView))
        self._choose = ChooseView(look, self)
        self._alarm = AlarmView(look, self)
        self._parts = tuple(self.findChildren(Canvas))
        self._state: BoardState | None = None
        self._warned = False
        self._connect()
        self.resize(1280, 720)

    def _connect(self) -> None:
        self.calls.painted.connect(self.painted)
        self._choose.chosen.connect(self.chosen)
        self._slide.sized.connect(self.room_for_media)
        self._slide.seen.connect(self.media_seen)

    def _dress(self, texts: Mapping[Language, Text]) -> Look:
        self._layout = lay_out(1920, 1080)
        self.setObjectName("page:board")
        self.setWindowTitle(texts[Language.AZ]("board.title"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        look = Look(texts, Icons(), PALETTES[Theme.NIGHT])
        self.setPalette(QPalette(QColor(look.palette.ground)))
        return look

    @Slot(object)
    def show_state(self, state: BoardState) -> None:
        """Draw a state."""
        before, self._state = self._state, state
        if state.theme is not (Theme.NIGHT if before is None else before.theme):
            self._paint_in(state.theme)
        self._stand(self._layout, state)
        for part in self._parts:
            part.draw(state)

    def _capital(self) -> float:
        """Return how many pixels high the numbers have to be at least."""
        across = math.hypot(self.width(), self.height())
        return self._reach * across

    def choices(self) -> list[QRectF]:
        """Return where the answers stand to the question what this screen shows."""
        return self._choose.rows()

    @Slot(object)
    def show_picture(self, picture: QImage | None) -> None:
        """Show one of the centre's pictures in the place for media, or none."""
        self._slide.show_picture(picture)

    def _paint_in(self, theme: Theme) -> None:
        """Change all colours at once."""
        palette = PALETTES[theme]
        self.setPalette(QPalette(QColor(palette.ground)))
        for part in self._parts:
            part.look = replace(part.look, palette=palette)
            part.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find every part its place on a screen of another size."""
        super().resizeEvent(event)
        self._layout = lay_out(self.width(), self.height(), self._capital(), self._board_layout)
        self._warn()
        self.laid_out.emit(self._layout.room)
        if self._state is not None:
            self._stand(self._layout, self._state)

    def _warn(self) -> None:
        """Say once that this screen is too small for how far away it is read."""
        short = falls_short(self._layout, self._capital())
        if short and self.isVisible() and not self._warned:
            self._warned = True
            log.warning(
                "numbers are %.0f %% lower than screen.distance_metres asks for: "
                "a larger screen is needed, or a shorter distance",
                short * 100,
            )

    def _stand(self, layout: Layout, state: BoardState) -> None:
        booting = not state.evacuated and (state.link is Link.STARTING or bool(state.unknown))
        alone = booting or state.sign is not None or bool(state.choices)
        lost = state.link is Link.LOST and not alone
        panels = {} if alone or state.full or state.evacuated else layout.panels
        calls = layout.calls_full if state.full else layout.calls
        line = layout.line.adjusted(0, 0, -layout.page if state.pages > 1 else 0, 0)
        notice = panels.get(Show.MEDIA, line)
        sign = self._silence.width_wanted(layout)
        places: tuple[tuple[Canvas, QRectF | None, bool], ...] = (
            (self.calls, calls, not alone),
            (self._slide, panels.get(Show.MEDIA), not lost),
            (self._waits, panels.get(Show.WAITS), True),
            (self._plate, panels.get(Show.PLATE), True),
            (self._foot, layout.foot, booting or not alone),
            (self._ticker, line, not alone and not (lost and notice is line)),
            (self._notice, notice, lost),
            (
                self._silence,
                QRectF(calls.right() - sign, calls.top(), sign, layout.head - 4 * layout.scale),
                state.silent and not alone,
            ),
            (self._sign, QRectF(self.rect()), state.sign is not None and not booting),
            (self._choose, QRectF(self.rect()), bool(state.choices)),
            (self._boot, QRectF(0, 0, self.width(), layout.foot.top()), booting),
        )
        for part, box, visible in places:
            part.setVisible(visible and box is not None)
            if box is not None:
                part.stand(layout, box)
        self._put_on_top(layout, state)

    def _put_on_top(self, layout: Layout, state: BoardState) -> None:
        self._alarm.stand(layout, QRectF(self.rect()))
        self._alarm.setVisible(state.evacuated)
        if state.choices and not self._choose.hasFocus():
            self._choose.setFocus()
        for part in (self._ticker, self._notice, self._silence, self._alarm):
            part.raise_()
