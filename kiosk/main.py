"""The kiosk put together."""

from PySide6.QtWidgets import QApplication

from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.ids import DeviceCode
from common.settings import Settings
from common.store.connecting import check_address, connection
from common.ui.icons import Icons
from common.ui.launch import Composed, Launched
from common.ui.store_link import StoreLink
from kiosk.idle import Patience
from kiosk.listening import Listening
from kiosk.opening import journal_of, printer_of, standing_of
from kiosk.paper_lane import PaperLane
from kiosk.presenter import Presenter
from kiosk.printer_reports import PrinterReports
from kiosk.reserve import Reserve
from kiosk.window import KioskWindow

PAUSE_MS = 1_000
"""The menu is read at most once in this time, however often the store changes."""


def compose(launched: Launched) -> Composed:
    """Build window, presenter, store and printer; Unavailable when the store cannot ever be."""
    settings, store = launched.settings, launched.settings.store
    check_address(store.url)
    device, screen = _device(settings), settings.screen
    window = KioskWindow(device, screen.diagonal_inches, Icons(), calm=screen.calm)
    clock = SystemClock()
    link = StoreLink(
        connection(store.url, store.centre, store.timeout_seconds),
        pause_ms=PAUSE_MS,
        parent=window,
    )
    paper = PaperLane(
        lambda setup, lines: printer_of(setup, lines, settings.printer), device, parent=window
    )
    presenter = Presenter(
        link,
        paper,
        Reserve(lambda: journal_of(settings), link, clock, device, parent=window),
        clock,
        device,
        standing_of(settings),
        language=screen.language,
        patience=Patience(idle_ms=round(settings.kiosk.idle_seconds * 1000)),
        parent=window,
    )
    presenter.changed.connect(window.show_state)
    presenter.changed.connect(PrinterReports(link, paper, device, parent=window).see)
    window.wished.connect(presenter.obey)
    window.noticed.connect(presenter.notice)
    presenter.ended.connect(QApplication.exit)
    return _composed(window, presenter, _listening(settings, presenter, window))


def _device(settings: Settings) -> DeviceCode:
    if not settings.device.code:
        words = "device.code is empty; write this kiosk's code of the set-up, like K1"
        raise Unavailable(words)
    return DeviceCode(settings.device.code)


def _composed(window: KioskWindow, presenter: Presenter, listening: Listening | None) -> Composed:
    """Begin and end with what reads the pages out, where there is one."""
    if listening is None:
        return Composed(window, presenter.start, presenter.stop, public=True)

    def start() -> None:
        presenter.start()
        listening.start()

    def stop() -> None:
        listening.stop()
        presenter.stop()

    return Composed(window, start, stop, public=True)


def _listening(settings: Settings, presenter: Presenter, window: KioskWindow) -> Listening | None:
    """Return what reads pages out, where the settings name something to hear it with."""
    if settings.kiosk.listen == "none":
        return None
    from common.voice.opening import open_reader  # noqa: PLC0415 - slow to import

    reader = open_reader(settings.kiosk, settings.voice)
    return None if reader is None else Listening(reader, presenter, window, window)
