"""`asan-centre message`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from common.domain.ids import CentreCode
from common.store.opening import open_store

Ask = Callable[..., int]
TEXTS = ("--az", "Lift işləmir", "--en", "The lift is out of order", "--ru", "Лифт не работает")


pytestmark = pytest.mark.usefixtures("set_up")


def test_a_message_is_put_listed_and_removed(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("message", "put", "lift", *TEXTS, "--zone", "A") == 0
    assert capsys.readouterr().out.startswith("message lift: on the boards until ")

    assert ask("message", "list") == 0
    assert capsys.readouterr().out.startswith("lift: zone A, until ")
    store = open_store(f"sqlite:///{tmp_path / 'deep' / 'centre.db'}", CentreCode("ASAN-01"))
    assert [one.words.en for one in store.messages()] == ["The lift is out of order"]
    store.close()

    assert ask("message", "remove", "lift") == 0
    assert ask("message", "list") == 0
    assert "lift: zone" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("put",), "name the message"),
        (("remove", "lift"), "No such message is shown."),
        (("put", "lift", *TEXTS[:4]), "say it in all three languages: --ru"),
        (("put", "lift", *TEXTS, "--zone", "NOWHERE"), "The set-up has no such zone."),
        (("put", "lift", *TEXTS, "--until", "noon"), "write 18:30 or"),
        (("put", "lift", *TEXTS, "--until", "2020-01-01T10:00"), "is over; name a later time"),
        (("put", "lift", *TEXTS[:4], "--ru", "л" * 301), "--ru: at most 300 letters"),
        (("put", "n" * 41, *TEXTS), "the name has at most 40 letters"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(
    ask: Ask, typed: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("message", *typed) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert ask("message", "list") == 0
    assert capsys.readouterr().out == ""
