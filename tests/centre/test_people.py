import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from common.domain.errors import Reason, Refused
from common.domain.ids import CentreCode, CounterCode, OperatorCode
from common.store.opening import open_store
from common.usecases.shifts import sign_in

Ask = Callable[..., int]
Capture = pytest.CaptureFixture[str]
MAMMADOVA = OperatorCode("a.mammadova")


def is_first_pin(tmp_path: Path, pin: str) -> bool:
    url = f"sqlite:///{tmp_path / 'deep' / 'centre.db'}"
    store = open_store(url, CentreCode("ASAN-01"))
    try:
        sign_in(store, CounterCode("W12"), MAMMADOVA, pin)
    except Refused as refused:
        return refused.reason is Reason.PIN_MUST_CHANGE
    finally:
        store.close()
    return False


@pytest.mark.usefixtures("set_up")
def test_a_made_pin_is_shown_once_and_lets_its_operator_choose_his_own(
    ask: Ask, tmp_path: Path, capsys: Capture
) -> None:
    assert ask("set-pin", MAMMADOVA, "--random") == 0

    found = re.search(r"is ([0-9]{6})$", capsys.readouterr().out.strip())
    assert found is not None
    assert is_first_pin(tmp_path, found[1])


@pytest.mark.usefixtures("set_up")
def test_a_typed_pin_is_not_repeated(
    ask: Ask, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("80421\n"))

    assert ask("set-pin", MAMMADOVA) == 0

    told = capsys.readouterr()
    assert "80421" not in told.out + told.err
    assert is_first_pin(tmp_path, "80421")


@pytest.mark.usefixtures("set_up")
@pytest.mark.parametrize("typed", ["", "123", "x" * 65])
def test_what_is_no_pin_changes_nothing(
    ask: Ask, typed: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    assert ask("set-pin", MAMMADOVA) == 2

    assert capsys.readouterr().err == (
        "asan-centre: a PIN has 4 to 64 digits or letters; nothing was changed\n"
    )


@pytest.mark.usefixtures("set_up")
def test_nothing_to_read_a_pin_from_changes_nothing(
    ask: Ask, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)

    assert ask("set-pin", MAMMADOVA) == 2

    assert "a PIN has 4 to 64 digits or letters" in capsys.readouterr().err


@pytest.mark.usefixtures("set_up")
def test_an_unknown_operator_is_told_the_nearest(ask: Ask, capsys: Capture) -> None:
    assert ask("set-pin", "a.mamedova", "--random") == 2

    assert "did you mean a.mammadova?" in capsys.readouterr().err
