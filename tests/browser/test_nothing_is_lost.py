"""What is typed survives: a closed page, a double press, with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from community.core.database import db
from community.posts.models import Post
from tests.factories import make_member, make_problem


def test_a_draft_comes_back_after_the_page_was_closed(open_page: Callable[..., Page]) -> None:
    problem = make_problem()
    page = open_page(make_member())
    page.goto(f"/p/{problem.id}")
    page.locator("#source").press_sequentially("Have you tried channel 36?")
    expect(page.locator("[data-draft-state]")).not_to_be_empty()
    page.close()

    again = page.context.new_page()
    again.goto(f"/p/{problem.id}")

    expect(again.locator("#source")).to_have_value("Have you tried channel 36?")


@pytest.mark.parametrize("with_script", [True, False])
def test_a_double_press_sends_one_post(open_page: Callable[..., Page], with_script: bool) -> None:
    words = f"Pressed twice, {'with' if with_script else 'without'} script"
    problem = make_problem()
    page = open_page(make_member(), java_script_enabled=with_script)
    page.goto(f"/p/{problem.id}")
    page.fill("#source", words)

    page.get_by_role("button", name="Post the answer").dblclick()

    expect(page.locator(".answer").get_by_text(words)).to_have_count(1)
    assert _count_of(words) == 1


def _count_of(words: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Post).where(Post.source == words)) or 0
