"""The main line by keyboard: asked with similar posts shown, answered, accepted, shared; focus kept, changes announced."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from community.problems.models import Problem
from tests.browser.hands import press_by_keyboard, tab_to, type_by_keyboard
from tests.factories import make_answer, make_member, make_problem

SIMILAR_TITLE = "Upload stalls for a few seconds every evening"


def test_similar_posts_appear_while_a_member_asks(open_page: Callable[..., Page]) -> None:
    page = open_page(make_member())
    page.goto("/problems/ask")
    title = page.get_by_role("textbox", name="In one sentence")
    expect(title).to_be_focused()

    page.keyboard.type(SIMILAR_TITLE)

    similar = page.get_by_role("region", name="It may be one of these")
    expect(similar.get_by_role("link", name=re.compile("^Upload stalls for a few seconds every hour"))).to_be_visible()
    expect(_live(page)).to_have_text(re.compile(r"\d"))
    expect(title).to_be_focused()

    type_by_keyboard(page, page.locator("#source"), "It began on Monday, on the cable too.")
    press_by_keyboard(page, "Post my problem")

    expect(page.get_by_role("heading", name=SIMILAR_TITLE, level=1)).to_be_visible()
    expect(page.get_by_text("It began on Monday, on the cable too.")).to_be_visible()


def test_a_member_answers(open_page: Callable[..., Page]) -> None:
    page = _at(open_page, make_problem())

    type_by_keyboard(page, page.locator("#source"), "Hold the reset button for ten seconds.")
    press_by_keyboard(page, "Post the answer")

    expect(page.locator(".answer").get_by_text("Hold the reset button for ten seconds.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 answer")).to_be_visible()


def test_accepting_keeps_the_focus_and_is_announced(open_page: Callable[..., Page]) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    answer = make_answer(problem=problem)
    page = open_page(asker)
    page.goto(f"/p/{problem.id}")

    tab_to(page, page.locator(f"#judge-{answer.id}"))
    page.keyboard.press("Enter")

    expect(page.locator(f"#post-{answer.id}")).to_have_attribute("data-accepted", "")
    expect(page.locator(f"#judge-{answer.id}")).to_be_focused()
    expect(_live(page)).not_to_be_empty()


@pytest.mark.parametrize(("language", "said"), [("en", "1 person has this problem too"), ("fa", "۱ نفر")])
def test_me_too_keeps_the_focus_and_is_announced(open_page: Callable[..., Page], language: str, said: str) -> None:
    problem = make_problem()
    page = _at(open_page, problem, language)
    button = page.locator(f"#press-me_too-{problem.id}")
    address = page.url

    tab_to(page, button)
    page.keyboard.press("Space")

    expect(button).to_have_attribute("data-pressed", "")
    expect(button).to_be_focused()
    expect(_live(page)).to_contain_text(said)
    assert page.url == address


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto("/problems")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#main"


def _at(open_page: Callable[..., Page], problem: Problem, language: str = "en") -> Page:
    page = open_page(make_member(), language=language)
    page.goto(f"/p/{problem.id}")
    return page


def _live(page: Page) -> Locator:
    return page.locator("live-region")
