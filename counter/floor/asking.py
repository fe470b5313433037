"""What is asked before something is done on the floor, and what was answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from common.domain.reasons import OTHER, one_line


class ActName(StrEnum):
    """What may be done; the value is part of its word's key (`floor.act.*`)."""

    FREE = "free"
    HOLD = "hold"
    FREE_HELD = "free_held"
    SEND_HOME = "send_home"
    ADD = "add"
    WITHDRAW = "withdraw"
    ANSWER = "answer"
    """End what somebody at a counter asks, or that he is in danger."""
    SERVICE = "service"
    """Choose a service to stop or to start."""
    CLOSE = "close"
    OPEN = "open"
    MESSAGE = "message"
    """Choose whether to show a message or to remove one."""
    NEW_MESSAGE = "new_message"


class Ask(StrEnum):
    """What is asked; the value is part of its title's key (`floor.ask.*`)."""

    REASON = "reason"
    WORDS = "words"
    """What is written beside a reason; asked where no reason of the list fits."""
    TO_ADD = "to_add"
    TO_WITHDRAW = "to_withdraw"
    SERVICE = "service"
    CONFIRM = "confirm"
    MESSAGE = "message"
    AZ = "az"
    EN = "en"
    RU = "ru"
    SPAN = "span"
    ZONE = "zone"


_WHY = (Ask.REASON, Ask.WORDS)
ASKS: Mapping[ActName, tuple[Ask, ...]] = {
    ActName.FREE: _WHY,
    ActName.HOLD: _WHY,
    ActName.FREE_HELD: _WHY,
    ActName.SEND_HOME: _WHY,
    ActName.ADD: (Ask.TO_ADD,),
    ActName.WITHDRAW: (Ask.TO_WITHDRAW,),
    ActName.ANSWER: (Ask.CONFIRM,),
    ActName.SERVICE: (Ask.SERVICE,),
    ActName.CLOSE: _WHY,
    ActName.OPEN: (Ask.CONFIRM,),
    ActName.MESSAGE: (Ask.MESSAGE,),
    ActName.NEW_MESSAGE: (Ask.AZ, Ask.EN, Ask.RU, Ask.SPAN, Ask.ZONE),
}


WRITTEN = (Ask.WORDS, Ask.AZ, Ask.EN, Ask.RU)
"""What is written, and not chosen."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An act that is being asked about; nothing of it is done before the last answer."""

    act: ActName
    about: str = ""
    """The counter or service it is about."""
    label: str = ""
    """The number of the visitor whom it concerns."""
    count: int = 0
    """How many are on hold there."""
    leg: int | None = None
    asked: int | None = None
    """What somebody there asks, where that is to be ended."""
    given: tuple[str, ...] = ()
    """The answers so far, without what they are."""

    @property
    def ask(self) -> Ask | None:
        """Return what is asked now; None where everything was answered."""
        left = ASKS[self.act][len(self.given) :]
        ask = left[0] if left else None
        return None if ask is Ask.WORDS and self.given[-1] != OTHER else ask

    @property
    def words(self) -> str:
        """Return what was written beside the reason; empty where nothing was."""
        return one_line(self.given[1]) if len(self.given) > 1 else ""

    def answered(self, answer: str) -> "Asking":
        """Return it with one more answer."""
        return replace(self, given=(*self.given, answer))
