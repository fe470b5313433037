"""Which answers of a printer make a slip printed, word for word."""

import socket
import threading
from collections.abc import Callable
from typing import Self

import pytest

from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.ports import Printer, PrinterState

Open = Callable[..., Printer]

FINE = [b"\x12"] * 4
HANG_UP = b""
COVER_OPEN = [b"\x1a", b"\x16", b"\x12", b"\x12"]


class Parrot:
    """Says its answers in turn, whatever the questions mean; after HANG_UP, nothing more."""

    def __init__(self, answers: list[bytes]) -> None:
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port = self._ear.getsockname()[1]
        self._answers = answers
        self._thread = threading.Thread(target=self._talk)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._ear.close()

    def _talk(self) -> None:
        line, _ = self._ear.accept()
        with line:
            heard = b""
            for answer in self._answers:
                while heard[-3:-1] not in (b"\x10\x04", b"\x1dr", b"\x1b\x06"):
                    got = line.recv(65536)
                    if not got:  # nobody asks any more
                        return
                    heard += got
                heard = b""
                if answer == HANG_UP:
                    return
                line.sendall(answer)
            line.recv(65536)


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize(
    ("answers", "slip_state", "state"),
    [
        ([*FINE[:3], HANG_UP], SlipState.FAILED, PrinterState.NO_LINK),
        ([*FINE[:3], b"\x12\x12"], SlipState.FAILED, PrinterState.UNKNOWN),
        ([*FINE, b"\0", *COVER_OPEN], SlipState.UNKNOWN, PrinterState.COVER_OPEN),
        ([*FINE, b"\x0c", *FINE], SlipState.UNKNOWN, PrinterState.OUT_OF_PAPER),
        ([*FINE, b"\0\0", *FINE], SlipState.UNKNOWN, PrinterState.UNKNOWN),
        ([*FINE, HANG_UP], SlipState.UNKNOWN, PrinterState.NO_LINK),
        ([*FINE, b"\0", *FINE[:3], HANG_UP], SlipState.UNKNOWN, PrinterState.NO_LINK),
    ],
    ids=[
        "hangs up before the slip",
        "says too much",
        "cover opened after the slip",
        "no paper after the slip",
        "confirms twice",
        "hangs up on the slip",
        "hangs up in the last question",
    ],
)
def test_only_a_confirmed_slip_of_a_healthy_printer_is_called_printed(
    open_at: Open,
    slip: Slip,
    answers: list[bytes],
    slip_state: SlipState,
    state: PrinterState,
) -> None:
    with Parrot(answers) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}").print_slip(slip)

    assert (printout.slip, printout.state) == (slip_state, state)


def test_a_parrot_that_says_the_right_things_is_believed(open_at: Open, slip: Slip) -> None:
    with Parrot([*FINE, b"\0", *FINE]) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}").print_slip(slip)

    assert printout.slip is SlipState.PRINTED


STILL = [b"\x12", bytes.fromhex("10 0F 00 00 00 00")]
MOVING = [b"\x12", bytes.fromhex("10 0F 00 0C 00 00")]


def test_a_slip_of_custom_is_printed_when_the_motor_has_stopped(open_at: Open, slip: Slip) -> None:
    with Parrot([*STILL, b"\0", *MOVING, *STILL]) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}", family="custom").print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, PrinterState.READY)


@pytest.mark.usefixtures("expect_warnings")
def test_a_slip_of_custom_that_stops_moving_in_trouble_is_not_called_printed(
    open_at: Open, slip: Slip
) -> None:
    torn = [b"\x12", bytes.fromhex("10 0F 00 08 40 00")]
    with Parrot([*STILL, b"\0", *MOVING, *torn]) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}", family="custom").print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.UNKNOWN, PrinterState.JAM)


NOTHING_COUNTED, ONE_COUNTED = (
    bytes.fromhex(f"23 06 00 00 00 00 00 {counted} 00") for counted in ("00", "02")
)
OVERFLOWED = bytes.fromhex("23 06 00 00 40 00 00 00 00")


@pytest.mark.usefixtures("expect_warnings")
def test_bytes_that_star_lost_are_not_forgotten_when_it_says_so_only_once(
    open_at: Open, slip: Slip
) -> None:
    with Parrot([NOTHING_COUNTED, OVERFLOWED, ONE_COUNTED]) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}", family="star_line").print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.UNKNOWN, PrinterState.UNKNOWN)


def test_star_is_asked_until_it_has_counted_the_slip(open_at: Open, slip: Slip) -> None:
    with Parrot([NOTHING_COUNTED, NOTHING_COUNTED, b"\x05", ONE_COUNTED]) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}", family="star_line").print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, PrinterState.READY)


@pytest.mark.usefixtures("expect_warnings")
def test_trouble_that_a_printer_pushes_while_it_prints_is_heard(open_at: Open, slip: Slip) -> None:
    with Parrot([*FINE, bytes.fromhex("18 08 00 00"), *FINE]) as parrot:
        printout = open_at(f"127.0.0.1:{parrot.port}").print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.UNKNOWN, PrinterState.CUTTER)
