"""The process that plays: a sound server that hangs can hang only this one.

It lives as long as its stream. Where the device is lost it says so and is to be replaced: the
library keeps a connection to the sound server for every stream that was ever opened.
"""

import os
import wave
from array import array
from pathlib import Path

import miniaudio

from common.voice.loudness import scaled
from common.voice.stream import BACKENDS, RATE, Stream
from common.voice.worker import Answer, serve

DUMMY = b"auto_null"
"""The sink a PulseAudio or PipeWire server makes up when there is no other."""
LATENCY_MS = 150
"""Without it a PulseAudio server keeps up to two seconds in its own buffer; with less than 100 a
busy computer breaks the sound."""


class Sounding:
    """Plays on one stream, opened as soon as there is a device."""

    def __init__(self) -> None:
        self._stream: Stream | None = None

    def answer(self, question: Answer) -> Answer:
        """Play a `file`, `finish` what was played, or say if there is a `device`.

        The device is found by a part of its name, "" is the default. Raises OSError when there
        is none to play on, and when the one that was there is lost.
        """
        device = str(question["device"])
        if "finish" in question:
            _there(self._stream).finish()
        # Also after the end: a server may have moved the stream to the sink it made up.
        stream = self._opened(device)
        if "file" in question:
            gain = question.get("gain", 1.0)
            sound = read(Path(str(question["file"])), gain if isinstance(gain, float) else 1.0)
            return {"available": True, "ago": _there(stream).play(sound)}
        return {"available": stream is not None}

    def _opened(self, device: str) -> Stream | None:
        found = find(device)
        if self._stream is not None:
            if found is None or self._stream.stalls:
                msg = "the sound device is lost"
                raise OSError(msg)
        elif found is not None:
            self._stream = Stream(found if device else None)
        return self._stream


def find(device: str) -> object | None:
    """Return the device whose name has these words; any when there are none; None if missing."""
    try:
        known = miniaudio.Devices(BACKENDS).get_playbacks()
    except miniaudio.MiniaudioError:
        return None
    for each in known:
        identity = bytes(miniaudio.ffi.buffer(each["id"])).split(b"\0")[0]
        if identity != DUMMY and device.lower() in each["name"].lower():
            found: object = each["id"]
            return found
    return None


def read(file: Path, gain: float = 1.0) -> bytes:
    """Return a sixteen-bit WAV's sound as the stream takes it, each sample times `gain`."""
    with wave.open(str(file), "rb") as sound:
        channels, rate = sound.getnchannels(), sound.getframerate()
        frames = scaled(array("h", sound.readframes(sound.getnframes())), gain).tobytes()
    if (channels, rate) == (1, RATE):
        return frames
    sixteen = miniaudio.SampleFormat.SIGNED16
    return bytes(miniaudio.convert_frames(sixteen, channels, rate, frames, sixteen, 1, RATE))


def _there(stream: Stream | None) -> Stream:
    if stream is None:
        msg = "no sound device"
        raise OSError(msg)
    return stream


def hush() -> None:
    """Send what the sound libraries write past Python (no card, no server) nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


if __name__ == "__main__":
    hush()
    os.environ["PULSE_LATENCY_MSEC"] = str(LATENCY_MS)
    serve(Sounding().answer)
