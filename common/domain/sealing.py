"""How the log is sealed: each event hashed, each hash chained to the one before.

The hashes are SHA-256 over canonical JSON: keys sorted, no spaces, UTF-8, nothing for what is not
there, moments in UTC with microseconds. What names a person stands in them only as a salted hash of
its own, so that person and salt can be erased and the chain still be recomputed.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from common.domain.ids import CentreCode, EventId

PERSONAL_FACTS = frozenset(
    {
        *("operator", "to_operator", "for_operator", "by_operator", "name", "request", "token"),
        *("priority", "group", "words", "marks"),
    }
)
"""Facts of an event that name a person, or lead to one."""
SALT_BYTES = 16
LATE = timedelta(minutes=5)
"""By how much an event may be older than one sealed before it: far more than any transaction."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the log, all that is kept of it."""

    id: EventId
    centre: CentreCode
    day: date
    at: datetime
    kind: str
    ticket: int | None = None
    leg: int | None = None
    call: int | None = None
    counter: str | None = None
    operator: str | None = None
    device: str | None = None
    login: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seal:
    """One link of a centre's chain."""

    position: int
    """From 1, without a gap."""
    event: EventId
    digest: str
    """Of the event alone, in hex."""
    chained: str
    """Of the position, the link before and the digest, in hex."""
    person: str | None
    """Salted hash of what names a person in the event; None where nothing does."""
    salt: str | None
    """In hex; None where there is no person, or once he is erased."""
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain at a moment, kept where the store's owner cannot change it."""

    centre: CentreCode
    position: int
    chained: str
    at: datetime


def beginning(centre: CentreCode) -> Head:
    """Return what the first link of a centre's chain is chained to."""
    chained = _sha256(f"asan-novbe seal of {centre}".encode())
    return Head(centre, 0, chained, datetime.fromtimestamp(0, UTC))


def seal(entry: Entry, before: Head, salt: str, now: datetime) -> Seal:
    """Return the next link; `salt` is fresh random hex, kept only where there is a person."""
    person = _person(entry, salt)
    digest = _digest(entry, person)
    position = before.position + 1
    return Seal(
        position=position,
        event=entry.id,
        digest=digest,
        chained=_chain(position, before.chained, digest),
        person=person,
        salt=None if person is None else salt,
        sealed_at=now,
    )


def head_of(centre: CentreCode, link: Seal) -> Head:
    """Return the head of a chain that ends with a link."""
    return Head(centre, link.position, link.chained, link.sealed_at)


def without_person(entry: Entry) -> Entry:
    """Return an event as it stands once what names a person is erased."""
    left = {name: value for name, value in entry.facts.items() if name not in PERSONAL_FACTS}
    return replace(entry, operator=None, facts=left)


