"""One application's settings: a TOML file, the environment and single values over it."""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_config_path, user_data_path, user_log_path

from common.domain.ids import CentreCode
from common.domain.words import Language
from common.setting_forms import FORMS, TYPED, Geometry, QuietPart, VolumePart

PROGRAM = "asan-novbe"
FILE_NAMED_BY = "ASAN_NOVBE_SETTINGS"
STORE_NAMED_BY = "ASAN_NOVBE_STORE"
"""Holds the store's address where it has a password: secrets do not belong in the file."""

PlayerKind = Literal["device", "file", "none"]
"""Where a voice goes."""
FIRST_CENTRE = CentreCode("ASAN-01")
STORES = ("sqlite:///", "postgresql://")
_USUAL_NAME = "settings.toml"

_Values = dict[tuple[str, str], object]


class BadSettings(Exception):
    """The settings were not taken; the message is one line that says what to do."""


class Level(StrEnum):
    """How much goes into the log."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _here() -> str:
    return f"sqlite:///{user_data_path(PROGRAM, appauthor=False) / 'centre.db'}"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where the centre's records are."""

    url: str = field(default_factory=_here, repr=False)
    """sqlite:///PATH or postgresql://..."""
    centre: CentreCode = FIRST_CENTRE
    timeout_seconds: float = 3.0


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """Which kiosk, display or counter of the floor this is."""

    code: str = ""
    folder: Path = field(
        default_factory=lambda: user_data_path(PROGRAM, appauthor=False) / "journals"
    )
    """Where it writes down what happens while the store is out of reach."""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """Where the window stands and how it speaks."""

    name: str = ""
    """The screen as the system calls it; empty is the first one."""
    full_screen: bool = False
    locked: bool = True
    """A kiosk or board that fills its screen cannot be closed or put away there."""
    geometry: Geometry | None = None
    """x, y, width, height of a window that does not fill the screen."""
    diagonal_inches: float = 21.5
    distance_metres: float = 0.0
    """From where a board has to be read: its numbers are 1/200 of that high. 0 is the usual size,
    readable at ten metres on 55 inches."""
    layout: str = "usual"
    """How a board is laid out: a layout's name, or the path of a file of the centre's own."""
    media: Path | None = None
    """A folder of pictures for a board; without one it shows calm sentences."""
    text_percent: float = 100.0
    """How large a console's text and buttons are, as far as its screen has room: 100 to 150."""
    language: Language = Language.AZ
    calm: bool = False
    """Nothing moves."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """How long a printer may take, and where it is when not where the floor says."""

    timeout_seconds: float = 3.0
    address: str = ""
    template: Path | None = None
    """How slips are laid out; the built-in way where it is None or cannot be used."""


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """How a kiosk treats a visitor who has gone."""

    idle_seconds: float = 45.0
    """Without a touch until it asks whether anybody is there."""
    listen: PlayerKind = "none"
    """Where a page is read out to who asks for it: nobody else is to hear it."""
    headphones: str = ""
    """Which sound device that is, by a part of its name."""


@dataclass(frozen=True, slots=True)
class CounterSettings:
    """How a console treats an operator who has gone."""

    lock_minutes: float = 10.0
    """Without a key or the mouse until it locks itself; 0 is never."""
    global_keys: bool = False
    """Ctrl+Alt with a key of the console does the same while another program has the focus."""
    practice: bool = False
    """It is for practising, over a practice store of its own; the console starts such a one."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How the hall hears."""

    player: PlayerKind = "device"
    device: str = ""
    folder: Path | None = None
    """Where the player "file" puts the announcements."""
    cache: Path = field(default_factory=lambda: user_cache_path(PROGRAM, appauthor=False) / "voice")
    wording: Path | None = None
    """The centre's own words; the built-in ones where it is None or cannot be used."""
    pack: Path | None = None
    """A folder of recordings; the synthesiser says what it lacks."""
    messages: Path | None = None
    """What is said to everybody at which times."""
    says_messages: bool = False
    """Also those put on the boards, once when they are."""
    timeout_seconds: float = 10.0
    expires_seconds: float = 30.0
    """After which a call is not spoken any more."""
    short_from: float = 2.0
    """From so many others that wait a call is said in short; 0 is never."""
    quiet: tuple[QuietPart, ...] = ()
    volume: tuple[VolumePart, ...] = ()
    closing_minutes: tuple[int, ...] = (15, 5, 0)
    """Before the centre closes; 0 is when it does."""


