from datetime import time
from pathlib import Path

import pytest

from common.domain.words import Language
from common.setting_forms import QuietPart, VolumePart
from common.settings import BadSettings, Settings, read_settings


@pytest.fixture(autouse=True)
def at_home_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ASAN_NOVBE_SETTINGS", "ASAN_NOVBE_STORE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))


def of(tmp_path: Path, toml: str, *overrides: str) -> Settings:
    file = tmp_path / "settings.toml"
    file.write_text(toml, encoding="utf-8")
    return read_settings(file, overrides)


def test_without_a_file_the_usual_settings_hold() -> None:
    settings = read_settings(None)

    assert settings.store.url.startswith("sqlite:///")
    assert settings.store.timeout_seconds == 3
    assert settings.printer.timeout_seconds == 3
    assert settings.voice.timeout_seconds == 10
    assert settings.screen.language is Language.AZ
    assert settings.screen.geometry is None


def test_a_file_overrides_only_what_it_names(tmp_path: Path) -> None:
    settings = of(
        tmp_path,
        """
        [store]
        url = "postgresql://asan@10.0.0.5/centre"
        [device]
        code = "K1"
        [screen]
        geometry = [0, 0, 540, 960]
        language = "ru"
        diagonal_inches = 32
        [voice]
        player = "file"
        folder = "calls"
        """,
    )

    assert settings.store.url == "postgresql://asan@10.0.0.5/centre"
    assert settings.store.timeout_seconds == 3
    assert settings.device.code == "K1"
    assert settings.screen.geometry == (0, 0, 540, 960)
    assert settings.screen.language is Language.RU
    assert settings.screen.diagonal_inches == 32
    assert settings.voice.folder == Path("calls")


def test_an_empty_folder_means_the_usual_one(tmp_path: Path) -> None:
    settings = of(tmp_path, '[logs]\nfolder = ""\n[voice]\ncache = ""\nfolder = ""')

    assert settings.logs.folder == read_settings(None).logs.folder
    assert settings.voice.cache == read_settings(None).voice.cache
    assert settings.voice.folder is None


def test_a_value_from_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    settings = of(
        tmp_path,
        '[device]\ncode = "K1"\n[screen]\ncalm = false',
        "device.code=7",
        "screen.calm=true",
        "screen.geometry=[1, 2, 3, 4]",
        "store.url=sqlite:///a=b.db",
    )

    assert settings.device.code == "7"
    assert settings.screen.calm
    assert settings.screen.geometry == (1, 2, 3, 4)
    assert settings.store.url == "sqlite:///a=b.db"


