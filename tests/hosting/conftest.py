"""A host with a small centre."""

from fixtures.hosts import ask, host, network, offer, short  # noqa: F401 - fixtures
