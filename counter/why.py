"""Why it is this ticket's turn, in one sentence."""

from collections.abc import Mapping
from datetime import datetime

from common.domain.ticket import Lane
from common.i18n import Text
from counter.rows import Names

MINUTE = 60


def why_words(why: Mapping[str, object] | None, names: Names, text: Text) -> str:
    """Return what was kept with a call as a sentence; empty where nothing is known."""
    if not why:
        return ""
    if why.get("resumed"):
        return text("why.resumed")
    if "due_at" not in why:
        return ""
    due = names.clock(datetime.fromisoformat(str(why["due_at"])))
    if reason := why.get("reason"):
        ahead = {"passed": why.get("passed", 0), "reason": text(f"reason.{reason}")}
        return text("why.out_of_turn", due=due, **ahead)
    sentence = text(f"why.{Lane(str(why['lane'])).value}", due=due, others=_others(why))
    handicap = round(int(str(why.get("handicap_seconds", 0))) / MINUTE)
    return f"{sentence} {text('why.handicap', minutes=handicap)}" if handicap else sentence


def _others(why: Mapping[str, object]) -> int:
    """Return how many more were waiting."""
    counted = (why.get("waiting_priority", 0), why.get("waiting_ordinary", 0))
    return max(0, sum(int(str(count)) for count in counted) - 1)
