"""How a device joins its centre, and finds it again at another address."""

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from common.domain.errors import Unavailable
from common.hosting.authority import fingerprint
from common.hosting.codes import JoinCode, read_code
from common.hosting.finding import Finder, Place, typed_place
from common.hosting.greeting import greet
from common.hosting.host import read_certificate
from common.hosting.private import PRIVATE, PUBLIC, Draft
from common.hosting.remembering import Keepsakes
from common.settings import STORE_NAMED_BY
from common.store.hosting.joining import Admitted, Door, admission

_PASSWORD = 24
"""Random bytes of a device's own password."""


def join(
    kind: str, typed: str, host: str | None, settings: Path, finder: Finder, now: datetime
) -> str:
    """Get a login for this device by a join code and remember it; return what to say.

    `host` is a typed address; without one the host is looked for. Raises Unavailable, and then
    nothing was changed here.
    """
    code = read_code(typed)
    keepsakes = Keepsakes(settings)
    keepsakes.make_folder()
    places = typed_place(host) if host else [_found(code.fingerprint, finder)]
    authority, name = _known(places, code, now)
    draft = Draft()
    try:
        proof = draft.write(keepsakes.authority, authority.public_bytes(Encoding.PEM), PUBLIC)
        door = Door(places[0].address, places[0].port, name, str(proof))
        own = secrets.token_hex(_PASSWORD)
        with admission(door, code.login, code.password, kind, own) as admitted:
            # All is written before the code is used up: what cannot be kept is not asked for.
            url = keepsakes.address(admitted.login, name, places)
            _write_down(draft, keepsakes, admitted, own, url)
        draft.keep()
    finally:
        draft.drop()
    return _joined(kind, admitted.code, admitted.centre, settings)


def find_again(host: str | None, settings: Path, finder: Finder, now: datetime) -> str:
    """Remember another address of the centre this device joined; return what to say.

    `host` is a typed address, or several; without one the host is looked for. Raises Unavailable.
    """
    keepsakes = Keepsakes(settings)
    login, name = keepsakes.remembered()
    wanted = fingerprint(read_certificate(keepsakes.authority))
    places = typed_place(host) if host else [_found(wanted, finder)]
    for place in places:
        greeting = greet(place.address, place.port)
        if greeting.name(greeting.authority(wanted, now)) != name:
            raise Unavailable(f"the host at {place.address} goes by another name than {name}")
    url = keepsakes.address(login, name, places)
    draft = Draft()
    draft.write(settings, keepsakes.changed_settings({"store": {"url": url}}), PUBLIC)
    draft.keep()
    at = ", ".join(f"{one.address} port {one.port}" for one in places)
    return f"the store of {name} is at {at} from now on; {settings} says so"


def _write_down(
    draft: Draft, keepsakes: Keepsakes, admitted: Admitted, password: str, url: str
) -> None:
    line = f"*:*:*:{admitted.login}:{password}\n"
    draft.write(keepsakes.password, line.encode(), PRIVATE)
    wanted = {
        "store": {"url": url, "centre": admitted.centre},
        "device": {"code": admitted.code},
    }
    draft.write(keepsakes.settings, keepsakes.changed_settings(wanted), PUBLIC)


def _known(places: Sequence[Place], code: JoinCode, now: datetime) -> tuple[x509.Certificate, str]:
    """Return the authority behind a code, and the centre's name; the first place proves them."""
    greeting = greet(places[0].address, places[0].port)
    authority = greeting.authority(code.fingerprint, now)
    return authority, greeting.name(authority)


def _found(wanted: bytes, finder: Finder) -> Place:
    place = finder.find(wanted)
    if place is None:
        raise Unavailable(
            "no host of this centre was found in the local network:"
            " name it with --host ADDRESS, as asan-centre status on the host shows it"
        )
    return place


def _joined(kind: str, code: str, centre: str, settings: Path) -> str:
    words = f"{kind} {code} of {centre} has joined; {settings} remembers the store"
    if os.environ.get(STORE_NAMED_BY):
        words += f" (but {STORE_NAMED_BY} of the environment goes before it: unset it)"
    return words
