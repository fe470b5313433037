"""What the doctor says of one thing."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is; UNKNOWN is what could not be asked."""

    OK = "ok"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: what was looked at, how it is, and what to do."""

    what: str
    verdict: Verdict
    words: str

    def line(self) -> str:
        """Return it as it is printed."""
        return f"{self.verdict:<8} {self.what}: {' '.join(self.words.split())}"


def ok(what: str, words: str) -> Finding:
    """Return that a thing is well."""
    return Finding(what, Verdict.OK, words)


def bad(what: str, words: str) -> Finding:
    """Return that a thing is not well; the words say what to do."""
    return Finding(what, Verdict.BAD, words)


def unknown(what: str, words: str) -> Finding:
    """Return that a thing could not be asked; the words say why."""
    return Finding(what, Verdict.UNKNOWN, words)
