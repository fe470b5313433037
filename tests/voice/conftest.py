"""An announcer on a stage."""

from collections.abc import Iterator

import pytest
from voice_stage import Hall


@pytest.fixture
def hall() -> Iterator[Hall]:
    """Return an announcer that is stopped when the test is over."""
    hall = Hall()
    yield hall
    hall.voice.stop()
