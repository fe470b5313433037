"""asan-display: the board of the hall, and its voice."""

import sys

from common.hosting.arrival import joins
from common.ui.launch import launch
from display.main import compose


def main() -> int:
    """Run the board; return the exit code."""
    return launch("asan-display", compose, sys.argv[1:], joins("display"))


if __name__ == "__main__":
    sys.exit(main())
