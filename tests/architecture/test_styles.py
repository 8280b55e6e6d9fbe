"""One sheet serves both directions: logical properties only; and no sheet fetches anything from elsewhere."""

import re

import pytest

from tests.architecture.sources import STATIC

SHEETS = sorted(path.relative_to(STATIC).as_posix() for path in (STATIC / "css").rglob("*.css"))
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:"
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*\s*:"
    r"|(?:left|right)\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?:float|clear|text-align|caption-side|resize)\s*:\s*(?:left|right)\b"
    r")"
)
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-width|border-radius)\s*:\s*([^;{}]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _rules(name: str) -> str:
    return COMMENT.sub("", (STATIC / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_knows_no_left_and_right(name: str) -> None:
    assert PHYSICAL.findall(_rules(name)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_four_sides_are_given_only_when_the_two_beside_are_equal(name: str) -> None:
    sides = [re.sub(r"\([^()]*\)", "()", value).split() for value in FOUR_SIDES.findall(_rules(name))]

    assert [side for side in sides if len(side) == 4 and side[1] != side[3]] == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_fetches_nothing_from_elsewhere(name: str) -> None:
    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", _rules(name)) == []
