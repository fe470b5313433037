"""What there is to say of the visit of a scanned slip, and what to choose."""

from collections.abc import Iterable

from common.domain.found_slip import FoundSlip
from common.domain.ticket import Move
from common.i18n import Text
from counter.asking import DeedName
from counter.deeds import DEEDS
from counter.option_list import Option
from counter.rows import Names

COPIED = "copy"
CHOICES = {
    Move.CALL: ("deed.call_now", "bell-ring"),
    Move.RESUME: ("op.resume", "undo-2"),
    Move.REINSTATE: ("deed.reinstate", "user-check"),
}
TO_WINDOW = (Move.CALL, Move.RESUME)
OF_RECEPTION = (DeedName.GRANT, DeedName.WITHDRAW, DeedName.NOTE)
"""What the reception does with the visit of anybody, once his slip was scanned."""


def found_words(found: FoundSlip, names: Names, text: Text) -> str:
    """Return where a visit stands: its service, its state, its window."""
    said = [names.service(found.leg.service), text(f"found.{found.leg.state.value}")]
    counter = None if found.leg.counter is None else names.floor.counter(found.leg.counter)
    if counter is not None:
        said.append(text("counter.window", number=counter.number))
    return " · ".join(said)


def found_options(
    found: FoundSlip, text: Text, deeds: Iterable[DeedName], *, busy: bool
) -> tuple[Option, ...]:
    """Return what may be done with it here, `deeds` among it; who is `busy` brings no other."""
    moves = tuple(
        Option(f"found:{move.value}", text(key), "", icon)
        for move, (key, icon) in CHOICES.items()
        if move in found.lawful and not (busy and move in TO_WINDOW)
    )
    more = tuple(
        Option(f"found:{deed.value}", text(f"deed.{deed.value}"), "", DEEDS[deed].icon)
        for deed in deeds
    )
    copied = Option(f"found:{COPIED}", text("deed.copy"), "", "copy")
    return (*moves, *more, copied) if found.may_copy else (*moves, *more)