@dataclass(frozen=True, slots=True)
class KeepingSettings:
    """How what is over is kept."""

    head: Path | None = None
    """Where the sealer writes the head of its chain: a file on another disk."""
    person_days: float = 90.0
    """Days after which persons are erased from what is kept."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    """Where the log goes and how much of it."""

    folder: Path = field(default_factory=lambda: user_log_path(PROGRAM, appauthor=False))
    level: Level = Level.INFO


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything one application is told besides the floor."""

    store: StoreSettings = field(default_factory=StoreSettings)
    device: DeviceSettings = field(default_factory=DeviceSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    kiosk: KioskSettings = field(default_factory=KioskSettings)
    counter: CounterSettings = field(default_factory=CounterSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    keeping: KeepingSettings = field(default_factory=KeepingSettings)
    logs: LogSettings = field(default_factory=LogSettings)


def read_settings(path: Path | None, overrides: Sequence[str] = ()) -> Settings:
    """Read the settings; BadSettings when anything in them is unknown or does not fit.

    A later source wins over an earlier one: the defaults, the file (`path`, else the one the
    environment names, else settings.toml in the user's configuration), the store's address in
    the environment, `overrides` like "store.url=sqlite:///centre.db".
    """
    values: _Values = {}
    file = path or _named() or _usual()
    if file is not None:
        values |= _checked(_load(file), str(file))
    address = os.environ.get(STORE_NAMED_BY)
    if address:
        values |= _checked({"store": {"url": address}}, STORE_NAMED_BY)
    for override in overrides:
        values |= _checked(_table_of(override), f'--set "{override.partition("=")[0]}"')
    settings = _settings_of(values)
    if settings.voice.player == "file" and settings.voice.folder is None:
        raise BadSettings('voice.player is "file" but voice.folder is empty; name a folder')
    if settings.kiosk.listen == "file" and settings.voice.folder is None:
        raise BadSettings('kiosk.listen is "file" but voice.folder is empty; name a folder')
    return settings


def settings_file(path: Path | None) -> Path:
    """Return the file that `read_settings` reads for this path, whether it is there or not."""
    return path or _named() or user_config_path(PROGRAM, appauthor=False) / _USUAL_NAME


def _named() -> Path | None:
    name = os.environ.get(FILE_NAMED_BY)
    return Path(name) if name else None


def _usual() -> Path | None:
    path = user_config_path(PROGRAM, appauthor=False) / _USUAL_NAME
    return path if path.is_file() else None


def _load(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadSettings(f"{path}: there is no such settings file; check its name") from None
    except UnicodeDecodeError:
        raise BadSettings(f"{path}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path}: is not TOML ({error}); put it right there") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadSettings(f"{path}: cannot be read ({reason}); check its rights") from None


def _table_of(override: str) -> Mapping[str, object]:
    """Return a value typed at a terminal as a table; only its setting knows its type."""
    name, sign, text = override.partition("=")
    section, dot, key = name.strip().partition(".")
    if not (sign and dot and section and key):
        raise BadSettings(f'--set "{name}": write it as SECTION.KEY=VALUE, like device.code=K1')
    value: object = text
    if _form(section).get(key) in TYPED:
        with suppress(tomllib.TOMLDecodeError):
            value = tomllib.loads(f"value = {text}")["value"]
    return {section: {key: value}}


def _form(section: str) -> dict[str, Any]:
    """Return the types of a section's settings; empty when there is no such section."""
    kind = get_type_hints(Settings).get(section)
    return get_type_hints(kind) if kind else {}


def _checked(table: Mapping[str, object], source: str) -> _Values:
    found: _Values = {}
    for section, inner in table.items():
        form = _form(section)
        if not form:
            raise BadSettings(f"{source}: {_unknown(section, get_type_hints(Settings))}")
        if not isinstance(inner, Mapping):
            raise BadSettings(f"{source}: {section} is a section; write it as [{section}]")
        for key, value in inner.items():
            place = f"{section}.{key}"
            if key not in form:
                known = [f"{section}.{name}" for name in form]
                raise BadSettings(f"{source}: {_unknown(place, known)}")
            if not (value == "" and form[key] in _EMPTY_IS_USUAL):
                found[section, key] = _fitting(form[key], value, f"{source}: {place}")
                _check_limits(place, found[section, key], source)
    return found


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
    return f"there is no setting {name}; {hint}"


def _fitting(wanted: Any, value: object, place: str) -> object:  # noqa: ANN401 - a type form
    """Return a value as its setting's type; a value itself is never repeated in a message."""
    words = _words_of(wanted)
    if words:
        if value not in words:
            raise BadSettings(f"{place} does not take this; write one of: {', '.join(words)}")
        return wanted(value) if isinstance(wanted, type) else value
    form = FORMS[wanted]
    fitting = form.read(value)
    if fitting is None:
        raise BadSettings(f"{place} has the wrong type; write {form.such_as}")
    return fitting


def _words_of(wanted: object) -> tuple[str, ...]:
    """Return the few words a setting takes; empty when it is not of that sort."""
    if get_origin(wanted) is Literal:
        return get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return tuple(word.value for word in wanted)
    return ()


def _check_limits(place: str, value: object, source: str) -> None:
    limits = _LIMITS.get(place)
    if limits and isinstance(value, float) and not limits[0] <= value <= limits[1]:
        raise BadSettings(f"{source}: {place} is out of range; write {limits[0]} to {limits[1]}")
    if place == "printer.address" and not _may_be_a_printer(str(value)):
        raise BadSettings(
            f"{source}: {place} has no port from 1 to 65535; write one like 192.168.1.40:9100"
        )
    if place == "store.url":
        _check_address(str(value), f"{source}: {place}")


def _check_address(url: str, place: str) -> None:
    """Refuse what is no address, without repeating it: it may hold a password."""
    if not _is_address(url):
        raise BadSettings(f"{place} is no store; write {' or '.join(STORES)}...")
    if url.startswith("postgresql:") and url.count("@") > 1:
        # What follows the first one would be taken for the server's name, and be logged.
        raise BadSettings(f"{place} has more than one @; write each @ of a password as %40")


def _is_address(url: str) -> bool:
    try:
        servers = urlsplit(url).netloc.rpartition("@")[2].split(",")
        return url.startswith(STORES) and all(urlsplit(f"//{one}").port != 0 for one in servers)
    except ValueError:
        return False


def _may_be_a_printer(address: str) -> bool:
    """Refuse what looks like HOST:PORT and is none; only the set-up knows the cable."""
    if re.fullmatch(r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}", address):
        return True  # of a USB printer
    port = re.fullmatch(r"[\w.-]+:(\w*)", address)
    number = port[1] if port else "1"
    return re.fullmatch(r"[0-9]{1,5}", number) is not None and 0 < int(number) < _PORTS


def _settings_of(values: _Values) -> Settings:
    sections = {
        section: kind(**{key: value for (of, key), value in values.items() if of == section})
        for section, kind in get_type_hints(Settings).items()
    }
    return Settings(**sections)


_PORTS = 2**16
_EMPTY_IS_USUAL = (Path, Path | None)
_LIMITS = {
    "store.timeout_seconds": (0.1, 60.0),
    "printer.timeout_seconds": (0.1, 60.0),
    "voice.timeout_seconds": (0.1, 120.0),
    "voice.expires_seconds": (5.0, 300.0),
    "voice.short_from": (0.0, 50.0),
    "screen.diagonal_inches": (5.0, 200.0),
    "screen.distance_metres": (0.0, 50.0),
    "screen.text_percent": (100.0, 150.0),
    "kiosk.idle_seconds": (5.0, 600.0),
    "counter.lock_minutes": (0.0, 240.0),
    "keeping.person_days": (8.0, 36500.0),
}
