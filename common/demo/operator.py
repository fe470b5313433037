"""What operators of the scripted day do at the console."""

from dataclasses import dataclass
from pathlib import Path

from common.demo.cast import Centre
from common.demo.driven import Driven, Seen
from common.domain.ids import CounterCode, OperatorCode, ServiceCode

SPOKEN_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Post:
    """Who sits where."""

    operator: OperatorCode
    counter: CounterCode


class AtCounter:
    """An operator at the console: presses keys, reads the screen, remembers nothing."""

    def __init__(self, console: Driven, centre: Centre, out: Path) -> None:
        self.window = console
        self._centre = centre
        self._out = out

    def sign_in(self, post: Post) -> None:
        """Sign in at a window with the PIN that the administrator handed out."""
        self.window.wait(lambda seen: seen.can("sign_in"), "the sign-in page")
        self.window.touch("operator")
        self.window.key("Ctrl+A")
        self.window.type(post.operator)
        self.window.key("Tab")
        self.window.type(self._centre.pins[post.operator])
        self.window.key("Tab")
        self._choose_window(post.counter)
        self.window.touch("sign_in")
        self.window.wait(lambda seen: seen.has("page:console"), "the console", 8.0)

    def sign_out(self) -> None:
        """Leave the window."""
        self.window.wait_and_touch("sign_out")
        self.window.wait(lambda seen: seen.has("page:signin"), "the sign-in page")

    def call(self) -> bool:
        """Press F2 and wait until the hall has seen and heard the call.

        While serving F2 finishes the visitor first; False when nobody came after him.
        """
        before = self.window.look().words.get("number", "")
        self.window.key("F2")
        seen = self.window.wait(
            lambda seen: seen.words.get("number", "") != before, "the window after F2"
        )
        if not seen.words.get("number"):
            return False
        self.heard()
        return True

    def heard(self) -> None:
        """Wait until the console says that the call was shown and spoken."""
        self.window.wait(_announced, "the call to be shown and spoken", SPOKEN_WITHIN)

    def came(self) -> None:
        """Press F4: the visitor is here."""
        self._press("F4", "start", "finish")

    def finish(self) -> None:
        """Press F5 and see the window empty."""
        self.window.key("F5")
        self.window.wait(lambda seen: not seen.words.get("number"), "an empty window")

    def recall(self) -> None:
        """Press F3 as soon as it is lawful, and wait until the hall heard it."""
        self._press("F3", "recall", "start")
        self.heard()

    def no_show(self) -> None:
        """Press F6 as soon as it is lawful."""
        self.window.wait(lambda seen: seen.can("move:no_show"), "a lawful no-show", 8.0)
        self.window.key("F6")
        self.window.wait(lambda seen: not seen.words.get("number"), "an empty window")

    def hold_and_resume(self) -> None:
        """Press F8, say why, then bring the visitor back."""
        self.window.key("F8")
        self.window.wait_and_touch("reason:documents")
        self.window.wait(lambda seen: not seen.words.get("number"), "an empty window")
        self.window.wait_and_touch("move:resume")
        self.window.wait(lambda seen: bool(seen.words.get("number")), "the visitor back")

    def pass_on(self, key: str, service: ServiceCode, typed: str) -> None:
        """Press F7 or F9, find a service by typing, and send the visitor there."""
        self.window.key(key)
        self.window.wait(lambda seen: seen.has("services_filter"), "the list of services")
        self.window.type(typed)
        self.window.wait_and_touch(f"service:{service}")
        self.window.wait(lambda seen: not seen.words.get("number"), "an empty window")

    def grab(self, name: str) -> None:
        """Keep a picture of the console."""
        self.window.grab(self._out / f"{name}.png")

    def _press(self, key: str, move: str, then: str) -> None:
        self.window.wait(lambda seen: seen.can(f"move:{move}"), f"{move} to be lawful", 8.0)
        self.window.key(key)
        self.window.wait(lambda seen: seen.can(f"move:{then}"), f"{then} after {move}")

    def _choose_window(self, counter: CounterCode) -> None:
        setup = self._centre.floor.counter(counter)
        wanted = str(setup.number if setup else "")
        self.window.key("Home")
        for _ in self._centre.floor.counters:
            if self.window.look().words.get("window", "").split(" ")[-1] == wanted:
                return
            self.window.key("Down")


def _announced(seen: Seen) -> bool:
    return bool(seen.words.get("shown")) and bool(seen.words.get("spoken"))
