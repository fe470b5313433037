"""The board put together."""

from common.clock import SystemClock
from common.i18n import texts
from common.store.connecting import check_address, connection
from common.ui.launch import Composed, Launched
from common.ui.store_link import StoreLink
from common.voice.opening import open_voice
from display.chosen import place_of
from display.opening import Hush, layout_of, show_media
from display.presenter import Presenter
from display.window import BoardWindow, reach_of

PAUSE_MS = 50
"""The store is read at most once in this time, however often it changes."""


def compose(launched: Launched) -> Composed:
    """Build window, presenter, store and voice; Unavailable when the store cannot ever be."""
    settings, clock = launched.settings, SystemClock()
    store = settings.store
    check_address(store.url)
    window = BoardWindow(texts(), reach_of(settings.screen), layout_of(settings.screen))
    hush = Hush(window)
    presenter = Presenter(
        StoreLink(
            connection(store.url, store.centre, store.timeout_seconds),
            pause_ms=PAUSE_MS,
            parent=window,
        ),
        open_voice(settings.voice, clock, hush.sounds.emit),
        clock,
        place_of(settings),
        calm=settings.screen.calm,
        parent=window,
    )

    def tell(call: int, times: int, painted_ns: int) -> None:
        launched.say({"painted": call, "times": times, "monotonic_ns": painted_ns})

    presenter.changed.connect(window.show_state)
    window.laid_out.connect(presenter.lay_out)
    window.painted.connect(presenter.note_painted)
    window.chosen.connect(presenter.choose)
    window.painted.connect(tell)
    stop = show_media(settings.screen.media, window, hush, presenter.stop)
    return Composed(window, presenter.start, stop, public=True)
