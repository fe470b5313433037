import os
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from voice_fakes import Heard, call

from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.words import Language
from common.ports import VoiceState
from common.settings import VoiceSettings
from common.voice.loudness import read_wav
from common.voice.opening import open_voice
from common.voice.player import DevicePlayer, FilePlayer

CHIME = Path(__file__).parents[2] / "assets" / "sounds" / "chime.wav"
RATE = 22050
Sound = npt.NDArray[np.float64]


@dataclass
class SoundServer:
    """A real PulseAudio with a sink that only its monitor hears."""

    runtime: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


def start_sound_server(runtime: Path, *modules: str) -> SoundServer:
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(runtime)}
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit"]
    command += ["--use-pid-file=no", "-L", "module-native-protocol-unix"]
    for module in modules:
        command += ["-L", module]
    with (runtime / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
    server = SoundServer(runtime, process)
    until = time.monotonic() + 20
    while not answers(environment):
        assert process.poll() is None, (runtime / "log").read_text()
        assert time.monotonic() < until, (runtime / "log").read_text()
        threading.Event().wait(0.05)
    return server


def answers(environment: dict[str, str]) -> bool:
    asked = subprocess.run(
        ["pactl", "info"], env=environment, capture_output=True, check=False, timeout=20
    )
    return asked.returncode == 0


SINK = "module-null-sink sink_name=spk rate=48000"


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place where no sound server lives yet."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    return tmp_path / "run"


@pytest.fixture
def server(runtime: Path) -> Iterator[SoundServer]:
    server = start_sound_server(runtime, SINK)
    yield server
    server.stop()


@pytest.fixture
def player() -> Iterator[DevicePlayer]:
    player = DevicePlayer()
    yield player
    player.stop()


def record(into: Path) -> subprocess.Popen[bytes]:
    command = ["parec", "-d", "spk.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le"]
    with into.open("wb") as sink:
        recorder = subprocess.Popen([*command, "--latency-msec=20"], stdout=sink)
    until = time.monotonic() + 20
    while into.stat().st_size == 0 and time.monotonic() < until:
        threading.Event().wait(0.02)
    return recorder


def likeness(recorded: Sound, sent: Sound) -> float:
    """Return the highest correlation of `sent` with any part of `recorded`."""
    room = np.concatenate([np.zeros(len(sent)), recorded, np.zeros(len(sent))])
    size = 1 << (len(room) + len(sent)).bit_length()
    match = np.fft.irfft(np.fft.rfft(room, size) * np.conj(np.fft.rfft(sent, size)), size)
    at = int(np.argmax(match[: len(room) - len(sent)]))
    part = room[at : at + len(sent)]
    return float((part * sent).sum() / np.sqrt((part**2).sum() * (sent**2).sum()))


def as_sound(samples: object) -> Sound:
    return np.asarray(samples, dtype=np.float64)


@pytest.mark.usefixtures("server")
def test_a_call_is_heard_in_the_hall_as_it_was_made(tmp_path: Path) -> None:
    heard = Heard()
    cache, raw = tmp_path / "cache", tmp_path / "hall.raw"
    voice = open_voice(VoiceSettings(player="device", cache=cache), SystemClock())
    recorder = record(raw)
    voice.start(heard.note_spoken, heard.note_state)
    voice.announce(call(1, "A015", language=Language.EN))
    heard.wait(lambda heard: heard.labels == ["A015"], timeout=30)
    voice.stop()
    recorder.terminate()
    recorder.wait(timeout=10)

    hall = as_sound(np.fromfile(raw, dtype=np.int16))
    said = as_sound(read_wav(next(cache.glob("*.wav")))[0])
    assert heard.states == [VoiceState.READY]
    assert likeness(hall, said) > 0.8
    assert likeness(hall, as_sound(read_wav(CHIME)[0])) > 0.8
    assert likeness(hall, said[::-1]) < 0.4


def test_without_a_sound_server_there_is_no_device(runtime: Path, player: DevicePlayer) -> None:
    assert not runtime.exists()
    assert not player.available()
    with pytest.raises(Unavailable, match="no sound device"):
        player.play(CHIME, "A015")


def test_a_sink_that_the_server_made_up_is_no_device(runtime: Path, player: DevicePlayer) -> None:
    server = start_sound_server(runtime, "module-always-sink")
    there = player.available()
    server.stop()
    assert not there


def test_a_server_without_any_sink_is_no_device(runtime: Path, player: DevicePlayer) -> None:
    server = start_sound_server(runtime)
    there = player.available()
    server.stop()
    assert not there


@pytest.mark.usefixtures("server")
def test_a_device_is_found_by_a_part_of_its_name() -> None:
    present, absent = DevicePlayer("null out"), DevicePlayer("HDMI")
    found = present.available(), absent.available()
    present.stop()
    absent.stop()
    assert found == (True, False)


def test_a_board_with_no_device_says_so_and_goes_on_by_itself_when_there_is_one(
    runtime: Path, tmp_path: Path
) -> None:
    heard = Heard()
    voice = open_voice(VoiceSettings(player="device", cache=tmp_path / "cache"), SystemClock())
    voice.start(heard.note_spoken, heard.note_state)
    voice.announce(call(1, "A015", language=Language.EN))
    heard.wait(lambda heard: heard.states == [VoiceState.NO_DEVICE])
    assert heard.spoken == []

    server = start_sound_server(runtime, SINK)
    heard.wait(lambda heard: heard.states == [VoiceState.NO_DEVICE, VoiceState.READY], timeout=20)
    voice.stop()
    server.stop()


def test_a_server_that_dies_in_the_middle_of_a_sound_is_noticed(
    server: SoundServer, player: DevicePlayer, tmp_path: Path
) -> None:
    long = tmp_path / "long.wav"
    FilePlayer(tmp_path, CHIME).play(CHIME, "x")
    player_of_files = FilePlayer(tmp_path, tmp_path / "other.wav")
    for _ in range(6):
        player_of_files.play(CHIME, "long")
    (tmp_path / "call-long.wav").rename(long)
    said: list[str] = []

    def play() -> None:
        try:
            player.play(long, "A015")
        except Unavailable as trouble:
            said.append(str(trouble))

    playing = threading.Thread(target=play)
    playing.start()
    until = time.monotonic() + 20
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(server.runtime)}
    while b"node" not in inputs(environment) and time.monotonic() < until:
        threading.Event().wait(0.02)
    server.process.kill()
    playing.join(timeout=20)

    assert len(said) == 1
    assert not player.available()


