"""A hall whose devices have logins, and ears."""

import pytest
from fixtures.halls import hall  # noqa: F401 - a fixture
from store_ears import Ears


@pytest.fixture
def ears() -> Ears:
    """Return ears that have heard nothing yet."""
    return Ears()
