import pytest

from common.ui.icons import FALLBACK, Icons

INK = "#0a2240"


@pytest.mark.usefixtures("qapp")
def test_an_icon_that_a_newer_catalogue_names_is_drawn_as_a_plain_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    icons = Icons()

    unknown = icons.pixmap("made-next-year", 24, INK)

    assert unknown.toImage() == icons.pixmap(FALLBACK, 24, INK).toImage()
    assert "made-next-year" in caplog.text
    caplog.clear()
