"""A host with a small centre."""

from pathlib import Path

import pytest
from fixtures.hosts import ask, host, network, offer, short  # noqa: F401 - fixtures


@pytest.fixture
def demo() -> Path:
    return Path(__file__).resolve().parents[2] / "assets" / "floors" / "demo.json"
