#!/usr/bin/env python3
"""Set up this checkout and start it; needs nothing but Python and its standard library.

    python3 run.py                        the demonstration floor in three windows
    python3 run.py --headless --out DIR   a whole scripted day without a screen
    python3 run.py test [--long] [...]    every check and test; the rest goes to pytest
    python3 run.py bench [WHAT ...] [--json FILE]    the figures: screens, console, floor, store ...

On Windows type `py run.py`. The first start installs what is needed, later ones start at once.
"""

import sys

OLDEST = (3, 11)


def main() -> int:
    """Start what was asked for and return its exit code; trouble is one line and 2."""
    if sys.version_info < OLDEST:
        print("This needs Python 3.11 or newer; here is " + sys.version.split()[0], file=sys.stderr)
        return 2
    try:
        from installer.checkout.start import start  # noqa: PLC0415 - older Pythons cannot read it
    except ModuleNotFoundError as missing:
        print("This checkout is broken (%s); clone it again" % missing, file=sys.stderr)  # noqa: UP031 - older Pythons
        return 2
    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
