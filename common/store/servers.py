"""Addresses that name several servers: a primary, and standbys that may take its place."""

from urllib.parse import parse_qs, urlencode, urlsplit

from sqlalchemy import URL

_SCHEME = "postgresql://"
_NAMES = ("host", "hostaddr")


def spread(url: str) -> str:
    """Return an address with each server it names as an option, as SQLAlchemy reads it.

    Of several servers the one that can be written to is the store, unless the address itself
    says otherwise. ValueError where a server is none.
    """
    parts = urlsplit(url)
    login, sign, hosts = parts.netloc.rpartition("@")
    more = {}
    if "," in hosts:
        servers = [urlsplit(f"//{one}") for one in hosts.split(",")]
        more["host"] = ",".join(one.hostname or "" for one in servers)
        more["port"] = ",".join(str(one.port or "") for one in servers)
        hosts = ""
    given = parse_qs(parts.query)
    if more or any("," in one for name in _NAMES for one in given.get(name, [])):
        more["target_session_attrs"] = "read-write"
    missing = {name: value for name, value in more.items() if name not in given}
    if not url.startswith(_SCHEME) or not missing:
        return url
    options = "&".join(one for one in (parts.query, urlencode(missing)) if one)
    return f"{_SCHEME}{login}{sign}{hosts}{parts.path}?{options}"


def servers_of(url: URL) -> int:
    """Count the servers of an address, each of which gets its share of the time."""
    return max(str(url.query.get(name, "")).count(",") + 1 for name in _NAMES)
