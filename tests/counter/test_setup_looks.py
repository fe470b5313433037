"""No word of the set-up's page is cut, in any language, at any size."""

import pytest
from setup_stage import SetupStage
from test_looks import SIZES, cut, settle

from common.domain.words import Language
from counter.setup.sections import FORMS, KINDS, Section

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def page(setup: SetupStage) -> SetupStage:
    """Return the page, opened by an administrator."""
    setup.enter()
    return setup


@pytest.mark.parametrize(
    "language",
    [
        Language.RU,
        *(pytest.param(one, marks=pytest.mark.long) for one in (Language.AZ, Language.EN)),
    ],
)
def test_every_form_fits(page: SetupStage, language: Language) -> None:
    size = SIZES[0]  # the others leave more room
    settle(page, size, language)
    for section in Section:
        page.setup.choose_section(section)
        for kind in KINDS[section]:
            if kind not in FORMS:
                continue
            row = next(
                (one for one in page.setup.state.rows if one.kind is kind and one.code), None
            )
            assert row is not None, kind
            page.setup.choose(row)
            settle(page, size, language)
            assert list(cut(page.window)) == [], (language, kind)
            if kind.value == "entity":
                page.setup.open(row, opened=True)
