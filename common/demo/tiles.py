"""Where the demonstration's four windows stand, so that they fit one screen."""

from dataclasses import dataclass

TITLE_BAR = 38
EDGE = 8
PAPER_SHARE = 0.20
KIOSK = 1080 / 1920
BOARD = 16 / 9
CONSOLE_WIDTH = 1280
CONSOLE_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class Tile:
    """One window's place in screen pixels, and by how much its content is scaled."""

    x: int
    y: int
    width: int
    height: int
    scale: float = 1.0

    @property
    def geometry(self) -> tuple[int, int, int, int]:
        """Return x, y, width, height as a scaled application counts them."""
        return (
            round(self.x / self.scale),
            round(self.y / self.scale),
            round(self.width / self.scale),
            round(self.height / self.scale),
        )


def tile(width: int, height: int) -> dict[str, Tile]:
    """Return the tiles of kiosk, display, counter and paper for a free area of a screen.

    Kiosk at the left at full height with its own aspect; board over console in the middle;
    paper at the right. The console never gets fewer than 1280x720 pixels of its own: it is
    scaled instead.
    """
    tall = height - TITLE_BAR - EDGE
    kiosk = Tile(EDGE, TITLE_BAR, round(min(tall * KIOSK, width * 0.34)), tall)
    kiosk = Tile(kiosk.x, kiosk.y, kiosk.width, round(kiosk.width / KIOSK))
    paper_width = round(width * PAPER_SHARE)
    left = kiosk.x + kiosk.width + EDGE
    middle = width - left - paper_width - 2 * EDGE
    half = (height - 2 * TITLE_BAR - 2 * EDGE) / 2
    board = _fit(middle, half, BOARD)
    console = _fit(middle, half, CONSOLE_WIDTH / CONSOLE_HEIGHT)
    return {
        "kiosk": kiosk,
        "display": Tile(left, TITLE_BAR, *board),
        "counter": Tile(
            left,
            2 * TITLE_BAR + EDGE + board[1],
            *console,
            scale=min(1.0, console[0] / CONSOLE_WIDTH),
        ),
        "paper": Tile(width - paper_width - EDGE, TITLE_BAR, paper_width, tall),
    }


def _fit(width: float, height: float, aspect: float) -> tuple[int, int]:
    if width / aspect <= height:
        return round(width), round(width / aspect)
    return round(height * aspect), round(height)
