"""`python -m common.ui.probe`: says as JSON which fonts and screens Qt finds here.

A process of its own, because Qt ends the process it cannot start in.
"""

import json
import sys

from PySide6.QtGui import QGuiApplication

from common.ui.fonts import FontsMissing, load_fonts


def main() -> int:
    """Print one JSON object: `fonts` is what is wrong with them, or null; `screens` are listed."""
    application = QGuiApplication(sys.argv[:1])
    missing = None
    try:
        load_fonts()
    except FontsMissing as error:
        missing = str(error)
    screens = [
        {"name": screen.name(), "width": screen.size().width(), "height": screen.size().height()}
        for screen in application.screens()
    ]
    sys.stdout.write(json.dumps({"fonts": missing, "screens": screens}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
