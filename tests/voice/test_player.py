import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sound_server import (
    RATE,
    SINK,
    SoundServer,
    as_sound,
    breaks,
    likeness,
    place,
    record,
    recorded,
    start_sound_server,
    wait_until,
)
from voice_fakes import Heard, call

from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.words import Language
from common.hearing import VoiceState
from common.settings import VoiceSettings
from common.voice.loudness import read_wav, write_wav
from common.voice.opening import open_voice
from common.voice.player import DevicePlayer, FilePlayer

Start = Callable[..., SoundServer]
LOUD = 50
"""A sample of sixteen bits that is no noise."""
CHIME = Path(__file__).parents[2] / "assets" / "sounds" / "chime.wav"


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place where no sound server lives yet."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    return tmp_path / "run"


@pytest.fixture
def start(runtime: Path) -> Iterator[Start]:
    """Start a server with modules; what still runs at the end is stopped."""
    servers: list[SoundServer] = []

    def start(*modules: str) -> SoundServer:
        servers.append(start_sound_server(runtime, *modules))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(start: Start) -> SoundServer:
    return start(SINK)


@pytest.fixture
def player() -> Iterator[DevicePlayer]:
    player = DevicePlayer()
    yield player
    player.stop()


@pytest.mark.usefixtures("server")
def test_a_call_is_heard_in_the_hall_as_it_was_made_right_after_its_chime(tmp_path: Path) -> None:
    # A machine with too much to do starves the sound server; breaks of ours come each time.
    assert any(is_heard_whole(tmp_path / str(time)) for time in range(3))


def is_heard_whole(folder: Path) -> bool:
    """Let the hall hear a call in the right order; say whether its sounds are nowhere broken."""
    folder.mkdir()
    heard = Heard()
    cache, raw = folder / "cache", folder / "hall.raw"
    voice = open_voice(VoiceSettings(player="device", cache=cache), SystemClock())
    recorder = record(raw)
    voice.start(heard.note_spoken, heard.note_state)
    heard.wait(lambda heard: heard.states == [VoiceState.READY], timeout=30)
    voice.announce(call(1, "A015", language=Language.EN))
    heard.wait(lambda heard: heard.labels == ["A015"], timeout=30)
    voice.stop()

    hall = recorded(recorder, raw)
    chime, said = (as_sound(read_wav(wav)[0]) for wav in (CHIME, next(cache.glob("*.wav"))))
    (chimed_at, chimed), (said_at, spoken) = place(hall, chime), place(hall, said)
    assert heard.states == [VoiceState.READY]
    assert place(hall, said[::-1])[1] < 0.4
    if min(chimed, spoken) <= 0.8:
        return False
    assert 0.1 < (said_at - chimed_at - len(chime)) / RATE < 1
    return breaks(hall, chime) + breaks(hall, said) == 0


