"""A PIN, made slow to guess: the store keeps a salt and a digest, never what could be replayed."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass

from argon2 import DEFAULT_HASH_LENGTH, DEFAULT_RANDOM_SALT_LENGTH
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

from common.domain.pins import normal_pin

_SALT = re.compile(r"argon2id\$v=(\d+)\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: KiB of memory, rounds over it, threads (RFC 9106, low memory)."""

    memory: int = 65536
    rounds: int = 3
    threads: int = 4


def new_salt(cost: Cost | None = None) -> str:
    """Return a fresh salt with the cost of a guess beside it."""
    cost = cost or Cost()
    grains = base64.b64encode(secrets.token_bytes(DEFAULT_RANDOM_SALT_LENGTH)).decode().rstrip("=")
    return f"argon2id$v={ARGON2_VERSION}$m={cost.memory},t={cost.rounds},p={cost.threads}${grains}"


def proof_of(pin: str, salt: str) -> str:
    """Return what shows that somebody knows a PIN; slow on purpose.

    ValueError for a salt that is none of ours.
    """
    found = _SALT.fullmatch(salt)
    if found is None:
        raise ValueError("a salt must be argon2id$v=...$m=...,t=...,p=...$...")
    version, memory, rounds, threads = (int(part) for part in found.groups()[:4])
    return hash_secret_raw(
        normal_pin(pin).encode(),
        base64.b64decode(found[5] + "=" * (-len(found[5]) % 4)),
        time_cost=rounds,
        memory_cost=memory,
        parallelism=threads,
        hash_len=DEFAULT_HASH_LENGTH,
        type=Type.ID,
        version=version,
    ).hex()


def verifier_of(proof: str) -> str:
    """Return the digest that a store compares a proof with; the proof cannot be had from it."""
    return hashlib.sha256(proof.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptPin:
    """What a console keeps of a PIN, in memory only, to know it again while the store is away."""

    salt: str
    verifier: str

    def verifier_for(self, pin: str) -> str:
        """Return what the same PIN, and only that, comes to; slow on purpose."""
        return verifier_of(proof_of(pin, self.salt))
