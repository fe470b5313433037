"""The one door to the voice: which one, by the settings."""

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from common.domain.words import Language
from common.i18n import Text
from common.ports import Clock, Voice
from common.voice.announcer import Announcer, Outlet, SilentVoice
from common.voice.phrases import Wording
from common.voice.player import DevicePlayer, FilePlayer
from common.voice.speech import Speech

PlayerKind = Literal["device", "file", "none"]


def open_voice(
    player: PlayerKind,
    *,
    clock: Clock,
    cache: Path,
    device: str = "",
    folder: Path | None = None,
) -> Voice:
    """Return the voice of a board; it starts no thread and no process before `start`.

    `device` is a part of the sound device's name ("" is the default one); `folder` is where the
    file player writes `call-NAME.wav`; sentences are kept in `cache`.
    """
    if player == "none":
        return SilentVoice()
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        outlet: Outlet = DevicePlayer(device)
        if player == "file":
            if folder is None:
                msg = "the file player needs a folder"
                raise ValueError(msg)
            outlet = FilePlayer(folder, chime)
        return Announcer(
            player=outlet, speech=Speech(cache), wording=wordings(), chime=chime, clock=clock
        )


def wordings() -> Mapping[Language, Wording]:
    """Return texts and letter names of all languages."""
    source = files("assets").joinpath("locale", "letters.json")
    letters = json.loads(source.read_text(encoding="utf-8"))
    return {language: Wording(Text(language), letters[language.value]) for language in Language}
