"""Whether staff have taken this kiosk out of service: kept where a restart does not forget it."""

from dataclasses import dataclass
from pathlib import Path

from common.domain.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Standing:
    """A file that is there while the kiosk is out of service."""

    file: Path

    def is_off(self) -> bool:
        """Say whether the kiosk is out of service."""
        return self.file.exists()

    def switch(self, *, off: bool) -> None:
        """Take the kiosk out of service or back into it. Raises Unavailable."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if off:
                self.file.touch()
            else:
                self.file.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Unavailable(f"{self.file} cannot be written ({reason})") from error
