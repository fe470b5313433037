"""How what a printer says is cut into messages and read; which bits mean what, families say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.ports import PrinterState

MAY_PRINT = frozenset({PrinterState.READY, PrinterState.NEAR_END, PrinterState.NOT_TAKEN})
"""With these a slip can come out."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of message looks, byte by byte; no two forms of a family begin alike."""

    fixed: tuple[tuple[int, int], ...]
    """Of each byte the bits that never change and what they are; the last holds for all after."""
    size: Callable[[bytes], int] | None = None
    """The length as far as a beginning shows it, 0 where none begins so; None: that of `fixed`."""

    def length(self, beginning: bytes) -> int:
        """Return how many bytes the message has, as far as it is known; 0 if there is none."""
        mask, value = self.fixed[0]
        if beginning[0] & mask != value:
            return 0
        return len(self.fixed) if self.size is None else self.size(beginning)

    def sound(self, message: bytes) -> bool:
        """Say whether this is one whole message and nothing else."""
        if not message or len(message) != self.length(message):
            return False
        last = len(self.fixed) - 1
        pairs = (self.fixed[min(at, last)] for at in range(len(message)))
        return all(byte & mask == value for byte, (mask, value) in zip(message, pairs, strict=True))


@dataclass(frozen=True, slots=True)
class Ask:
    """A real-time question, which passes the print data, and how its answer looks."""

    question: bytes
    form: Form


@dataclass(frozen=True, slots=True)
class Sign:
    """Bits in an answer that mean a state."""

    ask: int
    """Place of the question in the family's `asks`, from 0."""
    bits: int
    state: PrinterState
    byte: int = 0
    """Place in the answer, from 0; a shorter answer says nothing of it."""
    value: int | None = None
    """What these bits have to be; None: all of them set."""

    def seen(self, answers: Sequence[bytes]) -> bool:
        """Say whether the answers show it."""
        answer = answers[self.ask]
        if self.byte >= len(answer):
            return False
        wanted = self.bits if self.value is None else self.value
        return answer[self.byte] & self.bits == wanted


@dataclass(frozen=True, slots=True)
class Saying:
    """A message that stands alone: an answer in line, or what a printer pushes of itself."""

    form: Form
    signs: tuple[Sign, ...]
    """The worst first; all of ask 0."""

    def read(self, message: bytes) -> PrinterState:
        """Return the worst that a message says; UNKNOWN unless it is sound."""
        return _worst(self.signs, [message]) if self.form.sound(message) else PrinterState.UNKNOWN


Answers = Sequence[bytes]


def _always(before: Answers, now: Answers) -> bool:  # noqa: ARG001 - it does not depend on them
    return True


@dataclass(frozen=True, slots=True)
class Family:
    """How one family of printers is asked, and what its answers mean."""

    asks: tuple[Ask, ...]
    signs: tuple[Sign, ...]
    """The worst first."""
    confirm: bytes
    """Waits in line behind the print data."""
    in_line: Saying | None
    """The answer to `confirm`; None where only the family's answers show that it was come to."""
    pushed: tuple[Saying, ...] = ()
    """What it may say without having been asked."""
    done: Callable[[Answers, Answers], bool] = _always
    """Whether the answers before a slip and those now show that the slip is no longer moving."""
    came: Callable[[Answers, Answers], bool] = _always
    """Whether they show that `confirm` was come to, where it has no answer in line."""


def understand(family: Family, answers: Answers) -> PrinterState:
    """Return the worst that the answers to all `asks` say; UNKNOWN unless each is sound."""
    if len(answers) != len(family.asks):
        return PrinterState.UNKNOWN
    if not all(ask.form.sound(said) for ask, said in zip(family.asks, answers, strict=True)):
        return PrinterState.UNKNOWN
    return _worst(family.signs, answers)


def _worst(signs: tuple[Sign, ...], answers: Answers) -> PrinterState:
    return next((sign.state for sign in signs if sign.seen(answers)), PrinterState.READY)


@dataclass(frozen=True, slots=True)
class Message:
    """What a printer said at once; without a form it is none of its family's."""

    form: Form | None
    data: bytes


class Ear:
    """Cuts what a printer says into messages, however it is chopped on the way."""

    def __init__(self, family: Family) -> None:
        said = [] if family.in_line is None else [family.in_line]
        self._forms = [
            *(ask.form for ask in family.asks),
            *(saying.form for saying in [*said, *family.pushed]),
        ]
        self._rest = b""

    @property
    def midway(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._rest)

    def take(self, got: bytes) -> list[Message]:
        """Return the messages that are whole now."""
        self._rest += got
        messages: list[Message] = []
        while self._rest:
            form = next((form for form in self._forms if form.length(self._rest)), None)
            length = 1 if form is None else form.length(self._rest)
            if len(self._rest) < length:
                break
            data, self._rest = self._rest[:length], self._rest[length:]
            sound = form is not None and form.sound(data)
            messages.append(Message(form if sound else None, data))
        return messages
