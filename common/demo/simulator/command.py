"""The words of `asan-centre simulate`, and what it says."""

import shutil
import sys
import tempfile
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
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
    folder = Path(tempfile.mkdtemp(prefix="asan-day-", dir=_short()))
    try:
        return _play(asked, folder)
    except (Unavailable, Stopped) as error:
        sys.stderr.write(f"{PROGRAM}: {error}\n")
        return BAD_INPUT if isinstance(error, Unavailable) else BROKEN
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


def _short() -> str | None:
    """Return a folder with a short name where there is one: the names of sockets must be short."""
    return "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - a folder of its own in it


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=PROGRAM,
        description="Plays a day with clients that have no windows, then checks what was kept.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--tickets", type=_count, default=300, metavar="N")
    add("--counters", type=_count, default=12, metavar="N")
    add("--kiosks", type=_count, default=2, metavar="N")
    add("--displays", type=_count, default=2, metavar="N")
    add("--seed", type=int, default=1, metavar="S", help="who comes when, for what, and his fate")
    add("--hours", type=float, default=9.0, metavar="H", help="from the opening to the last ticket")
    add(
        "--speed",
        type=float,
        default=FASTEST,
        metavar="X",
        help="simulated seconds a second, at most; the clients may not keep up",
    )
    add("--processes", type=_count, default=6, metavar="N", help="the clients are spread over them")
    add("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the date (today)")
    add("--store", metavar="URL", help="a store without tickets of that day (a new SQLite file)")
    add(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="what a store of the day's own is made in",
    )
    add("--faults", type=_none_or_more, default=0, metavar="N", help="kill something N times")
    add("--kinds", type=_kinds, metavar="KIND,...", help="client, backend, postmaster, link (all)")
    add("--centre", default=FIRST_CENTRE, metavar="CODE")
    add("--timeout", type=float, default=3.0, metavar="S", help="the clients' patience")
    add("--out", type=Path, metavar="DIR|JSON", help="where the report is written too")
    return parser


def _kinds(text: str) -> tuple[Kind, ...]:
    return tuple(Kind(word) for word in text.split(","))


def _none_or_more(text: str) -> int:
    return 0 if text == "0" else _count(text)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ArgumentTypeError(f"{text} is less than 1")
    return number
