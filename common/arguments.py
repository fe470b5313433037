"""The words after a command's name, and what is wrong with them in one line."""

import argparse
from typing import NoReturn

BAD_INPUT = 2
"""The exit code of every program here for what a person can put right."""


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        """End with the one line and exit code 2."""
        program = self.prog.split()[0]
        self.exit(BAD_INPUT, f"{program}: {message}; see {program} --help\n")
