"""What visitors of the scripted day do at the kiosk."""

import time
from collections.abc import Callable
from pathlib import Path

from common.demo.driven import Driven, Seen, Stuck
from common.domain.floor import Floor
from common.domain.ids import ServiceCode
from common.domain.words import Language
from common.i18n import Text

MOST_PAGES = 12
PAPER_WITHIN = 8.0
PAPER_SLIDES = 0.5


class AtKiosk:
    """A visitor at the terminal: touches what is on the screen, remembers nothing."""

    def __init__(self, kiosk: Driven, floor: Floor, out: Path) -> None:
        self.window = kiosk
        self._floor = floor
        self._out = out

    def take(
        self,
        service: ServiceCode,
        language: Language,
        *,
        priority: bool = False,
        search: str = "",
        picture: Callable[[str], None] = lambda _page: None,
        paper: bool = True,
    ) -> str:
        """Take a ticket and walk away; return the number that stood on the screen.

        Without the paper that the visitor expects the day is not whole: Stuck.
        """
        self.window.wait(lambda seen: seen.has("page:welcome"), "the welcome page")
        if language is not Language.AZ:
            self.window.touch(f"language:{language.value}")
        if search:
            self._search(search, service, picture)
        else:
            self._choose(service, picture)
        self.window.wait(lambda seen: seen.can("take"), "the confirm page")
        picture("confirm")
        if priority:
            self._claim_priority(picture)
        self.window.touch("take")
        seen = self.window.wait(_with_number, "a number")
        label = seen.words["number"]
        self._leave(label, picture, paper=paper)
        return label

    def _claim_priority(self, picture: Callable[[str], None]) -> None:
        group = self._floor.catalogue.groups[0]
        self.window.touch("priority")
        self.window.wait(lambda seen: seen.has("page:groups"), "the groups")
        picture("groups")
        self.window.touch(f"group:{group.code}")
        self.window.wait(lambda seen: seen.can("take"), "the confirm page")

    def grab(self, name: str) -> None:
        """Keep a picture of the page at hand, once its paper has slid out."""
        if name == "ticket":
            time.sleep(PAPER_SLIDES)
        self.window.grab(self._out / f"kiosk-{name}.png")

    def _choose(self, service: ServiceCode, picture: Callable[[str], None]) -> None:
        if self.window.look().can(f"service:{service}"):
            self.window.touch(f"service:{service}")
            return
        entity = self._floor.catalogue.entity_of(service)
        self.window.touch(f"kind:{entity.kind.value}")
        self.window.wait(lambda seen: seen.has("page:entities"), "the entities")
        picture("entities")
        self._turn_to(f"entity:{entity.code}")
        self.window.wait(lambda seen: seen.has("page:services"), "the services")
        picture("services")
        self._turn_to(f"service:{service}")

    def _turn_to(self, name: str) -> None:
        for _ in range(MOST_PAGES):
            seen = self.window.look()
            if seen.can(name):
                self.window.touch(name)
                return
            self.window.touch("next_page")
        words = f"the kiosk never showed {name}"
        raise Stuck(words)

    def _search(self, text: str, service: ServiceCode, picture: Callable[[str], None]) -> None:
        self.window.touch("search")
        self.window.wait(lambda seen: seen.has("page:search"), "the search page")
        for letter in text:
            self.window.touch(f"key:{letter}")
        self.window.wait(lambda seen: seen.can(f"service:{service}"), f"{service} to be found")
        picture("search")
        self.window.touch(f"service:{service}")

    def _leave(self, label: str, picture: Callable[[str], None], *, paper: bool) -> None:
        seen = self.window.wait(_paper_known, "paper or trouble", PAPER_WITHIN)
        trouble = seen.has("page:trouble")
        picture("trouble" if trouble else "ticket")
        if trouble and paper:
            words = f"{label} has no paper"
            raise Stuck(words)
        walk_away(self.window)


def walk_away(kiosk: Driven) -> None:
    """Touch the ticket page until it goes: its first moments belong to a double touch."""

    def gone(seen: Seen) -> bool:
        if seen.can("done"):
            kiosk.touch("done")
        return seen.has("page:welcome")

    kiosk.wait(gone, "the welcome page after a touch", PAPER_WITHIN)


def _paper_known(seen: Seen) -> bool:
    printing = {Text(language)("kiosk.printing") for language in Language}
    return seen.has("page:trouble") or seen.words.get("paper", "") not in {"", *printing}


def _with_number(seen: Seen) -> bool:
    return bool(seen.words.get("number"))
