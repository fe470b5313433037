"""All applications of a large centre lose the server at once, and come back without a storm."""

import time

import pytest
from fixtures.crowd import crowd
from fixtures.postgres import postgres_server
from fixtures.stores import put_small_centre
from floors import CENTRE

A_FEW = 12
A_LARGE_CENTRE = 180


def all_come_back(size: int) -> str:
    """Restart the server under a crowd; return the server's log."""
    with postgres_server(max_connections="400") as server:
        url = server.template()
        put_small_centre(url)
        with crowd(url, CENTRE, size) as applications:
            applications.wait("read", since=0.0)
            stopped = time.monotonic()
            server.stop()
            applications.wait("lost", since=stopped)
            started = time.monotonic()
            server.start()
            applications.wait("heard", since=started)
            applications.wait("read", since=started)
        return (server.folder / "log").read_text(encoding="utf-8", errors="replace")


def test_applications_come_back_to_a_restarted_server() -> None:
    assert "too many clients" not in all_come_back(A_FEW)


@pytest.mark.long
def test_180_applications_come_back_to_a_restarted_server() -> None:
    assert "too many clients" not in all_come_back(A_LARGE_CENTRE)