def test_the_environment_names_file_and_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "named.toml"
    file.write_text('[store]\nurl = "sqlite:///file.db"\ncentre = "GNC-02"', encoding="utf-8")
    monkeypatch.setenv("ASAN_NOVBE_SETTINGS", str(file))
    monkeypatch.setenv("ASAN_NOVBE_STORE", "postgresql://asan:asecret@db/centre")

    settings = read_settings(None)

    assert settings.store.centre == "GNC-02"
    assert settings.store.url == "postgresql://asan:asecret@db/centre"
    assert read_settings(None, ["store.url=sqlite:///x.db"]).store.url == "sqlite:///x.db"
    assert "asecret" not in repr(settings)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[store]\nurll = "x"', "there is no setting store.urll; did you mean store.url?"),
        ("[shop]\na = 1", "there is no setting shop; known are: store, device"),
        ("[pritner]\na = 1", "did you mean printer?"),
        ("store = 3", "store is a section; write it as [store]"),
        ("[device]\ncode = 7", 'device.code has the wrong type; write a text in " "'),
        ('[screen]\ncalm = "yes"', "screen.calm has the wrong type; write true or false"),
        ("[store]\ntimeout_seconds = true", "store.timeout_seconds has the wrong type"),
        ("[store]\ntimeout_seconds = 0", "store.timeout_seconds is out of range; write 0.1 to"),
        ("[screen]\ngeometry = [0, 0, 540]", "screen.geometry has the wrong type; write [x, y"),
        ("[screen]\ngeometry = [0, 0, 540, 0]", "screen.geometry has the wrong type"),
        ("[screen]\ngeometry = [0, 0, 9999999999, 5]", "screen.geometry has the wrong type"),
        ('[logs]\nfolder = "~nobody-of-that-name/log"', "logs.folder has the wrong type"),
        ('[logs]\nfolder = "a\\u0000b"', "logs.folder has the wrong type"),
        ('[device]\ncode = "K\\u0000"', "device.code has the wrong type"),
        ('[printer]\naddress = "127.0.0.1:99999"', "printer.address has no port from 1 to 65535"),
        ('[printer]\naddress = "printer-1:raw"', "write one like 192.168.1.40:9100"),
        ('[screen]\nlanguage = "tr"', "does not take this; write one of: az, en, ru"),
        ('[voice]\nplayer = "loud"', "write one of: device, file, none"),
        ('[voice]\nplayer = ["file"]', "write one of: device, file, none"),
        ('[voice]\nplayer = "file"', "name a folder"),
        ('[store]\nurl = "centre.db"', "store.url is no store; write sqlite:///"),
        ('[store]\nurl = "postgresql://asan@[db"', "store.url is no store"),
        ('[store]\nurl = "postgresql://db:port/centre"', "store.url is no store"),
        ("[store\n", "is not TOML"),
    ],
)
def test_a_bad_file_is_one_line_that_names_the_place(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(BadSettings) as caught:
        of(tmp_path, toml)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["10.0.0.9:9100", "10.0.0.9", "04b8:0e15", "/dev/usb/lp0", "COM3@9600", "C:\\slips.bin", ""],
)
def test_every_cables_addresses_are_taken(tmp_path: Path, address: str) -> None:
    assert of(tmp_path, f"[printer]\naddress = '{address}'").printer.address == address


def test_a_bad_store_address_is_not_repeated_for_it_may_hold_a_password(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"store\.url is no store") as caught:
        of(tmp_path, '[store]\nurl = "mysql://asan:asecret@db/centre"')

    assert "asecret" not in str(caught.value)


def test_a_password_with_an_open_at_sign_is_refused_before_its_end_is_taken_for_a_server(
    tmp_path: Path,
) -> None:
    with pytest.raises(BadSettings, match="%40") as caught:
        of(tmp_path, '[store]\nurl = "postgresql://asan:qui@et@db/centre"')

    assert "et@db" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="there is no such settings file"):
        read_settings(tmp_path / "nowhere.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes('[screen]\nname = "ə"'.encode("utf-16"))

    with pytest.raises(BadSettings, match="UTF-8"):
        read_settings(file)


@pytest.mark.parametrize("override", ["device.code", "code=K1", "=K1", "device.=K1"])
def test_an_override_without_its_form_is_refused(override: str) -> None:
    with pytest.raises(BadSettings, match=r"SECTION\.KEY=VALUE"):
        read_settings(None, [override])


def test_parts_of_the_day_are_times_and_per_cent() -> None:
    voice = read_settings(
        None,
        [
            'voice.quiet=["22:00-08:00"]',
            'voice.volume=["08:00-09:30 60", "12:00-13:00 80"]',
            "voice.closing_minutes=[30, 0]",
        ],
    ).voice

    assert voice.quiet == (QuietPart(time(22), time(8)),)
    assert voice.volume[0] == VolumePart(time(8), time(9, 30), 60)
    assert voice.closing_minutes == (30, 0)


@pytest.mark.parametrize(
    "value",
    [
        'voice.quiet=["22:00-24:00"]',
        'voice.quiet=["22:00-22:00"]',
        'voice.quiet=["22:00-08:00 60"]',
        "voice.quiet=[5]",
        'voice.volume=["08:00-09:30"]',
        'voice.volume=["08:00-09:30 101"]',
        'voice.volume=["08:00-09:30 0"]',
        "voice.closing_minutes=[7]",
        "voice.closing_minutes=[true]",
        "voice.closing_minutes=15",
    ],
)
def test_a_part_of_the_day_that_does_not_fit_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(BadSettings, match=r"has the wrong type; write .* like"):
        read_settings(None, [value])