def content(entry: Entry, person: str | None) -> str:
    """Return what is hashed of an event, as canonical JSON."""
    bare = without_person(entry)
    values: dict[str, object] = {
        "id": bare.id,
        "centre": bare.centre,
        "day": bare.day.isoformat(),
        "at": bare.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": bare.kind,
        "ticket": bare.ticket,
        "leg": bare.leg,
        "call": bare.call,
        "counter": bare.counter,
        "device": bare.device,
        "login": bare.login,
        "facts": dict(bare.facts) or None,
        "person": person,
    }
    return _canonical({name: value for name, value in values.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain beside what the log now holds of its event, in all its places."""

    seal: Seal
    entries: tuple[Entry, ...]
    in_history: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a chain was checked, and what was found at its last link."""

    head: Head
    latest: datetime | None = None
    """The moment of the newest event so far."""
    faults: tuple[str, ...] = ()


def check(before: Checked, link: Link, erased: Collection[date]) -> Checked:
    """Check the next link; `erased` are the days whose erasure of persons stands in the log."""
    found = link.seal
    faults = [*_chain_faults(before.head, found), *_event_faults(link, erased)]
    latest = before.latest
    for entry in link.entries:
        if latest is not None and entry.at < latest - LATE:
            faults.append(
                f"event {found.event} says {_moment(entry.at)} but was sealed after one of"
                f" {_moment(latest)}: it was inserted later, or the clock was set back"
            )
        latest = entry.at if latest is None else max(latest, entry.at)
    head = Head(before.head.centre, found.position, found.chained, found.sealed_at)
    return Checked(head, latest, tuple(faults))


def _chain_faults(before: Head, found: Seal) -> Iterator[str]:
    if found.position != before.position + 1:
        first, last = before.position + 1, found.position - 1
        missing = f"seal {first} is" if first == last else f"seals {first} to {last} are"
        yield f"{missing} missing: rows were deleted"
    elif found.chained != _chain(found.position, before.chained, found.digest):
        yield f"seal {found.position} does not follow from the one before: the chain was changed"


def _event_faults(link: Link, erased: Collection[date]) -> Iterator[str]:
    found = link.seal
    if not link.entries:
        yield f"event {found.event} (seal {found.position}) is gone: it was deleted"
    if len(link.entries) > 1:
        yield f"event {found.event} stands in the log and in the history"
    for entry in link.entries:
        if found.digest != _digest(entry, found.person):
            yield f"event {found.event} of {_moment(entry.at)} was changed"
        elif fault := _person_fault(entry, found, erased):
            yield fault


def _person_fault(entry: Entry, found: Seal, erased: Collection[date]) -> str | None:
    """Say what is wrong with the part of an event that names a person."""
    parts = _parts(entry)
    if found.person is None:
        return f"event {entry.id} names a person whom it did not name" if parts else None
    if found.salt is None and parts:
        return f"event {entry.id} names a person after it was erased"
    if found.salt is None and entry.day not in erased:
        return f"event {entry.id} of {entry.day} lost its person though nothing says it was erased"
    if found.salt is not None and _person(entry, found.salt) != found.person:
        return f"event {entry.id} of {_moment(entry.at)} names another person than was sealed"
    return None


def head_fault(head: Head, found: str | None) -> str | None:
    """Compare a head that was kept elsewhere with the chain's own link at its position."""
    if found is None:
        return (
            f"the chain ends before seal {head.position}, which stood there at"
            f" {_moment(head.at)}: its last rows were deleted"
        )
    if found != head.chained:
        return (
            f"seal {head.position} is not what it was at {_moment(head.at)}:"
            " the chain was recomputed"
        )
    return None


def write_head(head: Head) -> str:
    """Return a head as one line of JSON, without its end."""
    return _canonical(
        {
            "centre": head.centre,
            "position": head.position,
            "chained": head.chained,
            "at": head.at.astimezone(UTC).isoformat(timespec="microseconds"),
        }
    )


def read_head(line: str) -> Head | None:
    """Return the head that a line holds; None where it holds none, as after a torn write."""
    try:
        form = json.loads(line)
        return Head(
            centre=CentreCode(str(form["centre"])),
            position=int(form["position"]),
            chained=str(form["chained"]),
            at=datetime.fromisoformat(form["at"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _parts(entry: Entry) -> dict[str, object]:
    """Return what names a person in an event; empty where nothing does."""
    parts: dict[str, object] = {
        name: value for name, value in entry.facts.items() if name in PERSONAL_FACTS
    }
    return ({"facts": parts} if parts else {}) | (
        {} if entry.operator is None else {"operator": entry.operator}
    )


def _person(entry: Entry, salt: str) -> str | None:
    parts = _parts(entry)
    return _sha256(bytes.fromhex(salt) + _canonical(parts).encode()) if parts else None


def _digest(entry: Entry, person: str | None) -> str:
    return _sha256(content(entry, person).encode())


def _chain(position: int, before: str, digest: str) -> str:
    return _sha256(f"{position}:{before}:{digest}".encode())


def _canonical(values: Mapping[str, object]) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(sep=" ", timespec="seconds")
