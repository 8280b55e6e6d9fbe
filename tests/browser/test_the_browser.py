"""The browser tests' own house: a real page in a real browser, signed in by a real session."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.factories import make_member


def test_a_stranger_is_asked_to_sign_in(page: Page) -> None:
    page.goto("/account")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_member_is_known(open_page: Callable[..., Page]) -> None:
    member = make_member(name="Sara Known")

    page = open_page(member)
    page.goto("/account")

    expect(page.get_by_role("textbox", name="Name")).to_have_value("Sara Known")
