"""Every main page in both languages: for assistive technology, on a narrow phone, in the dark, in its own digits.

Each page is opened once and looked at from all sides, because opening it is what takes the time.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.sample import pages_of, sample_member

BY_PEOPLE = re.compile("\u2068.*?\u2069")
"""What people wrote is isolated in a title by signs of direction."""
PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
ROLES = ("guest", "customer", "moderator", "analyst", "administrator")
EVERYTHING = {"resultTypes": ["violations"]}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
AXE = """async (options) => {
  const { violations } = await axe.run(document, options);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Our own words: what people wrote stands in an element with a direction of its own or is quoted, and R3 is a name. Two Latin
# words in a row were not translated.
OURS_BUT_NOT_PERSIAN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, place = text.parentElement;
    if (place.closest("[dir], bdi, code, pre, script, textarea, .release-name") !== document.documentElement) continue;
    if (!place.checkVisibility()) continue;
    if (/(?<![A-Za-z0-9])[0-9]|[A-Za-z]{3,} [A-Za-z]{2,}/.test(text.data.replace(/«[^»]*»/g, ""))) found.push(text.data.trim());
  }
  return found;
}"""


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_every_main_page_is_without_a_fault(open_page: Callable[..., Page], role: str, language: str) -> None:
    page = _page_of(open_page, role, language)

    faults = [f"{address}: {fault}" for address in pages_of(role) for fault in _faults_of(page, address, language)]

    assert faults == []


def test_the_header_is_mirrored(open_page: Callable[..., Page]) -> None:
    middles = {}
    for language in ("fa", "en"):
        page = _page_of(open_page, "guest", language)
        page.set_viewport_size(DESKTOP)
        page.goto("/problems")
        box = (
            page.get_by_role("banner")
            .get_by_role("link", name="Roshana" if language == "en" else "روشنا")
            .bounding_box()
        )
        assert box is not None
        middles[language] = box["x"] + box["width"] / 2

    assert middles["fa"] > DESKTOP["width"] / 2 > middles["en"]


def _faults_of(page: Page, address: str, language: str) -> Iterator[str]:
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.evaluate(Axe().axe_script)
    yield from (f"at 320 px: {fault}" for fault in page.evaluate(AXE, EVERYTHING))
    if (too_wide := page.evaluate(SIDEWAYS)) > 0:
        yield f"at 320 px: {too_wide} px too wide"
    page.set_viewport_size(DESKTOP)
    yield from page.evaluate(AXE, EVERYTHING)
    if language == "fa":
        yield from _faults_in_persian(page)


def _faults_in_persian(page: Page) -> Iterator[str]:
    if page.evaluate("getComputedStyle(document.body).direction") != "rtl":
        yield "runs from left to right"
    yield from (f"not in Persian: {text}" for text in page.evaluate(OURS_BUT_NOT_PERSIAN))
    if re.search(r"(?<![A-Za-z0-9])[0-9]|[A-Za-z]{3,} [A-Za-z]{2,}", BY_PEOPLE.sub("", page.title())):
        yield f"title not in Persian: {page.title()}"
    page.emulate_media(color_scheme="dark")
    yield from (f"in the dark: {fault}" for fault in page.evaluate(AXE, CONTRAST))
    page.emulate_media(color_scheme="light")


def _page_of(open_page: Callable[..., Page], role: str, language: str) -> Page:
    member = None if role == "guest" else sample_member(role)
    # Without motion, colours change at once: the dark is measured right after it falls.
    return open_page(member, language=language, reduced_motion="reduce")