def test_all_sounds_go_through_one_stream(
    server: SoundServer, player: DevicePlayer, tmp_path: Path
) -> None:
    tick = tmp_path / "tick.wav"
    write_wav(tick, read_wav(CHIME)[0][: RATE // 20], RATE)
    assert player.available()
    streams, clients = server.streams(), server.clients()
    for _ in range(3):
        player.play(tick, "A015")
    player.finish()

    assert server.streams() == streams
    assert len(streams) == 1
    assert server.clients() == clients


@pytest.mark.usefixtures("server")
def test_a_cut_silences_the_device_in_the_middle_of_a_sound(
    player: DevicePlayer, tmp_path: Path
) -> None:
    raw, long = tmp_path / "ear.raw", tmp_path / "long.wav"
    write_wav(long, read_wav(CHIME)[0][:RATE] * 6, RATE)
    assert player.available()
    recorder = record(raw)
    timer = threading.Timer(1.0, player.cut)
    timer.start()

    with pytest.raises(Unavailable):
        player.play(long, "page")
    timer.join()
    with pytest.raises(Unavailable):
        player.play(CHIME, "page")
    player.go_on()
    player.play(CHIME, "page")
    player.finish()

    heard, chime = recorded(recorder, raw), as_sound(read_wav(CHIME)[0])
    tenths = [heard[at : at + RATE // 10] for at in range(0, len(heard), RATE // 10)]
    loud = sum(bool(abs(each).max() > LOUD) for each in tenths)
    assert loud < 40, "the long sound went on after the cut"
    assert place(heard, chime)[1] > 0.8


@pytest.mark.usefixtures("server")
def test_a_sound_of_another_rate_keeps_its_pitch(player: DevicePlayer, tmp_path: Path) -> None:
    raw, fast = tmp_path / "hall.raw", tmp_path / "fast.wav"
    chime = read_wav(CHIME)[0]
    write_wav(fast, array("h", [sample for sample in chime for _ in range(2)]), 2 * RATE)
    recorder = record(raw)
    player.play(fast, "A015")
    player.finish()

    assert place(recorded(recorder, raw), as_sound(chime))[1] > 0.8


def test_without_a_sound_server_there_is_no_device(runtime: Path, player: DevicePlayer) -> None:
    assert not runtime.exists()
    assert not player.available()
    with pytest.raises(Unavailable, match="no sound device"):
        player.play(CHIME, "A015")


def test_a_sink_that_the_server_made_up_is_no_device(start: Start, player: DevicePlayer) -> None:
    start("module-always-sink")
    assert not player.available()


def test_a_server_without_any_sink_is_no_device(start: Start, player: DevicePlayer) -> None:
    start()
    assert not player.available()


@pytest.mark.usefixtures("server")
def test_a_device_is_found_by_a_part_of_its_name() -> None:
    present, absent = DevicePlayer("null out"), DevicePlayer("HDMI")
    found = present.available(), absent.available()
    present.stop()
    absent.stop()
    assert found == (True, False)


def test_a_board_with_no_device_says_so_and_goes_on_by_itself_when_there_is_one(
    start: Start, tmp_path: Path
) -> None:
    heard = Heard()
    voice = open_voice(VoiceSettings(player="device", cache=tmp_path / "cache"), SystemClock())
    voice.start(heard.note_spoken, heard.note_state)
    voice.announce(call(1, "A015", language=Language.EN))
    heard.wait(lambda heard: heard.states == [VoiceState.NO_DEVICE])
    assert heard.spoken == []

    start(SINK)
    heard.wait(lambda heard: heard.states == [VoiceState.NO_DEVICE, VoiceState.READY], timeout=20)
    voice.stop()


@pytest.mark.long
def test_a_call_cut_short_by_a_lost_device_is_heard_whole_when_it_is_back(
    server: SoundServer, start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    cache, raw = tmp_path / "cache", tmp_path / "hall.raw"
    voice = open_voice(VoiceSettings(player="device", cache=cache), SystemClock())
    voice.start(heard.note_spoken, heard.note_state)
    heard.wait(lambda heard: heard.states == [VoiceState.READY], timeout=30)
    voice.announce(call(1, "A015", language=Language.EN))
    wait_until(lambda: bool(list(cache.glob("*.wav"))))
    server.die()
    heard.wait(lambda heard: heard.states[-1] is VoiceState.NO_DEVICE, timeout=30)
    assert heard.spoken == []

    start(SINK)
    recorder = record(raw)
    heard.wait(lambda heard: heard.labels == ["A015"], timeout=30)
    voice.stop()

    hall = recorded(recorder, raw)
    said = as_sound(read_wav(next(cache.glob("*.wav")))[0])
    assert likeness(hall, said) >= 0.8
    assert heard.states == [VoiceState.READY, VoiceState.NO_DEVICE, VoiceState.READY]
    assert "does not hear A015" in caplog.text
    caplog.clear()


def test_a_server_that_dies_in_the_middle_of_a_sound_is_noticed(
    server: SoundServer, player: DevicePlayer, tmp_path: Path
) -> None:
    long = tmp_path / "long.wav"
    write_wav(long, read_wav(CHIME)[0] * 10, RATE)
    said: list[str] = []

    def play() -> None:
        try:
            player.play(long, "A015")
        except Unavailable as trouble:
            said.append(str(trouble))

    playing = threading.Thread(target=play)
    playing.start()
    wait_until(lambda: bool(server.streams()))
    server.die()
    playing.join(timeout=20)

    assert len(said) == 1
    assert not player.available()


def test_a_sound_that_ended_on_a_sink_the_server_made_up_was_not_heard(
    start: Start, player: DevicePlayer
) -> None:
    server = start(SINK, "module-always-sink")
    assert player.available()
    player.play(CHIME, "A015")
    server.ask("unload-module", "module-null-sink")
    with pytest.raises(Unavailable, match="lost"):
        player.finish()
    assert not player.available()

    server.ask("load-module", *SINK.split())
    assert player.available()


def test_a_device_that_is_lost_between_calls_is_noticed_and_used_again(
    start: Start, player: DevicePlayer, tmp_path: Path
) -> None:
    server = start(SINK)
    before = player.available()
    server.die()
    without = player.available()

    start(SINK)
    after = player.available()
    recorder = record(tmp_path / "hall.raw")
    player.play(CHIME, "A015")
    player.finish()
    hall = recorded(recorder, tmp_path / "hall.raw")
    assert (before, without, after) == (True, False, True)
    assert place(hall, as_sound(read_wav(CHIME)[0]))[1] > 0.8


def test_a_server_that_was_replaced_unseen_is_noticed_by_the_next_sound(
    start: Start, player: DevicePlayer
) -> None:
    server = start(SINK)
    before = player.available()
    server.die()
    server = start(SINK)
    with pytest.raises(Unavailable, match=r"no more sound|lost"):
        player.play(CHIME, "A015")

    after = player.available()
    streams = server.streams()
    assert (before, after) == (True, True)
    assert len(streams) == 1


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
