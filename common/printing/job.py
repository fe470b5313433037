"""Turns a slip's dots into the bytes of one print job.

python-escpos makes those of ESC/POS; it does not speak Star's raster mode.
"""

import logging
import os
import shutil
from functools import cache
from hashlib import sha256
from typing import Any

from common.floorfile.models import Model, Picture
from common.ports import Raster

STRIP_ROWS = 128
"""Longer pictures overflow the buffers of cheap printers."""
INITIALISE = b"\x1b@"
PICKLES = "ESCPOS_CAPABILITIES_PICKLE_DIR"


def slip_bytes(raster: Raster, model: Model) -> bytes:
    """Return the bytes from initialise to cut, inclusive."""
    if model.picture is Picture.ROWS:
        return INITIALISE + model.begin + _rows(raster) + (model.cut or b"")
    slip = _job_class()()
    slip.hw("INIT")
    slip.raw(model.begin)
    slip.raster(raster)
    if model.cut is None:
        slip.cut()
    else:
        slip.raw(model.cut)
    output: bytes = slip.output
    return output


def _rows(raster: Raster) -> bytes:
    """Return a picture for Star's raster mode: each row with its own length in bytes."""
    line = (raster.width + 7) // 8
    head = b"b" + line.to_bytes(2, "little")
    rows = (raster.rows[y * line : (y + 1) * line] for y in range(raster.height))
    return b"".join(head + row for row in rows)


def digest(data: bytes) -> str:
    """Return the SHA-256 of a job's bytes, from initialise to cut, in hex."""
    return sha256(data).hexdigest()


@cache
def load_escpos() -> Any:  # noqa: ANN401 - python-escpos is not annotated
    """Import python-escpos (0.2 to 1 s) without what its import does to the process.

    It sets up the root logger and leaves a temporary directory behind.
    """
    root, guard = logging.getLogger(), logging.NullHandler()
    chosen = os.environ.pop(PICKLES, None)
    root.addHandler(guard)
    try:
        from escpos import capabilities, constants, printer  # noqa: PLC0415 - slow
    finally:
        root.removeHandler(guard)
        if chosen is not None:
            os.environ[PICKLES] = chosen
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return constants, printer


@cache
def _job_class() -> Any:  # noqa: ANN401 - python-escpos is not annotated
    constants, printer = load_escpos()

    class SlipJob(printer.Dummy):  # type: ignore[misc, name-defined, unused-ignore]
        """Collects the bytes of a slip.

        `raster` puts out what `Dummy.image` would, without its six conversions by Pillow.
        """

        def raw(self, data: bytes) -> None:
            """Put bytes out as they are."""
            self._raw(data)

        def raster(self, raster: Raster) -> None:
            """Print rows of dots in strips (GS v 0, normal density)."""
            width_bytes = (raster.width + 7) // 8
            for top in range(0, raster.height, STRIP_ROWS):
                rows = min(STRIP_ROWS, raster.height - top)
                head = constants.GS + b"v0\0"
                size = self._int_low_high(width_bytes, 2) + self._int_low_high(rows, 2)
                start = top * width_bytes
                self._raw(head + size + raster.rows[start : start + rows * width_bytes])

    return SlipJob
