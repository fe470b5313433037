"""A real PulseAudio with a sink that only its monitor hears, and what was heard there."""

import os
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 22050
SINK = "module-null-sink sink_name=spk rate=48000"
Sound = npt.NDArray[np.float64]


@dataclass
class SoundServer:
    """A running server; it is asked and told by its own tools."""

    runtime: Path
    process: subprocess.Popen[bytes]

    def ask(self, *words: str) -> str:
        return subprocess.run(
            ["pactl", *words],
            env=_environment(self.runtime),
            capture_output=True,
            check=True,
            timeout=20,
            text=True,
        ).stdout

    def streams(self) -> list[str]:
        """Return the numbers of what plays now."""
        listed = self.ask("list", "short", "sink-inputs").splitlines()
        return [line.split()[0] for line in listed]

    def clients(self) -> int:
        """Count who is connected."""
        return len(self.ask("list", "short", "clients").splitlines())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def die(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)


def start_sound_server(runtime: Path, *modules: str) -> SoundServer:
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = _environment(runtime)
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit"]
    command += ["--use-pid-file=no", "-L", "module-native-protocol-unix"]
    for module in modules:
        command += ["-L", module]
    with (runtime / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
    server = SoundServer(runtime, process)

    def answers() -> bool:
        assert process.poll() is None, (runtime / "log").read_text()
        asked = subprocess.run(
            ["pactl", "info"], env=environment, capture_output=True, check=False, timeout=20
        )
        return asked.returncode == 0

    wait_until(answers)
    return server


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        threading.Event().wait(0.02)


def record(into: Path) -> subprocess.Popen[bytes]:
    command = ["parec", "-d", "spk.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le"]
    with into.open("wb") as sink:
        recorder = subprocess.Popen([*command, "--latency-msec=20"], stdout=sink)
    wait_until(lambda: into.stat().st_size > 0)
    return recorder


def recorded(recorder: subprocess.Popen[bytes], into: Path) -> Sound:
    """End a recording and return it."""
    recorder.terminate()
    recorder.wait(timeout=10)
    return as_sound(np.fromfile(into, dtype=np.int16))


def place(hall: Sound, sent: Sound) -> tuple[int, float]:
    """Return where `sent` is most like a part of what was heard, and its correlation there."""
    room = np.concatenate([hall, np.zeros(len(sent))])
    size = 1 << (len(room) + len(sent)).bit_length()
    match = np.fft.irfft(np.fft.rfft(room, size) * np.conj(np.fft.rfft(sent, size)), size)
    at = int(np.argmax(match[: len(room) - len(sent)]))
    part = room[at : at + len(sent)]
    return at, float((part * sent).sum() / np.sqrt((part**2).sum() * (sent**2).sum()))


def likeness(hall: Sound, sent: Sound) -> float:
    """Return how alike what was sent and heard are, each half second aligned by itself.

    A busy machine holds the sound up for moments; what is said stays the same.
    """
    at, _ = place(hall, sent)
    heard, meant = [], []
    for begins in range(0, len(sent), RATE // 2):
        piece = sent[begins : begins + RATE // 2]
        near = hall[max(0, at + begins - RATE // 2) : at + begins + RATE]
        if piece.any() and len(near) > len(piece):
            found, _ = place(near, piece)
            part = near[found : found + len(piece)]
            heard.append(part)
            meant.append(piece[: len(part)])
    one, other = np.concatenate(heard), np.concatenate(meant)
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))


def breaks(hall: Sound, sent: Sound) -> int:
    """Count the 5 ms in which something was sent and nothing heard."""
    at, _ = place(hall, sent)
    size = RATE // 200
    return sum(
        bool(
            np.abs(sent[n : n + size]).max() > 200
            and np.abs(hall[at + n : at + n + size]).max() < 3
        )
        for n in range(0, len(sent) - size, size)
    )


def as_sound(samples: object) -> Sound:
    return np.asarray(samples, dtype=np.float64)


def _environment(runtime: Path) -> dict[str, str]:
    return {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(runtime)}
