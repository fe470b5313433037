"""The voice's figures: a sentence ready, and what becomes of calls in a peak."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from common.domain.ids import CallId
from common.domain.words import Language
from common.hearing import Announcement
from common.voice.announcer import Speaker
from common.voice.backlog import Backlog, Due, Rules
from common.voice.kept import seconds
from common.voice.lateness import Lateness
from common.voice.pack import MANIFEST, manifest, read_pack
from common.voice.phrases import sentence
from common.voice.recorded import Recorded
from common.voice.script import script
from common.voice.speech import Speech
from common.voice.stream import GAP, TAIL
from common.voice.wording import built_in
from tests.bench.figures import Count, Tell, figure

SENTENCES = 40
"""Of each language and form, made and measured."""
PEAK_SECONDS = 30 * 60
PEAKS = 40
A_MINUTE = 12
MIXES: Mapping[str, Sequence[Language]] = {
    "three languages alike": tuple(Language),
    "8 of 10 in az": (*[Language.AZ] * 8, Language.EN, Language.RU),
}
FORMS = {"whole sentences only": Rules(short_from=0), "short form from 2": Rules()}
SERIES = "ABDLMNRTVZFPS"

Lengths = Mapping[tuple[Language, bool], Sequence[float]]


def measure_voice(tell: Tell) -> None:
    """Measure, telling each figure."""
    with tempfile.TemporaryDirectory(prefix="asan-novbe-bench-") as name:
        folder = Path(name)
        speech = Speech(folder / "spoken")
        try:
            lengths = _made(speech, "synthesised", tell)
            with _joined(folder, speech) as recorded:
                _made(recorded, "joined from recordings", tell)
        finally:
            speech.stop()
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        chimes = seconds(chime)
    for mix, languages in MIXES.items():
        for form, rules in FORMS.items():
            said = _Said(lengths, chimes, random.Random(12))  # noqa: S311 - no secret
            _tell_peaks(f"{mix}, {form}", languages, rules, said, tell)


def _made(speaker: Speaker, how: str, tell: Tell) -> Lengths:
    """Have sentences made that nobody made before; return how long they are."""
    lengths: dict[tuple[Language, bool], list[float]] = {}
    for language in Language:
        times = []
        for short in (False, True):
            wavs = []
            for number in range(SENTENCES):
                text = sentence(_call(number, language), built_in()[language], short=short)
                began = time.monotonic()
                wavs.append(speaker.make(text, language))
                times.append((time.monotonic() - began) * 1e3)
            lengths[language, short] = [seconds(wav) for wav in wavs]
            form = "short" if short else "whole"
            tell(figure(f"{form} call, {how}, {language}", "s", lengths[language, short]))
        # The first one of all starts the process; a board does that before its first call.
        tell(figure(f"sentence ready, {how}, {language}", "ms", times[1:]))
    return lengths


def _call(number: int, language: Language) -> Announcement:
    draw = random.Random(number)  # noqa: S311 - no secret
    label = f"{draw.choice(SERIES)}{draw.randint(1, 899):03d}"
    now = datetime(2026, 3, 9, tzinfo=UTC)
    return Announcement(CallId(number), label, draw.randint(1, 60), language, 1, now)


@contextmanager
def _joined(folder: Path, speech: Speech) -> Iterator[Recorded]:
    """Give a pack "recorded" by the synthesiser."""
    lines = {language: script(built_in()[language], whole=True) for language in Language}
    pack = folder / "pack"
    for language, those in lines.items():
        (pack / language).mkdir(parents=True)
        for line in those:
            made = speech.make(line.words, language)
            (pack / f"{line.file}.wav").write_bytes(made.read_bytes())
    (pack / MANIFEST).write_text(manifest(lines), encoding="utf-8")
    recorded = Recorded(read_pack(pack), speech, folder, complete=True)
    try:
        yield recorded
    finally:
        recorded.stop()


@dataclass
class _Said:
    """How long what is said takes."""

    lengths: Lengths
    chime: float
    draw: random.Random

    def seconds(self, due: Due, language: Language) -> float:
        before = GAP if due.bare else self.chime + 2 * GAP
        return before + self.draw.choice(self.lengths[language, due.short]) + TAIL


@dataclass
class Peak:
    """What became of the calls of a peak."""

    lateness: Lateness = field(default_factory=Lateness)
    backlogs: list[int] = field(default_factory=list)
    """How many waited when one more came."""
    called: int = 0
    dropped: int = 0


def simulate(
    arrivals: Sequence[tuple[float, Language]],
    rules: Rules,
    said: Callable[[Due, Language], float],
    peak: Peak,
) -> None:
    """Let calls come at their seconds, and the board's own rules say what is spoken when."""
    backlog, waiting, now = Backlog(rules), list(arrivals), 0.0
    number = queued = 0
    while waiting or queued:
        if not queued:
            now = max(now, waiting[0][0])
        while waiting and waiting[0][0] <= now:
            came, language = waiting.pop(0)
            number += 1
            peak.backlogs.append(queued)
            backlog.add(_announcement(number, language), came)
            queued += 1
        late = len(backlog.drop_late(now))
        peak.dropped, queued = peak.dropped + late, queued - late
        due = backlog.take(now)
        if due is None or not isinstance(due.said, Announcement):
            continue
        queued -= 1
        peak.lateness.note(now - due.since)
        now += said(due, due.said.language)
        backlog.done(now)
    peak.called += number


def _announcement(number: int, language: Language) -> Announcement:
    now = datetime(2026, 3, 9, tzinfo=UTC)
    return Announcement(CallId(number), f"A{number:03d}", 1, language, 1, now)


def _tell_peaks(
    name: str, languages: Sequence[Language], rules: Rules, said: _Said, tell: Tell
) -> None:
    peak = Peak(Lateness(PEAKS * PEAK_SECONDS))
    for _ in range(PEAKS):
        simulate(list(_arrivals(said.draw, languages)), rules, said.seconds, peak)
    spoken = 100 * (peak.called - peak.dropped) / peak.called
    backlog = sorted(peak.backlogs)[int(0.95 * len(peak.backlogs))]
    tell(Count(f"peak, {name}: spoken", "%", round(spoken, 1)))
    tell(Count(f"peak, {name}: backlog p95", "calls", backlog))
    for part in (50, 95):
        late = round(peak.lateness.percentile(part), 1)
        tell(Count(f"peak, {name}: call to first sound, p{part}", "s", late))


def _arrivals(
    draw: random.Random, languages: Sequence[Language]
) -> Iterator[tuple[float, Language]]:
    """Yield calls that come at random, so many a minute."""
    now = draw.expovariate(A_MINUTE / 60)
    while now < PEAK_SECONDS:
        yield now, draw.choice(languages)
        now += draw.expovariate(A_MINUTE / 60)
