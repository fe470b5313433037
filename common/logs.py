"""The log: a file that never fills the disk, and standard error."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from common.domain.errors import Unavailable

LARGEST = 2 * 1024 * 1024
OLD_FILES = 5
FORM = "%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"


def start_logs(folder: Path, level: str, name: str) -> Path:
    """Begin to log into `folder`/`name`.log and on standard error; return the file.

    Unavailable when the folder cannot be written. `level` is debug, info, warning or error.
    What is logged names things by their codes: never a person, a PIN or a store's address.
    """
    file = folder / f"{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=LARGEST, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError as error:
        reason = error.strerror or str(error)
        words = f"the log {file} cannot be written ({reason}); set logs.folder to one that can"
        raise Unavailable(words) from error
    root = logging.getLogger()
    stop_logs()
    for one in (handler, logging.StreamHandler(sys.stderr)):
        one.setFormatter(logging.Formatter(FORM))
        one.name = _OURS
        root.addHandler(one)
    root.setLevel(level.upper())
    return file


def stop_logs() -> None:
    """Close what `start_logs` opened; logging goes on as before it."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.name == _OURS]:
        root.removeHandler(handler)
        handler.close()


_OURS = "asan-novbe"
