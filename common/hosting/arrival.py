"""What an application does with --join and --host; loads what that needs only then."""

from collections.abc import Callable
from pathlib import Path


def joins(kind: str) -> Callable[[str | None, str | None, Path], str]:
    """Return what joins a kiosk, display or counter to its centre, or finds it again."""

    def join_or_find(code: str | None, host: str | None, settings: Path) -> str:
        from common.clock import SystemClock  # noqa: PLC0415 - most starts do not join
        from common.hosting.finding import LocalNetwork  # noqa: PLC0415 - likewise
        from common.hosting.joining import find_again, join  # noqa: PLC0415 - likewise

        now, network = SystemClock().now(), LocalNetwork()
        if code is None:
            return find_again(host, settings, network, now)
        return join(kind, code, host, settings, network, now)

    return join_or_find
