"""A folder of recordings and its manifest: which file has which words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from common.domain.words import Language
from common.floorfile.part import BadFile
from common.floorfile.toml_lines import TomlLines
from common.voice.clips import Words, words_of
from common.voice.script import Line

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Pack:
    """Where the recording of some words is."""

    clips: Mapping[Language, Mapping[Words, Path]]

    def missing(self, language: Language, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return what of a script was not recorded."""
        known = self.clips.get(language, {})
        return tuple(line for line in lines if words_of(line.words, language) not in known)


def read_pack(folder: Path) -> Pack:
    """Return a pack; BadFile, a fault a line with its number.

    What the manifest names and is not there yet is not a fault: it was not recorded.
    """
    lines = TomlLines.of(folder / MANIFEST)
    told = lines.load()
    for key in told.keys() - {each.value for each in Language}:
        lines.fault(f'"{key}" is no language; write [az], [en] or [ru]', key)
    clips = {language: _clips(lines, folder, told, language) for language in Language}
    lines.judge()
    return Pack(clips)


def pack_faults(folder: Path) -> tuple[str, ...]:
    """Return a line for each fault of a pack's manifest."""
    try:
        read_pack(folder)
    except BadFile as error:
        return error.faults
    return ()


def manifest(lines: Mapping[Language, tuple[Line, ...]]) -> str:
    """Return the manifest of a pack that has everything of a script."""
    rows = ["# Which file has which words. A file that is not there counts as not recorded."]
    for language, those in lines.items():
        rows += ["", f"[{language}]"]
        for line in those:
            note = f"  # {line.note}" if line.note else ""
            name, words = (json.dumps(each, ensure_ascii=False) for each in _pair(line))
            rows.append(f"{name} = {words}{note}")
    return "\n".join(rows) + "\n"


def _pair(line: Line) -> tuple[str, str]:
    return f"{line.file}.wav", line.words


def _clips(
    lines: TomlLines, folder: Path, told: Mapping[str, object], language: Language
) -> Mapping[Words, Path]:
    table = told.get(language.value, {})
    if not isinstance(table, Mapping):
        lines.fault(f"write it as [{language}]", language.value)
        return {}
    found: dict[Words, Path] = {}
    for name, said in table.items():
        words = words_of(said, language) if isinstance(said, str) else ()
        file = folder / name
        if not words:
            lines.fault(f'"{name}" needs the words that it has', name, language.value)
        elif not file.resolve().is_relative_to(folder.resolve()):
            lines.fault(f'"{name}" is not in the folder of the pack', name, language.value)
        elif words in found:
            words_twice = f'"{name}" has the words of "{found[words].relative_to(folder)}"'
            lines.fault(words_twice, name, language.value)
        else:
            found[words] = file
    return {words: file for words, file in found.items() if file.is_file()}
