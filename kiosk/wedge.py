"""Tells a scanner that types from a person who does."""

APART_MS = 50
"""A scanner's letters follow one another within this time, and hardly any person's do."""
SHORTEST = 4
"""So many letters at least make a scan; a person may press two keys at once."""


class Wedge:
    """Holds letters back until it is clear who types them; milliseconds come from outside."""

    def __init__(self) -> None:
        self._letters = ""
        self._last = 0
        self._scanned_at: int | None = None

    @property
    def holds(self) -> bool:
        """Say whether letters are held back that may become a scan."""
        return bool(self._letters)

    def letter(self, letter: str, at: int) -> str:
        """Take a letter; return those before it that a person typed."""
        typed = self.rest(at)
        self._letters += letter
        self._last = at
        return typed

    def rest(self, at: int) -> str:
        """Return the letters that a person typed, as no other has followed them in time."""
        if at - self._last <= APART_MS:
            return ""
        typed, self._letters = self._letters, ""
        return typed

    def enter(self, at: int) -> str | None:
        """Return what a scan reads that ends now; empty where a scan ended just before.

        None where it is a key like any other: `rest` has what was typed before it.
        """
        if at - self._last <= APART_MS and len(self._letters) >= SHORTEST:
            scanned, self._letters = self._letters, ""
            self._scanned_at = at
            return scanned
        # Some scanners end with two keys, as lines do in files.
        if self._scanned_at is not None and at - self._scanned_at <= APART_MS:
            return ""
        return None

    def give_back(self) -> str:
        """Return all that is held back, as another key has followed it."""
        typed, self._letters = self._letters, ""
        return typed
