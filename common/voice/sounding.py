"""The process that plays: a sound server that hangs can hang only this one."""

import os
import threading
import wave
from collections.abc import Generator
from pathlib import Path

import miniaudio

from common.voice.worker import Answer, serve

BACKENDS = [
    miniaudio.Backend.WASAPI,
    miniaudio.Backend.PULSEAUDIO,
    miniaudio.Backend.ALSA,
]
"""Named one by one: left alone the library falls back on a device that plays into nothing."""
DUMMY = b"auto_null"
"""The sink a PulseAudio or PipeWire server makes up when there is no other."""
PERIOD_MS = 100
STALL = 3.0
"""Seconds after which a device that asks for nothing is gone; a null sink pauses for 1.3."""
LEAD, TAIL = 0.05, 0.4
"""Seconds of silence: a stream's first moment may be cut, its last waits in buffers."""


def answer(question: Answer) -> Answer:
    """Play a `file` to its end on a `device` ("" is the default), or say if there is one."""
    device = str(question["device"])
    if "file" in question:
        play(Path(str(question["file"])), device)
        return {"played": True}
    return {"available": find(device) is not None}


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


def play(file: Path, device: str) -> None:
    """Play a sixteen-bit WAV to its end; raises when there is no device."""
    found = find(device)
    if found is None:
        msg = "no sound device" if not device else f"no sound device {device!r}"
        raise OSError(msg)
    with wave.open(str(file), "rb") as sound:
        channels, rate = sound.getnchannels(), sound.getframerate()
        frames = sound.readframes(sound.getnframes())
    frame = 2 * channels
    silence = [bytes(int(seconds * rate) * frame) for seconds in (LEAD, TAIL)]
    asked, finished = threading.Event(), list[bool]()
    stream = _feed(silence[0] + frames + silence[1], frame, asked, finished)
    next(stream)
    speaker = miniaudio.PlaybackDevice(
        nchannels=channels,
        sample_rate=rate,
        buffersize_msec=PERIOD_MS,
        device_id=found if device else None,
        backends=BACKENDS,
        app_name="ASAN Növbə",
    )
    with speaker:
        speaker.start(stream)
        while not finished:
            if not asked.wait(STALL):
                msg = "the sound device takes no more sound"
                raise OSError(msg)
            asked.clear()


def _feed(
    data: bytes, frame: int, asked: threading.Event, finished: list[bool]
) -> Generator[bytes, int, None]:
    wanted = yield b""
    at = 0
    while at < len(data):
        piece = data[at : at + wanted * frame]
        at += len(piece)
        asked.set()
        wanted = yield piece
    finished.append(True)
    asked.set()


def hush() -> None:
    """Send what the sound libraries write past Python (no card, no server) nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


if __name__ == "__main__":
    hush()
    # Without it a PulseAudio server keeps up to two seconds in its own buffer.
    os.environ["PULSE_LATENCY_MSEC"] = "200"
    serve(answer)
