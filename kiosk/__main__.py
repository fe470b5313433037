"""Start the kiosk: asan-kiosk."""

import sys

from common.hosting.arrival import joins
from common.ui.launch import launch
from kiosk.main import compose


def main() -> int:
    """Run the kiosk until its window closes; return its exit code."""
    return launch("asan-kiosk", compose, sys.argv[1:], joins("kiosk"))


if __name__ == "__main__":
    sys.exit(main())
