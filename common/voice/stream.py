"""The one way to a sound device: silent until it is given a sound, and never closed."""

import threading
import time
from collections.abc import Generator

import miniaudio

RATE = 22050
"""Frames a second, of the chime and of eSpeak NG."""
FRAME = 2
"""Bytes: sixteen bits, one channel."""
BACKENDS = [
    miniaudio.Backend.WASAPI,
    miniaudio.Backend.PULSEAUDIO,
    miniaudio.Backend.ALSA,
]
"""Named one by one: left alone the library falls back on a device that plays into nothing."""
PERIOD_MS = 40
STALL = 2.5
"""Seconds after which a device that asks for nothing is gone; a null sink pauses for 1.3."""
LEAD, GAP, TAIL = 0.05, 0.18, 0.3
"""Seconds of silence before the first sound (its first moment may be cut), between two, and
after the last (it waits in buffers)."""


class Stream:
    """Feeds a device without a break, so that no sound pays for a start."""

    def __init__(self, device: object | None) -> None:
        """Open a device, None for the default one; raises MiniaudioError."""
        self._moved = threading.Condition()
        self._sound = b""
        self._given = 0
        self._begin = 0
        self._end = _frames(LEAD - GAP)
        self._asked = time.monotonic()
        self._speaker = miniaudio.PlaybackDevice(
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD_MS,
            device_id=device,
            backends=BACKENDS,
            app_name="ASAN Növbə",
        )
        feed = self._feed()
        next(feed)
        self._speaker.start(feed)

    @property
    def stalls(self) -> bool:
        """Whether the device has stopped asking for sound."""
        return time.monotonic() - self._asked > STALL

    def play(self, sound: bytes) -> float:
        """Give a sound to the device, a gap after the one before.

        Returns how many seconds ago its beginning was given. Raises OSError when it stalls.
        """
        with self._moved:
            self._sound = sound
            self._begin = max(self._given, self._end + _frames(GAP))
            self._end = self._begin + len(sound) // FRAME
            self._wait_until(self._begin + 1)
            began = time.monotonic()
            self._wait_until(self._end)
            return time.monotonic() - began

    def finish(self) -> None:
        """Wait until the last sound has left the buffers; raises OSError when the device stalls."""
        with self._moved:
            self._wait_until(self._end + _frames(TAIL))

    def _wait_until(self, frame: int) -> None:
        while self._given < frame:
            self._moved.wait(STALL)
            if self.stalls:
                msg = "the sound device takes no more sound"
                raise OSError(msg)

    def _feed(self) -> Generator[bytes, int, None]:
        wanted = yield b""
        while True:
            with self._moved:
                piece = self._next(wanted)
                self._given += wanted
                self._asked = time.monotonic()
                self._moved.notify_all()
            wanted = yield piece

    def _next(self, wanted: int) -> bytes:
        """Return the next frames: silence, and of the sound what falls among them."""
        before = min(wanted, max(0, self._begin - self._given))
        at = max(0, self._given - self._begin) * FRAME
        piece = bytes(before * FRAME) + self._sound[at : at + (wanted - before) * FRAME]
        return piece.ljust(wanted * FRAME, b"\0")


def _frames(seconds: float) -> int:
    return round(seconds * RATE)
