"""Reads what a receipt printer is told, and makes pictures of the paper."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from common.ports import Raster

DLE, ESC, GS = 0x10, 0x1B, 0x1D


class Kind(StrEnum):
    """What a command of a print job does."""

    INITIALISE = "initialise"
    RASTER = "raster"
    CUT = "cut"
    ASK = "ask"
    """GS r: answered when all before it is on paper."""
    REAL_TIME = "real_time"
    """DLE EOT: answered on arrival."""
    PRESENT = "present"
    """Hands out the slip that was cut."""
    OTHER = "other"


CommandAt = Callable[[bytes], tuple[Kind, int]]
"""What begins with these bytes and how long it is; a length of 0 is not known yet."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command with all its bytes."""

    kind: Kind
    data: bytes


class Reader:
    """Cuts a stream into commands, however it is chopped on the way."""

    def __init__(self, command: CommandAt) -> None:
        self._command = command
        self._rest = b""

    @property
    def rest(self) -> bytes:
        """The beginning of a command whose end has not come."""
        return self._rest

    def feed(self, data: bytes) -> list[Command]:
        """Return the commands that are whole now."""
        self._rest += data
        commands: list[Command] = []
        start = 0
        while start < len(self._rest):
            head = self._rest[start : start + 8]
            kind, length = self._command(head)
            if length == 0 or len(self._rest) - start < length:
                break
            commands.append(Command(kind, self._rest[start : start + length]))
            start += length
        self._rest = self._rest[start:]
        return commands


LENGTHS = {
    (ESC, 0x40): (Kind.INITIALISE, 2),
    (ESC, 0x64): (Kind.OTHER, 3),
    (ESC, 0x4A): (Kind.OTHER, 3),
    (ESC, 0x69): (Kind.CUT, 2),
    (GS, 0x52): (Kind.OTHER, 4),
    (GS, 0x65): (Kind.PRESENT, 4),
    (GS, 0x72): (Kind.ASK, 3),
    (DLE, 0x04): (Kind.REAL_TIME, 3),
}
CUTS_WITH_FEED = (0x41, 0x42, 0x61, 0x62, 0x67, 0x68)
RASTER_HEAD = struct.Struct("<3sBHH")


def escpos_command(head: bytes) -> tuple[Kind, int]:
    """Return what begins here and how long it is; a length of 0 is not known yet."""
    if head[0] not in (DLE, ESC, GS):
        return Kind.OTHER, 1
    if head.startswith(b"\x1dV"):
        length = (4 if head[2] in CUTS_WITH_FEED else 3) if len(head) > len(b"\x1dV") else 0
        return Kind.CUT, length
    if head.startswith(b"\x1dv"):
        if len(head) < RASTER_HEAD.size:
            return Kind.RASTER, 0
        _, _, width_bytes, rows = RASTER_HEAD.unpack(head)
        return Kind.RASTER, RASTER_HEAD.size + width_bytes * rows
    if len(head) == 1:
        return Kind.OTHER, 0
    return LENGTHS.get((head[0], head[1]), (Kind.OTHER, 1))


ETB = b"\x17"
STAR_RASTER = b"\x1b*r"
STAR_LENGTHS = {
    b"\x1b@": (Kind.INITIALISE, 2),
    b"\x1b\x06": (Kind.REAL_TIME, 3),
    b"\x1b\x0c": (Kind.OTHER, 3),
    b"\x1b\x1e": (Kind.OTHER, 4),
}
STAR_ROW = struct.Struct("<cH")


def star_command(head: bytes) -> tuple[Kind, int]:
    """Return what begins here in Star's Line Mode; 'b' begins a row of dots."""
    if head.startswith(b"b"):
        known = len(head) >= STAR_ROW.size
        return Kind.RASTER, STAR_ROW.size + STAR_ROW.unpack_from(head)[1] if known else 0
    if not head.startswith(b"\x1b"):
        return (Kind.ASK if head.startswith(ETB) else Kind.OTHER), 1
    if STAR_RASTER.startswith(head):
        return Kind.OTHER, 0
    if not head.startswith(STAR_RASTER):
        return STAR_LENGTHS.get(head[:2], (Kind.OTHER, 1))
    letter = head[len(STAR_RASTER) :][:1]
    if letter in (b"A", b"C", b"R"):
        return Kind.OTHER, 4
    return (Kind.CUT, 4) if letter == b"B" else (Kind.OTHER, head.find(b"\0") + 1)


def picture(data: bytes, command: CommandAt = escpos_command) -> Raster | None:
    """Return the dots that a job puts on paper; None when it holds no picture."""
    strips = [each.data for each in Reader(command).feed(data) if each.kind is Kind.RASTER]
    if not strips:
        return None
    sizes = [_size(strip) for strip in strips]
    widest = max(width for _, width, _ in sizes)
    rows = bytearray()
    for strip, (head, width, height) in zip(strips, sizes, strict=True):
        for y in range(height):
            start = head + y * width
            rows += strip[start : start + width].ljust(widest, b"\0")
    return Raster(widest * 8, len(rows) // widest, bytes(rows))


def _size(strip: bytes) -> tuple[int, int, int]:
    """Return the length of a strip's head, its bytes a row and its rows."""
    if strip.startswith(b"b"):
        return STAR_ROW.size, len(strip) - STAR_ROW.size, 1
    return RASTER_HEAD.size, *RASTER_HEAD.unpack_from(strip)[2:]


def png(raster: Raster) -> bytes:
    """Return a picture of dots as a PNG file, black on white, one bit a dot."""
    line = (raster.width + 7) // 8
    white = bytes(byte ^ 0xFF for byte in raster.rows)
    lines = b"".join(b"\0" + white[y * line : (y + 1) * line] for y in range(raster.height))
    header = struct.pack(">IIBBBBB", raster.width, raster.height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)
