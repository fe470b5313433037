import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.domain.errors import Unavailable
from common.logs import LARGEST, OLD_FILES, start_logs, stop_logs


@pytest.fixture(autouse=True)
def quiet_afterwards() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    stop_logs()
    logging.getLogger().setLevel(level)


def test_what_is_logged_stands_in_the_file_and_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = start_logs(tmp_path / "logs", "info", "kiosk")

    logging.getLogger("kiosk").info("növbə A015")
    logging.getLogger("kiosk").debug("not this")

    written = file.read_text(encoding="utf-8")
    assert "INFO kiosk" in written
    assert "növbə A015" in written
    assert "not this" not in written
    assert "növbə A015" in capsys.readouterr().err


def test_starting_twice_does_not_write_twice(tmp_path: Path) -> None:
    start_logs(tmp_path, "info", "kiosk")
    file = start_logs(tmp_path, "info", "kiosk")

    logging.getLogger("kiosk").info("once")

    assert file.read_text(encoding="utf-8").count("once") == 1


def test_the_log_never_grows_past_its_limit(tmp_path: Path) -> None:
    file = start_logs(tmp_path, "info", "display")
    long_line = "x" * (LARGEST // 4)

    for _ in range(8 * OLD_FILES):
        logging.getLogger("display").info(long_line)

    files = list(tmp_path.iterdir())
    assert len(files) == OLD_FILES + 1
    assert all(one.stat().st_size <= LARGEST for one in files)
    assert file in files


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    in_the_way = tmp_path / "logs"
    in_the_way.write_text("a file", encoding="utf-8")

    with pytest.raises(Unavailable, match=r"cannot be written .*; set logs\.folder"):
        start_logs(in_the_way, "info", "kiosk")
