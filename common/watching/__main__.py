"""Watch an application: asan-watch kiosk --settings FILE."""

import signal
import sys
from types import FrameType

from common.arguments import BAD_INPUT
from common.watching.watcher import Watcher

APPLICATIONS = ("kiosk", "display", "counter")


def main() -> int:
    """Run an application and start it again whenever it falls; return the exit code."""
    words = sys.argv[1:]
    if not words or words[0] not in APPLICATIONS:
        named = "|".join(APPLICATIONS)
        sys.stderr.write(f"asan-watch: name an application: asan-watch {named} [ITS ARGUMENTS]\n")
        return BAD_INPUT
    watcher = Watcher(words[0], [sys.executable, "-m", *words])

    def end(_number: int, _frame: FrameType | None) -> None:
        watcher.end()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return watcher.run()


if __name__ == "__main__":
    sys.exit(main())