def inputs(environment: dict[str, str]) -> bytes:
    asked = ["pactl", "list", "short", "sink-inputs"]
    done = subprocess.run(asked, env=environment, capture_output=True, check=False, timeout=20)
    return b"node" if done.stdout.strip() else b""


def test_the_file_player_writes_chime_and_sentence_into_one_file(tmp_path: Path) -> None:
    heard = Heard()
    settings = VoiceSettings(player="file", folder=tmp_path / "out", cache=tmp_path / "cache")
    voice = open_voice(settings, SystemClock())
    voice.start(heard.note_spoken, heard.note_state)
    voice.announce(call(1, "A015", language=Language.RU))
    voice.announce(call(2, "B007", language=Language.AZ))
    heard.wait(lambda heard: heard.labels == ["A015", "B007"], timeout=30)
    voice.announce(call(1, "A015", language=Language.RU, times=2))
    heard.wait(lambda heard: heard.labels == ["A015", "B007", "A015"], timeout=30)
    voice.stop()

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["call-A015-2.wav", "call-A015.wav", "call-B007.wav"]
    whole, _ = read_wav(tmp_path / "out" / "call-A015.wav")
    chime, _ = read_wav(CHIME)
    assert whole[: len(chime)] == chime
    assert any((whole[len(chime) :]).tobytes() in path.read_bytes() for path in cached(tmp_path))


def cached(folder: Path) -> list[Path]:
    return list((folder / "cache").glob("*.wav"))


def test_a_folder_that_cannot_be_made_is_no_device(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    player = FilePlayer(tmp_path / "out", CHIME)
    assert not player.available()
    with pytest.raises(Unavailable, match="A015"):
        player.play(CHIME, "A015")
