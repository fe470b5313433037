"""The scripted day itself: who comes, who serves, what goes wrong."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from common.demo.cast import Centre, PrinterProcess
from common.demo.driven import Driven
from common.demo.operator import AtCounter, Post
from common.demo.visitor import AtKiosk
from common.domain.ids import CounterCode, OperatorCode, ServiceCode
from common.domain.words import Language

BANK_SERVICE = ServiceCode("BNK-01")
LOST_WITHIN = 8.0
IDLE_WITHIN = 12.0

EARLY = (
    "DIN-02 az", "DIN-02 ru", "DIN-08 az", "DIN-08 en", "DIN-10 az", "DIN-11 ru", "BNK-01 az",
)  # fmt: skip
"""Here before the first window opens, after those whose pages are photographed."""

LATER = (
    "VVA-01 az", "VVA-01 en", "VVA-02 az", "NOT-01 az", "NOT-01 ru", "NOT-02 az", "BNK-01 en",
    "ASN-02 az", "ASN-02 ru", "ASN-01 en", "DVX-01 az", "DVX-02 ru", "EMX-01 az", "AIS-01 az",
    "AQZ-01 ru", "ASU-01 az", "MOB-01 az", "MOB-01 en", "SIG-01 ru", "INT-01 az", "TIB-01 az",
)  # fmt: skip
"""Come while the first windows are at work."""


def _post(operator: str, counter: str) -> Post:
    return Post(OperatorCode(operator), CounterCode(counter))


IDENTITY = _post("a.mammadova", "W12")
BANK = _post("r.aliyev", "W2")
OTHERS = (
    _post("k.valiyeva", "W9"),
    _post("o.rahimov", "W5"),
    _post("l.hasanova", "W1"),
    _post("e.quliyev", "W15"),
    _post("s.cafarova", "W21"),
    _post("z.nasirova", "W22"),
)


def play(
    kiosk: AtKiosk,
    display: Driven,
    counter: AtCounter,
    printer: PrinterProcess,
    centre: Centre,
    out: Path,
) -> None:
    """Play the day from the first ticket to the last; raises Stuck where it does not go on."""
    _welcome_pictures(kiosk)
    _first_tickets(kiosk, printer)
    with ThreadPoolExecutor(1) as door:
        coming = door.submit(_tickets, kiosk, LATER)
        _identity(counter, display, out)
        _bank(counter)
        _return(counter)
        coming.result()
        lingering = door.submit(_linger, kiosk)
        for post in OTHERS:
            counter.sign_in(post)
            serve_all(counter)
            counter.sign_out()
        lingering.result()
    _outage(kiosk, display, counter, centre, out)


def _outage(kiosk: AtKiosk, display: Driven, counter: AtCounter, centre: Centre, out: Path) -> None:
    """Take the store away; one more comes, gets a reserve number, and is served once it is back."""
    counter.sign_in(IDENTITY)
    calm = counter.window.look().words["status:store"]
    with centre.out_of_reach():
        kiosk.window.wait(lambda seen: seen.has("paper"), "reserve numbers", LOST_WITHIN)
        kiosk.grab("alone")
        kiosk.take(ServiceCode("DIN-02"), Language.AZ, picture=_as(kiosk.grab, "ticket", "reserve"))
        display.wait(lambda seen: seen.has("stale"), "the old board", LOST_WITHIN)
        display.grab(out / "display-stale.png")
        counter.window.wait(
            lambda seen: seen.words["status:store"] != calm, "the old queue", LOST_WITHIN
        )
        counter.grab("counter-lost")
    kiosk.window.wait(lambda seen: not seen.has("paper"), "numbers of the store", LOST_WITHIN)
    display.wait(lambda seen: not seen.has("stale"), "the board back", LOST_WITHIN)
    counter.window.wait(
        lambda seen: seen.words["status:store"] == calm, "the queue back", LOST_WITHIN
    )
    counter.window.wait(lambda seen: seen.can("move:next"), "the reserve number", LOST_WITHIN)
    serve_all(counter)
    counter.sign_out()


def _welcome_pictures(kiosk: AtKiosk) -> None:
    kiosk.window.wait(lambda seen: seen.has("page:welcome"), "the welcome page", 10.0)
    for language in ("en", "ru", "az"):
        kiosk.window.touch(f"language:{language}")
        kiosk.grab(f"welcome-{language}")
    kiosk.grab("welcome")
    kiosk.window.touch("help")
    kiosk.window.wait(lambda seen: seen.has("page:help"), "the help page")
    kiosk.grab("help")
    kiosk.window.touch("home")


def _first_tickets(kiosk: AtKiosk, printer: PrinterProcess) -> None:
    kiosk.take(ServiceCode("DIN-01"), Language.AZ, picture=kiosk.grab)
    kiosk.take(
        ServiceCode("DIN-03"), Language.AZ, search="sexsiyyet", picture=_only(kiosk.grab, "search")
    )
    printer.tell(fault="paper_out")
    kiosk.take(
        ServiceCode("DIN-02"), Language.AZ, picture=_only(kiosk.grab, "trouble"), paper=False
    )
    printer.tell(mend=True)
    _tickets(kiosk, EARLY)


def _linger(kiosk: AtKiosk) -> None:
    """Choose nothing until the kiosk asks whether anybody is there."""
    kiosk.window.touch("kind:utility")
    kiosk.window.wait(lambda seen: seen.has("still_there"), "the question", IDLE_WITHIN)
    kiosk.grab("still-there")
    kiosk.window.touch("still_there")
    kiosk.window.wait_and_touch("home")


def _tickets(kiosk: AtKiosk, visitors: Sequence[str]) -> None:
    for visitor in visitors:
        service, language = visitor.split()
        kiosk.take(
            ServiceCode(service),
            Language(language),
            priority=service == "DIN-10",
            picture=_only(kiosk.grab, "groups"),
        )


def _as(grab: Callable[[str], None], page: str, name: str) -> Callable[[str], None]:
    return lambda seen: grab(name) if seen == page else None


def _only(grab: Callable[[str], None], page: str) -> Callable[[str], None]:
    return lambda name: grab(name) if name == page else None


def _identity(counter: AtCounter, display: Driven, out: Path) -> None:
    """Serve the first window: a recall, a no-show, two sent to pay, a transfer, a hold."""
    counter.sign_in(IDENTITY)
    for _ in range(2):
        counter.call()
        counter.came()
        counter.pass_on("F9", BANK_SERVICE, "rusum")
    counter.call()
    counter.recall()
    counter.no_show()
    counter.call()
    counter.came()
    counter.grab("counter")
    counter.pass_on("F7", ServiceCode("VVA-01"), "dogum")
    counter.call()
    counter.came()
    counter.hold_and_resume()
    counter.heard()
    counter.came()
    display.grab(out / "display.png")
    serve_all(counter)
    counter.sign_out()


def _bank(counter: AtCounter) -> None:
    counter.sign_in(BANK)
    serve_all(counter)
    counter.sign_out()


def _return(counter: AtCounter) -> None:
    """Serve those who come back from the bank, at the window they left."""
    counter.sign_in(IDENTITY)
    serve_all(counter)
    counter.sign_out()


def serve_all(counter: AtCounter) -> None:
    """Call and serve until nobody waits for this window: two presses a visitor."""
    while counter.window.look().can("move:next") and counter.call():
        counter.came()
