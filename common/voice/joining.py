"""The process that joins recordings into a sentence: trimmed, without clicks, one loudness."""

import math
from array import array
from pathlib import Path

import miniaudio

from common.voice.loudness import FULL, Samples, active_rms, level, trimmed, write_wav
from common.voice.stream import RATE
from common.voice.worker import Answer, serve

FADE_MS = 4
EVEN_RMS = 10 ** (-26 / 20) * FULL
"""Each recording is brought to this before they are joined; no peak of speech is 26 dB above it."""


def read_clip(file: Path) -> Samples:
    """Return a recording as the voice plays it (WAV, FLAC, MP3 or Vorbis).

    Raises ValueError when it cannot be read or has no sound.
    """
    try:
        decoded = miniaudio.decode_file(str(file), miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except (miniaudio.MiniaudioError, OSError) as error:
        msg = f"{file.name} is no recording that can be read: {error}"
        raise ValueError(msg) from error
    samples = array("h", decoded.samples)
    if not active_rms(samples, RATE) > 1:
        msg = f"{file.name} is silent"
        raise ValueError(msg)
    return samples


def faded(samples: Samples) -> Samples:
    """Return a recording that begins and ends at zero."""
    count = min(RATE * FADE_MS // 1000, len(samples) // 2)
    curve = [0.5 - 0.5 * math.cos(math.pi * at / count) for at in range(count)]
    swell = [round(each * part) for each, part in zip(samples, curve, strict=False)]
    fall = [round(each * part) for each, part in zip(reversed(samples), curve, strict=False)]
    return array("h", swell) + samples[count : len(samples) - count] + array("h", reversed(fall))


def joined(clips: list[Samples], gaps_ms: list[int]) -> Samples:
    """Return recordings one after another, each followed by its gap, at the common loudness."""
    whole = array("h")
    for clip, gap in zip(clips, gaps_ms, strict=True):
        whole += faded(_even(trimmed(clip, RATE)))
        whole += array("h", bytes(2 * (RATE * gap // 1000)))
    return level(whole, RATE)


def _even(samples: Samples) -> Samples:
    gain = EVEN_RMS / active_rms(samples, RATE)
    return array("h", [max(-FULL, min(FULL, round(each * gain))) for each in samples])


def answer(question: Answer) -> Answer:
    """Join `clips` with `gaps` into `file`, or look at one `clip`; return its seconds.

    Raises ValueError when a recording is of no use.
    """
    match question:
        case {"clips": list(clips), "gaps": list(gaps), "file": str(file)}:
            sound = joined([read_clip(Path(each)) for each in clips], gaps)
            write_wav(Path(file), sound, RATE)
        case {"clip": str(clip)}:
            sound = trimmed(read_clip(Path(clip)), RATE)
        case _:
            msg = f"not understood: {question}"
            raise ValueError(msg)
    return {"seconds": len(sound) / RATE}


if __name__ == "__main__":
    serve(answer)
