"""Sixteen-bit mono sound brought to one loudness."""

import math
import wave
from array import array
from pathlib import Path
from typing import TypeAlias

Samples: TypeAlias = "array[int]"

FULL = 32767
TARGET_RMS = 10 ** (-15 / 20)
"""Of full scale, over the parts that are not pauses; so levelled, chime and sentences are within
2 LU of -16 LUFS (ITU-R BS.1770)."""
PEAK = 10 ** (-1 / 20)
KNEE = 0.5
BLOCK_MS = 50
EDGE_MS = 5
FLOOR = 10 ** (-40 / 20)
"""Of a sound's loudest 5 ms: what is softer at its ends is not speech."""


def level(samples: Samples, rate: int) -> Samples:
    """Return the samples at the common loudness, never clipped."""
    loud = active_rms(samples, rate)
    if not loud:
        return samples
    gain = TARGET_RMS * FULL / loud
    return array("h", [round(FULL * _limited(sample * gain / FULL)) for sample in samples])


def scaled(samples: Samples, gain: float) -> Samples:
    """Return the samples softer, or as they are; a gain of more than 1 would clip them."""
    return samples if gain == 1 else array("h", (round(each * gain) for each in samples))


def _limited(sample: float) -> float:
    """Bend what is louder than the knee towards the peak, which it never reaches."""
    over = abs(sample) - KNEE
    if over <= 0:
        return sample
    room = PEAK - KNEE
    return math.copysign(KNEE + room * math.tanh(over / room), sample)


def active_rms(samples: Samples, rate: int) -> float:
    """Return the root mean square of the blocks within 20 dB of the loudest one."""
    size = max(1, rate * BLOCK_MS // 1000)
    blocks = [samples[at : at + size] for at in range(0, len(samples), size)]
    powers = [sum(sample * sample for sample in block) / len(block) for block in blocks]
    sounding = [power for power in powers if power > max(powers) / 100]
    return math.sqrt(sum(sounding) / len(sounding)) if sounding else 0.0


def trimmed(samples: Samples, rate: int) -> Samples:
    """Return a sound without the silence before and after what is said."""
    size = rate * EDGE_MS // 1000
    blocks = [samples[at : at + size] for at in range(0, len(samples), size)]
    powers = [sum(each * each for each in block) / len(block) for block in blocks]
    limit = max(powers) * FLOOR**2
    loud = [at for at, power in enumerate(powers) if power > limit]
    # One block more on each side: consonants begin softly.
    return samples[max(0, loud[0] - 1) * size : (loud[-1] + 2) * size]


def shortest(text: str) -> float:
    """Return the seconds below which a sound cannot be the whole of a text; speech takes twice."""
    return 0.035 * len(text)


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
