"""Changing what one says about oneself."""

from collections.abc import Callable

from community.core.transaction import transaction
from community.members import actions, queries
from community.members.events import MemberRenamed
from community.members.models import Member
from tests.client import Client
from tests.factories import make_member
from tests.page import read_page
from tests.problems.heard import heard
from tests.statements import at_most_queries

Browser = Callable[[Member], Client]


def test_a_member_changes_name_words_and_language(sign_in: Browser) -> None:
    member = make_member(name="Sara")
    browser = sign_in(member)

    response = browser.send("/account", {"name": "سارا", "about": "Two\r\nlines", "language": "fa"})

    assert response.status_code == 303
    assert (member.name, member.about, member.language) == ("سارا", "Two\nlines", "fa")
    assert 'lang="fa"' in browser.get("/account").text


def test_the_new_name_is_found_in_any_spelling() -> None:
    member, administrator = make_member(), make_member(roles=("administrator",))

    with transaction():
        actions.edit_profile(member, name="علي كريمی", about="", language="fa")

    assert queries.members_page(administrator, search="علی کریمي").rows == [member]


def test_a_new_name_is_announced_and_the_same_one_is_not() -> None:
    member = make_member(name="Sara")

    with heard(MemberRenamed) as told, transaction():
        actions.edit_profile(member, name="Sara", about="new words", language="en")
        actions.edit_profile(member, name="Sara A.", about="", language="en")

    assert told == [MemberRenamed(member, before="Sara")]


def test_trouble_is_shown_with_everything_typed(sign_in: Browser) -> None:
    member = make_member(name="Sara")

    page = read_page(sign_in(member).send("/account", {"name": "", "about": "x" * 1001, "language": "en"}))

    assert page.by_id("name-error").text.endswith("Please write your name.")
    assert page.by_id("about-error").text.endswith("This is 1 character too long.")
    assert page.one("textbox", "About you (optional)").value.strip() == "x" * 1001
    assert member.name == "Sara"


def test_an_unknown_language_is_refused(sign_in: Browser) -> None:
    member = make_member(language="en")

    sign_in(member).send("/account", {"name": "Sara", "about": "", "language": "xx"})

    assert member.language == "en"


def test_only_ones_own_profile_is_ever_changed(sign_in: Browser) -> None:
    other = make_member(name="Other")

    sign_in(make_member()).send(
        "/account", {"name": "Sara", "language": "en", "id": str(other.id), "member_id": str(other.id)}
    )

    assert other.name == "Other"


def test_the_page_asks_for_the_member_and_the_inbox_count(sign_in: Browser) -> None:
    browser = sign_in(make_member())

    with at_most_queries(3):
        browser.get("/account")
