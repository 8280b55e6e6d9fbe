"""The same site without script: every step is a page, nothing is out of reach."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from community.members.models import Member
from tests.factories import make_answer, make_member, make_problem

TITLE = "Upload stalls for a few seconds every afternoon"


@pytest.fixture
def plain_page(open_page: Callable[..., Page]) -> Callable[[Member], Page]:
    """A member's page in a browser that runs no script."""
    return lambda member: open_page(member, java_script_enabled=False)


def test_similar_posts_are_a_step_before_posting(plain_page: Callable[[Member], Page]) -> None:
    page = plain_page(make_member())
    page.goto("/problems/ask")
    page.fill("#title", TITLE)
    page.fill("#source", "It began on **Monday**.")

    page.get_by_role("button", name="Post my problem").click()

    expect(page.get_by_role("heading", name="Before you post")).to_be_visible()
    expect(page.get_by_role("link", name="Upload stalls for a few seconds every hour")).to_be_visible()
    expect(page.locator("#source")).to_have_value("It began on **Monday**.")

    page.get_by_role("button", name="None of these, post my problem").click()

    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def test_a_preview_shows_the_text_and_posts_nothing(plain_page: Callable[[Member], Page]) -> None:
    page = plain_page(make_member())
    page.goto("/problems/ask")
    page.fill("#title", "Preview before anything else")
    page.fill("#source", "It began on **Monday**.")

    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("heading", name="This is how it will look")).to_be_visible()
    expect(page.locator(".preview strong")).to_have_text("Monday")
    expect(page.locator("#title")).to_have_value("Preview before anything else")
    page.goto("/problems")
    expect(page.get_by_text("Preview before anything else")).to_have_count(0)


def test_a_member_says_me_too_and_takes_it_back(plain_page: Callable[[Member], Page]) -> None:
    problem = make_problem()
    page = plain_page(make_member())
    page.goto(f"/p/{problem.id}")
    button = page.locator(f"#press-me_too-{problem.id}")

    button.click()
    expect(button).to_have_attribute("data-pressed", "")

    button.click()
    expect(button).not_to_have_attribute("data-pressed", "")


def test_the_asker_accepts_an_answer(plain_page: Callable[[Member], Page]) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    answer = make_answer(problem=problem)
    page = plain_page(asker)
    page.goto(f"/p/{problem.id}")

    page.locator(f"#judge-{answer.id}").click()

    expect(page.locator(f"#post-{answer.id}")).to_have_attribute("data-accepted", "")


def test_a_report_is_decided_and_the_author_reads_why(plain_page: Callable[[Member], Page]) -> None:
    advertiser = make_member()
    problem = make_problem(by=advertiser, title="Buy cheap followers")
    reporter = plain_page(make_member())
    reporter.goto(f"/posts/{problem.id}/report")
    reporter.get_by_role("radio", name="Advertising or spam").check()
    reporter.locator("main form button").last.click()

    moderator = plain_page(make_member(roles=("moderator",)))
    moderator.goto("/desk/moderation")
    moderator.get_by_role("link", name="Buy cheap followers").first.click()
    moderator.get_by_role("radio", name="Take it down").check()
    moderator.locator("select[name=reason]").select_option("spam")
    moderator.locator("textarea[name=words]").fill("We do not sell followers here.")
    moderator.get_by_role("button", name="Record the decision").click()

    reporter.goto(f"/p/{problem.id}")
    expect(reporter.get_by_role("heading", level=1)).to_contain_text("There is no such post")
    author = plain_page(advertiser)
    author.goto(f"/posts/{problem.id}/decision")
    expect(author.get_by_text("We do not sell followers here.")).to_be_visible()
