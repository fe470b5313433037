"""`asan-centre`: the administrator's commands."""

import sys

from common.centre.commands import run


def main() -> int:
    """Run the command a person typed; return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
