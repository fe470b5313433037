"""Start the console: asan-counter."""

import sys

from common.hosting.arrival import joins
from common.ui.launch import launch
from counter.main import compose


def main() -> int:
    """Run the console of one window; return its exit code."""
    return launch("asan-counter", compose, sys.argv[1:], joins("counter"))


if __name__ == "__main__":
    sys.exit(main())
