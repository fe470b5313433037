"""`python -m common.demo.simulator`: plays a day and checks what the store kept of it."""

import sys

from common.demo.simulator.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
