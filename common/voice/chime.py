"""The two notes before every call, computed so that nobody else's sound is needed."""

import math
from array import array
from pathlib import Path

from common.voice.loudness import FULL, Samples, level, write_wav

RATE = 22050
SECONDS = 0.8
NOTES = ((0.0, 659.26), (0.28, 523.25))
"""Start in seconds and hertz: E5 falling to C5, a calm major third."""
PARTIALS = ((1, 1.0), (2, 0.22), (3, 0.08))
ATTACK = 0.012
FADE = 0.08
HALF_LIFE = 0.13


def chime() -> Samples:
    """Return the chime's samples at the loudness of the speech."""
    wave = [_at(n / RATE) for n in range(int(SECONDS * RATE))]
    peak = max(map(abs, wave))
    return level(array("h", [round(sample / peak * FULL) for sample in wave]), RATE)


def write_chime(path: Path) -> None:
    """Write the chime as a WAV."""
    write_wav(path, chime(), RATE)


def _at(moment: float) -> float:
    fade = min(1.0, (SECONDS - moment) / FADE)
    return fade * sum(_note(moment - start, pitch) for start, pitch in NOTES if moment >= start)


def _note(age: float, pitch: float) -> float:
    swell = min(1.0, age / ATTACK) * math.exp2(-age / HALF_LIFE)
    tone = sum(share * math.sin(math.tau * pitch * n * age) for n, share in PARTIALS)
    return swell * tone
