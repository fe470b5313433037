"""The words of `asan-centre simulate`, and what it says."""

import shutil
import signal
import sys
import tempfile
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from common.arguments import BAD_INPUT, OneLineParser
from common.demo.simulator.cluster import Cluster, private_cluster
from common.demo.simulator.day import FASTEST, Played, Stopped, Wish, play
from common.demo.simulator.evidence import gather
from common.demo.simulator.fault_day import (
    FaultDay,
    check_kinds,
    faults_as_facts,
    faults_as_lines,
    possible,
)
from common.demo.simulator.faults import Kind
from common.demo.simulator.hall import Hall
from common.demo.simulator.landing import Landing
from common.demo.simulator.report import Verdict, as_json, as_table, judge
from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.settings import FIRST_CENTRE

PROGRAM = "asan-centre simulate"
BROKEN = 1
REPORT = "simulation.json"


def main(arguments: Sequence[str]) -> int:
    """Play a day; return 0, 1 where an invariant is broken, 2 for bad input."""
    asked = _parser().parse_args(arguments)
    # Ended either way, it ends all that it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="asan-day-", dir=_passable()))
    try:
        return _play(asked, folder)
    except (Unavailable, Stopped) as error:
        sys.stderr.write(f"{PROGRAM}: {error}\n")
        return BAD_INPUT if isinstance(error, Unavailable) else BROKEN
    except KeyboardInterrupt:
        sys.stderr.write(f"{PROGRAM}: interrupted\n")
        return BAD_INPUT
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _play(asked: Namespace, folder: Path) -> int:
    with ExitStack() as stack:
        cluster = None
        if asked.store is None and asked.database == "postgres":
            cluster = stack.enter_context(private_cluster(folder / "postgres"))
        wish = _wish(asked, folder, cluster)
        there = possible(wish.url, cluster)
        kinds = tuple(asked.kinds or there)
        check_kinds(kinds, there)
        day = FaultDay(wish, asked.faults, kinds, cluster)
        played = day.play(folder / "day") if asked.faults else play(wish, folder / "day")
        evidence = gather(played)
        return _tell(asked.out, played, judge(evidence), day.landings(evidence))


def _tell(out: Path | None, played: Played, verdict: Verdict, landed: Sequence[Landing]) -> int:
    if out is not None:
        _write(out, as_json(played, verdict, faults_as_facts(landed) if landed else None))
    for line in as_table(played, verdict, list(faults_as_lines(landed)) if landed else ()):
        sys.stdout.write(f"{line}\n")
    return 0 if verdict.ok else BROKEN


def _wish(asked: Namespace, folder: Path, cluster: Cluster | None) -> Wish:
    own = f"sqlite:///{folder / 'store.db'}" if cluster is None else cluster.url
    wish = Wish(
        url=asked.store or own,
        centre=CentreCode(asked.centre),
        hall=Hall(asked.counters, asked.kiosks, asked.displays),
        tickets=asked.tickets,
        seed=asked.seed,
        hours=asked.hours,
        speed=asked.speed,
        processes=asked.processes,
        timeout=asked.timeout,
    )
    return wish if asked.day is None else replace(wish, date=asked.day)


def _write(out: Path, text: str) -> None:
    path = out if out.suffix == ".json" else out / REPORT
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror or error}") from error


def _passable() -> str | None:
    """Return a folder that whoever runs Postgres can pass through, where there is one."""
    return "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - a folder of its own in it


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=PROGRAM,
        description="Plays a day with clients that have no windows, then checks what was kept.",
        allow_abbrev=False,
    )
    for name, (kind, default, says) in _FIGURES.items():
        words = f"{says} ({default:g})"
        parser.add_argument(name, type=kind, default=default, metavar="N", help=words)
    add = parser.add_argument
    add("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the date (today)")
    add("--store", metavar="URL", help="a store without tickets of that day, not a real centre's")
    add(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="what a store of the day's own is made in",
    )
    add("--kinds", type=_kinds, metavar="KIND,...", help="client, backend, postmaster, link (all)")
    add("--centre", default=FIRST_CENTRE, metavar="CODE")
    add("--out", type=Path, metavar="DIR|JSON", help="where the report is written too")
    return parser


def number(text: str) -> float:
    """Read a number above zero."""
    read = float(text)
    if not 0 < read < float("inf"):
        raise ArgumentTypeError(f"{text} is not above 0")
    return read


def whole_number(text: str) -> int:
    """Read a whole number above zero."""
    return whole_number_or_none(text) or int(number(text))


def whole_number_or_none(text: str) -> int:
    """Read a whole number that may be zero."""
    read = int(text)
    if read < 0:
        raise ArgumentTypeError(f"{text} is less than 0")
    return read


def _kinds(text: str) -> tuple[Kind, ...]:
    there = {kind.value: kind for kind in Kind}
    wanted = text.split(",")
    if unknown := [word for word in wanted if word not in there]:
        raise ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(there)}")
    return tuple(there[word] for word in wanted)


_FIGURES: Mapping[str, tuple[Callable[[str], float], float, str]] = {
    "--tickets": (whole_number, 300, "visitors"),
    "--counters": (whole_number, 12, "windows with an operator each"),
    "--kiosks": (whole_number, 2, "kiosks"),
    "--displays": (whole_number, 2, "boards"),
    "--seed": (int, 1, "who comes when, for what, and his fate"),
    "--hours": (number, 9.0, "from the opening to the last ticket"),
    "--speed": (number, FASTEST, "simulated seconds a second, at most"),
    "--processes": (whole_number, 6, "the clients are spread over so many"),
    "--faults": (whole_number_or_none, 0, "kill something so many times"),
    "--timeout": (number, 3.0, "seconds of the clients' patience"),
}
