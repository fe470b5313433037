"""Sixteen-bit mono sound brought to one loudness."""

import math
import wave
from array import array
from pathlib import Path
from typing import TypeAlias

Samples: TypeAlias = "array[int]"

FULL = 32767
TARGET_RMS = 10 ** (-17 / 20)
"""Of full scale, over the parts that are not pauses; speech so levelled is near -16 LUFS."""
PEAK = 10 ** (-1 / 20)
BLOCK_MS = 50


def level(samples: Samples, rate: int) -> Samples:
    """Return the samples at the common loudness, never clipped."""
    loud, peak = active_rms(samples, rate), max(map(abs, samples), default=0)
    if not loud or not peak:
        return samples
    gain = min(TARGET_RMS * FULL / loud, PEAK * FULL / peak)
    return array("h", [round(sample * gain) for sample in samples])


def active_rms(samples: Samples, rate: int) -> float:
    """Return the root mean square of the blocks within 20 dB of the loudest one."""
    size = max(1, rate * BLOCK_MS // 1000)
    blocks = [samples[at : at + size] for at in range(0, len(samples), size)]
    powers = [sum(sample * sample for sample in block) / len(block) for block in blocks]
    sounding = [power for power in powers if power > max(powers) / 100]
    return math.sqrt(sum(sounding) / len(sounding)) if sounding else 0.0


def read_wav(path: Path) -> tuple[Samples, int]:
    """Return the samples and the rate; ValueError when it is not sixteen-bit mono."""
    with wave.open(str(path), "rb") as sound:
        if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
            msg = f"{path} is not a sixteen-bit mono WAV"
            raise ValueError(msg)
        return array("h", sound.readframes(sound.getnframes())), sound.getframerate()


def write_wav(path: Path, samples: Samples, rate: int) -> None:
    """Write sixteen-bit mono."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())
