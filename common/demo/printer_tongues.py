"""What a virtual printer of each family says, in the family's own bytes (in hex)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from common.demo.paper import CommandAt, escpos_command, star_command
from common.demo.printer_faults import Trouble

Words = Mapping[str, str]
"""Questions and answers."""
EOT = tuple(f"10 04 {n:02X}" for n in range(1, 7))
FULL, STAR = "10 04 14", "1B 06 01"


def _eot(*answers: str) -> Words:
    return dict(zip(EOT, answers, strict=False))


def _full(status: str, printer: str = "12") -> Words:
    return {EOT[0]: printer, FULL: f"10 0F {status}"}


def _star(status: str) -> Words:
    return {STAR: f"23 06 {status}"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """One family's questions and answers."""

    real_time: re.Pattern[bytes]
    fine: Words
    troubles: Mapping[Trouble, Words]
    in_line: Mapping[Trouble | None, str]
    """Answers to the question that waits its turn; of other troubles that of None."""
    pushed: str
    """What it says of itself when all is well; empty where that has the form of an answer."""
    command: CommandAt = escpos_command
    counts: bool = False
    """It counts what it came to rather than answering it."""

    def answer(self, trouble: Trouble | None, question: bytes, counted: int = 0) -> bytes:
        """Return what is said at once to a real-time question."""
        asked = question.hex(" ").upper()
        words = self.fine if trouble is None else self.troubles.get(trouble, self.fine)
        said = bytearray.fromhex(words.get(asked, self.fine.get(asked, "12")))
        if self.counts:
            said[7] = counted << 1 & 0x0E | counted << 2 & 0x60
        return self._spoken(trouble, bytes(said))

    def answer_in_line(self, trouble: Trouble | None) -> bytes:
        """Return what is said when the question behind the data was come to."""
        said = self.in_line.get(trouble, self.in_line.get(None, ""))
        return self._spoken(trouble, bytes.fromhex(said)) if said else b""

    def _spoken(self, trouble: Trouble | None, answer: bytes) -> bytes:
        if trouble in (Trouble.SILENT, Trouble.POWER_OFF):
            return b""
        if trouble is Trouble.GARBAGE:
            return b"\xff" * len(answer)
        if trouble is Trouble.WRONG_LENGTH:
            return answer[:-1] if len(answer) > 1 else answer * 2
        if trouble is Trouble.PUSHES:
            return (bytes.fromhex(self.pushed) or answer) + answer
        return answer


ESCPOS = Tongue(
    real_time=re.compile(rb"\x10\x04[\x01-\x04]"),
    fine=_eot("12", "12", "12", "12"),
    troubles={
        Trouble.PAPER_OUT: _eot("1A", "32", "12", "72"),
        Trouble.NEAR_END: _eot("12", "12", "12", "1E"),
        Trouble.COVER_OPEN: _eot("1A", "16", "12", "12"),
        Trouble.CUTTER: _eot("1A", "52", "1A", "12"),
        Trouble.JAM: _eot("1A", "52", "16", "12"),
        Trouble.HOT: _eot("1A", "52", "52", "12"),
    },
    in_line={None: "00", Trouble.NEAR_END: "03"},
    pushed="10 00 00 00",
)
CITIZEN = Tongue(
    real_time=re.compile(rb"\x10\x04[\x01-\x06]"),
    fine=_eot("12", "12", "12", "12", "12", "12"),
    troubles={
        Trouble.PAPER_OUT: _eot("1A", "32", "12", "32"),
        Trouble.NEAR_END: _eot("12", "12", "12", "16"),
        Trouble.COVER_OPEN: _eot("1A", "16", "12", "12", "16"),
        Trouble.CUTTER: _eot("1A", "52", "1A", "12"),
        Trouble.JAM: _eot("1A", "52", "16", "12", "12", "32"),
        Trouble.HOT: _eot("1A", "52", "52", "12", "1A"),
        Trouble.NOT_TAKEN: _eot("12", "12", "12", "52"),
    },
    in_line={None: "00", Trouble.NEAR_END: "01", Trouble.NOT_TAKEN: "08"},
    pushed="10 00 00 00",
)
CUSTOM = Tongue(
    real_time=re.compile(rb"\x10\x04[\x01-\x04\x14]"),
    fine=_full("00 00 00 00"),
    troubles={
        Trouble.PAPER_OUT: _full("05 00 00 00", "1A"),
        Trouble.NEAR_END: _full("04 00 00 00"),
        Trouble.COVER_OPEN: _full("00 02 00 00", "1A"),
        Trouble.CUTTER: _full("00 00 00 01", "1A"),
        Trouble.JAM: _full("00 00 40 00", "1A"),
        Trouble.HOT: _full("00 00 01 00", "1A"),
        Trouble.NOT_TAKEN: _full("20 00 00 00"),
    },
    in_line={None: "00", Trouble.NEAR_END: "03"},
    pushed="10 0F 00 00 00 00",
)
STAR_LINE = Tongue(
    real_time=re.compile(rb"\x1b\x06\x01"),
    fine=_star("00 00 00 00 00 00 00"),
    troubles={
        Trouble.PAPER_OUT: _star("08 00 00 0E 00 00 00"),
        Trouble.NEAR_END: _star("00 00 00 04 00 00 00"),
        Trouble.COVER_OPEN: _star("28 00 00 00 00 00 00"),
        Trouble.CUTTER: _star("08 08 00 00 00 00 00"),
        Trouble.JAM: _star("08 00 04 00 00 00 00"),
        Trouble.HOT: _star("08 40 00 00 00 00 00"),
        Trouble.NOT_TAKEN: _star("00 00 00 00 02 00 06"),
    },
    in_line={},
    pushed="",
    command=star_command,
    counts=True,
)
TONGUES: Mapping[str, Tongue] = {
    "generic_escpos": ESCPOS,
    "custom": CUSTOM,
    "citizen_ppu": CITIZEN,
    "star_line": STAR_LINE,
}
