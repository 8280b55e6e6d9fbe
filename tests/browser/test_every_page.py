"""Every main page in both languages: for assistive technology, on a narrow phone, in the dark, in its own digits."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.sample import pages_of, sample_member

pytestmark = pytest.mark.usefixtures("sample")

PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
ROLES = ("guest", "customer", "moderator", "analyst", "administrator")
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Digits of our own words; what people wrote stands in an element with a direction of its own, and R3 is a name.
WESTERN_DIGITS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, place = text.parentElement;
    if (place.closest("[dir], bdi, code, pre, script, textarea, [lang=en]") !== document.documentElement) continue;
    if (place.checkVisibility() && /(?<![A-Za-z0-9])[0-9]/.test(text.data)) found.push(text.data.trim());
  }
  return found;
}"""


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    open_page: Callable[..., Page], role: str, language: str
) -> None:
    page = _page_of(open_page, role, language)

    faults = []
    for address in pages_of(role):
        page.set_viewport_size(PHONE)
        page.goto(address)
        faults += [*_axe(page), *_sideways(page)]
        page.set_viewport_size(DESKTOP)
        faults += _axe(page)

    assert faults == []


@pytest.mark.parametrize("role", ["guest", "customer", "analyst"])
def test_contrast_is_enough_in_the_dark(open_page: Callable[..., Page], role: str) -> None:
    page = _page_of(open_page, role, "fa", color_scheme="dark", viewport=DESKTOP)

    faults = []
    for address in pages_of(role):
        page.goto(address)
        faults += _axe(page, {"runOnly": ["color-contrast"]})

    assert faults == []


@pytest.mark.parametrize("role", ROLES)
def test_persian_pages_run_from_right_to_left_with_persian_digits(open_page: Callable[..., Page], role: str) -> None:
    page = _page_of(open_page, role, "fa", viewport=DESKTOP)

    western = {}
    for address in pages_of(role):
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        western[address] = page.evaluate(WESTERN_DIGITS)

    assert {address: found for address, found in western.items() if found} == {}


def test_the_header_is_mirrored(open_page: Callable[..., Page]) -> None:
    persian = _page_of(open_page, "guest", "fa", viewport=DESKTOP)
    english = _page_of(open_page, "guest", "en", viewport=DESKTOP)

    places = {}
    for page in (persian, english):
        page.goto("/problems")
        box = page.locator("header .brand, header a").first.bounding_box()
        assert box is not None
        places[page] = box["x"] + box["width"] / 2

    assert places[persian] > DESKTOP["width"] / 2 > places[english]


def _page_of(open_page: Callable[..., Page], role: str, language: str, **options: object) -> Page:
    member = None if role == "guest" else sample_member(role)
    return open_page(member, language=language, **options)


def _axe(page: Page, options: dict[str, object] | None = None) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{page.url}: {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def _sideways(page: Page) -> list[str]:
    too_wide = page.evaluate(SIDEWAYS)
    return [f"{page.url}: {too_wide} px too wide"] if too_wide > 0 else []
