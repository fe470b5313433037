"""Stands in for the synthesiser; the words of a sentence say how it behaves."""

import math
import os
import threading
from array import array
from pathlib import Path

from common.voice.loudness import write_wav
from common.voice.worker import Answer, serve

RATE = 22050


def answer(question: Answer) -> Answer:
    text = str(question.get("text"))
    if "hang" in text:
        threading.Event().wait()
    if "die" in text:
        os._exit(3)
    if "refuse" in text:
        msg = "no such voice"
        raise ValueError(msg)
    if "file" in question and "nothing" not in text:
        tone = array("h", [round(9000 * math.sin(n / 20)) for n in range(RATE)])
        write_wav(Path(str(question["file"])), tone, RATE)
    return {"pid": os.getpid(), "voices": ["trk/az", "gmw/en", "zle/ru"]}


if __name__ == "__main__":
    serve(answer)
