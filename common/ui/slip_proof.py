"""`python -m common.ui.slip_proof`: draws one slip as dots.

A process of its own, as Qt needs it. Told on standard input in JSON: slip, width_dots,
dots_per_inch, template (a file, or empty for none), lines (those of the set-up, as a floor file
has them; none: the built-in slip) and out (a PNG to write, or
empty); answers with width, height and the rows in hex.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication, QImage

from common.domain.slip import Slip
from common.domain.waits import WaitSpan
from common.domain.words import Language
from common.floorfile.part import Part
from common.floorfile.slip_lines import slip_of
from common.floorfile.slip_template import Template, built_in, read_template
from common.i18n import texts
from common.ports import Raster
from common.ui.fonts import load_fonts
from common.ui.slip_painter import DotSlipPainter


def main() -> int:
    """Read what to draw, draw it, answer."""
    told = json.loads(sys.stdin.read())
    _application = QGuiApplication(sys.argv[:1])
    load_fonts()
    template = _template(told)
    painter = DotSlipPainter(texts(), told["dots_per_inch"], template)
    drawn = painter.paint(_slip(told["slip"]), told["width_dots"])
    saved = not told["out"] or _picture(drawn).save(told["out"])
    answer = {"width": drawn.width, "height": drawn.height, "rows": drawn.rows.hex()}
    sys.stdout.write(json.dumps({**answer, "saved": saved}) + "\n")
    return 0


def _template(told: dict[str, Any]) -> Template:
    if told["template"]:
        return read_template(Path(told["template"]))
    lines = slip_of(Part(told["lines"], ("slip",), []))
    return Template(lines) if lines else built_in()


def _slip(told: dict[str, Any]) -> Slip:
    """Return a slip from what `dataclasses.asdict` and JSON made of it."""
    moments = {
        name: None if told[name] is None else datetime.fromisoformat(told[name])
        for name in ("issued_at", "appointment")
    }
    expected = None if told["expected"] is None else WaitSpan(**told["expected"])
    whole = {**told, **moments, "expected": expected, "onward": tuple(told["onward"])}
    return Slip(**{**whole, "language": Language(told["language"])})


def _picture(raster: Raster) -> QImage:
    line = (raster.width + 7) // 8
    image = QImage(raster.rows, raster.width, raster.height, line, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    return image


if __name__ == "__main__":
    sys.exit(main())
