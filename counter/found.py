"""What there is to say of the visit of a scanned slip, and what to choose."""

from common.domain.found_slip import FoundSlip
from common.domain.ticket import Move
from common.i18n import Text
from counter.option_list import Option
from counter.rows import Names

COPIED = "copy"
CHOICES = {
    Move.CALL: ("deed.call_now", "bell-ring"),
    Move.RESUME: ("op.resume", "undo-2"),
    Move.REINSTATE: ("deed.reinstate", "user-check"),
}
TO_WINDOW = (Move.CALL, Move.RESUME)


def found_words(found: FoundSlip, names: Names, text: Text) -> str:
    """Return where a visit stands: its service, its state, its window."""
    said = [names.service(found.leg.service), text(f"found.{found.leg.state.value}")]
    counter = None if found.leg.counter is None else names.floor.counter(found.leg.counter)
    if counter is not None:
        said.append(text("counter.window", number=counter.number))
    return " · ".join(said)


def found_options(found: FoundSlip, text: Text, *, busy: bool) -> tuple[Option, ...]:
    """Return what may be done with it here; who is `busy` with a visitor brings no other."""
    moves = tuple(
        Option(f"found:{move.value}", text(key), "", icon)
        for move, (key, icon) in CHOICES.items()
        if move in found.lawful and not (busy and move in TO_WINDOW)
    )
    copied = Option(f"found:{COPIED}", text("deed.copy"), "", "copy")
    return (*moves, copied) if found.may_copy else moves
