from pathlib import Path

import pytest

from common.floorfile.part import BadFile
from common.floorfile.slip_template import Show, built_in, read_template, template_faults

LEAST = '[[line]]\nshow = "number"\n'
LOGO = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "slip.toml"


def test_the_built_in_template_shows_a_number_and_a_code() -> None:
    shown = [line.show for line in built_in().lines]

    assert shown.count(Show.NUMBER) == shown.count(Show.CODE) == 1
    assert built_in().logo == b""


def test_a_template_says_what_stands_where_and_how_large(file: Path) -> None:
    (file.parent / "logo.png").write_bytes(LOGO)
    file.write_text(
        'logo = "logo.png"\n[[line]]\nshow = "logo"\nsize = 80\n'
        + LEAST
        + '[[line]]\nshow = "text"\naz = "Sağ olun"\nen = "Thanks"\nru = "Спасибо"\n'
        "size = 26\nweight = 400\nleading = 1\ncentred = true\nabove = 8\n",
        "utf-8",
    )

    template = read_template(file)

    assert template.logo == LOGO
    logo, number, text = template.lines
    assert (logo.show, logo.size, number.show) == (Show.LOGO, 80, Show.NUMBER)
    assert text.words is not None
    assert (text.words.ru, text.size, text.weight, text.above) == ("Спасибо", 26, 400, 8)
    assert text.centred


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("[[line]]\nshow = \n", 2, "Invalid value"),
        (LEAST + '[[line]]\nshow = "nummer"\n', 4, "'nummer' is none of: space, rule"),
        (LEAST + "[[line]]\nsize = 3\n", 3, "None is none of"),
        (LEAST + '[[line]]\nshow = "service"\nsize = 9\n', 5, "from 25 to 160"),
        (LEAST + '[[line]]\nshow = "code"\nsize = 100\n', 5, "from 160 to 480"),
        (LEAST + '[[line]]\nshow = "code"\nsize = true\n', 5, "from 160 to 480"),
        (LEAST + '[[line]]\nshow = "service"\nsise = 30\n', 5, '"sise" means nothing'),
        (LEAST + '[[line]]\nshow = "service"\nweight = 500\n', 5, "400, 600 or 700"),
        (LEAST + '[[line]]\nshow = "service"\nleading = "x"\n', 5, "from 1 to 2"),
        (LEAST + '[[line]]\nshow = "service"\ncentred = 1\n', 5, "true or false"),
        (LEAST + '[[line]]\nshow = "text"\naz = "a"\nen = "b"\n', 3, "a text needs ru"),
        (LEAST + LEAST, 1, 'shows "number" more than once'),
        ('[[line]]\nshow = "service"\n', 1, 'does not show the "number"'),
        (LEAST + '[[line]]\nshow = "logo"\n', 1, 'shows a "logo" and names none'),
        ('logo = "none.png"\n' + LEAST, 1, "none.png cannot be read"),
        ('logo = "slip.toml"\n' + LEAST, 1, "slip.toml is not a PNG"),
        ("logo = 3\n" + LEAST, 1, "name of a PNG file"),
        ("width = 3\n" + LEAST, 1, '"width" means nothing here'),
        ("line = 3\n", 1, "[[line]]"),
        (LEAST * 61, 1, "has 61 lines"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(file: Path, words: str, line: int, said: str) -> None:
    file.write_text(words, "utf-8")

    fault = template_faults(file)[0]

    assert fault.startswith(f"slip.toml, line {line}: ")
    assert said in fault


def test_every_fault_is_named_at_once(file: Path) -> None:
    file.write_text(LEAST + '[[line]]\nshow = "service"\nsize = 1\nweight = 1\n', "utf-8")

    assert len(template_faults(file)) == 2


def test_a_file_that_is_no_text_or_is_not_there_is_refused(file: Path) -> None:
    for data in (b"\xff\xfe\x00", b"#" * 70_000):
        file.write_bytes(data)
        with pytest.raises(BadFile):
            read_template(file)
    with pytest.raises(BadFile, match="cannot be read"):
        read_template(file.parent / "none.toml")
