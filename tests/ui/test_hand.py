"""The hand as another process uses it."""

import json
import subprocess
import sys

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
from common.ui.hand import Hand

application = QApplication(sys.argv)
field = QLineEdit()
field.setObjectName("field")
Hand(field)
field.show()
field.setFocus()
sys.exit(application.exec())
"""


def test_letters_of_every_alphabet_can_be_typed() -> None:
    typed = "şəxsiyyət 12 Документ"
    lines = [{"id": 1, "do": "type", "text": typed}, {"id": 2, "do": "look"}]

    ended = subprocess.run(
        [sys.executable, "-c", WINDOW],
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert answers[1]["seen"]["field"]["words"] == typed
