"""Which revision of the tables this program needs, and what to do with another."""

from common.domain.errors import Unavailable

REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011"),
    *("0012", "0013", "0014", "0015", "0016", "0017", "0018", "0019", "0020", "0021", "0022"),
    *("0023", "0024", "0025", "0026", "0027", "0028", "0029", "0030"),
)
"""Every revision of the tables, the newest last."""


def refuse_newer_revision(found: str | None) -> None:
    """Raise Unavailable where a newer program has changed the tables."""
    if found is not None and found not in REVISIONS:
        raise Unavailable(
            f"the store's tables ({found}) are newer than this program ({REVISIONS[-1]}):"
            " install the newer program here too"
        )


def refuse_other_revision(found: str | None) -> None:
    """Raise Unavailable, with what to do, unless a store has this program's tables."""
    refuse_newer_revision(found)
    if found is None:
        raise Unavailable("the store has no tables yet: run asan-centre init")
    if found != REVISIONS[-1]:
        raise Unavailable(
            f"the store's tables ({found}) are older than this program ({REVISIONS[-1]}):"
            " run asan-centre upgrade"
        )
