"""A join code: what a person types so that a device and its centre know each other."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from common.domain.errors import Unavailable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which are misread."""
PART = 10
"""Bytes of the fingerprint, and of the secret: 80 bits each."""
MINUTES = 15
GROUPS, GROUP = 8, 4
"""Groups of a code, and characters in each before the one that checks it."""

_MISREAD = str.maketrans("OIL", "011")
_BITS = 5


@dataclass(frozen=True, slots=True)
class JoinCode:
    """The fingerprint of a centre's authority and the secret of one admission."""

    fingerprint: bytes
    secret: bytes

    @property
    def login(self) -> str:
        """The login that is good for nothing but to ask for one of the device's own."""
        return f"join_{_letters(self._derived('login')[:PART]).lower()}"

    @property
    def password(self) -> str:
        """The password of that login."""
        return self._derived("password").hex()

    def __str__(self) -> str:
        letters = _letters(self.fingerprint + self.secret)
        groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
        return "-".join(group + _check(at, group) for at, group in enumerate(groups))

    def _derived(self, purpose: str) -> bytes:
        return hashlib.sha256(purpose.encode() + b"\0" + self.secret).digest()


def new_code(fingerprint: bytes) -> JoinCode:
    """Return a code that nobody has yet."""
    return JoinCode(fingerprint, secrets.token_bytes(PART))


def read_code(text: str) -> JoinCode:
    """Return what a person typed; Unavailable names the group that is mistyped."""
    typed = "".join(text.upper().translate(_MISREAD).replace("-", " ").split())
    wide = GROUP + 1
    if len(typed) != GROUPS * wide:
        raise Unavailable(
            f"the join code has {GROUPS} groups of {wide} characters, {GROUPS * wide} in all;"
            f" {len(typed)} were typed"
        )
    groups = [typed[at : at + wide] for at in range(0, len(typed), wide)]
    for at, group in enumerate(groups):
        if not set(group) <= set(ALPHABET) or _check(at, group[:GROUP]) != group[GROUP]:
            raise Unavailable(f"group {at + 1} of the join code is mistyped; look at it again")
    whole = _bytes("".join(group[:GROUP] for group in groups))
    return JoinCode(whole[:PART], whole[PART:])


def _letters(octets: bytes) -> str:
    number = int.from_bytes(octets)
    places = range(len(octets) * 8 - _BITS, -1, -_BITS)
    return "".join(ALPHABET[(number >> place) % len(ALPHABET)] for place in places)


def _bytes(letters: Sequence[str]) -> bytes:
    number = 0
    for letter in letters:
        number = number << _BITS | ALPHABET.index(letter)
    return number.to_bytes(len(letters) * _BITS // 8)


def _check(at: int, group: str) -> str:
    """Return the character that fits a group at its place (Luhn's sum, in base 32)."""
    size = len(ALPHABET)
    total = 3 * at
    for place, letter in enumerate(reversed(group)):
        weighed = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += weighed // size + weighed % size
    return ALPHABET[-total % size]
