"""What is offered while somebody types into the search box."""

from collections.abc import Callable

import pytest

from community.core import clock
from community.members.models import Visitor
from community.search.queries import suggestions
from tests.client import Client
from tests.factories import make_answer, make_member, make_problem, make_product
from tests.page import read_page
from tests.statements import at_most_queries

DoJobs = Callable[[], int]


def titles(text: str) -> list[str]:
    return [post.title for post in suggestions(text, Visitor()).posts]


@pytest.mark.parametrize("typed", ["ke", "ket", "kettle", "Kettle l", "leaks ket", "the", "kettle leaking"])
def test_titles_are_offered_from_the_second_letter_on(do_jobs: DoJobs, typed: str) -> None:
    make_problem(title="The kettle leaks")
    make_problem(title="A door squeaks")
    do_jobs()

    assert titles(typed) == ["The kettle leaks"]


@pytest.mark.parametrize("typed", ["", " ", "k", "؟", "zeppelin", "lea x"])
def test_nothing_is_offered_for_nothing_known(do_jobs: DoJobs, typed: str) -> None:
    make_problem(title="The kettle leaks")
    do_jobs()

    assert titles(typed) == []


@pytest.mark.parametrize("typed", ["کتا", "كتاب‌ها", "کتاب اموز", "آموزشي"])
def test_persian_titles_are_offered_however_they_are_typed(do_jobs: DoJobs, typed: str) -> None:
    make_problem(title="کتاب‌های آموزشی نرسید")
    do_jobs()

    assert titles(typed) == ["کتاب‌های آموزشی نرسید"]


def test_titles_that_begin_as_typed_come_first_and_a_threads_answers_do_not_appear(do_jobs: DoJobs) -> None:
    problem = make_problem(title="Kettle and lid")
    make_problem(title="My old kettle")
    make_answer(problem=problem, source="The kettle is fine.")
    do_jobs()

    assert titles("kettle") == ["Kettle and lid", "My old kettle"]


def test_products_are_offered_before_titles(do_jobs: DoJobs, client: Client) -> None:
    product = make_product(name="Roshana Kettle", name_fa="کتری روشنا")
    make_product(name="Old Kettle", archived_at=product.created_at)
    make_problem(title="Kettle leaks", solved=True)
    do_jobs()

    page = read_page(client.get("/search/suggest?q=kett"))

    assert [link.text for link in page.all("link")] == ["Roshana Kettle Product", "Kettle leaks Problem · Solved"]
    assert [one.name for one in suggestions("کتری", Visitor()).products] == ["Roshana Kettle"]


def test_at_most_six_titles_are_offered(do_jobs: DoJobs) -> None:
    for number in range(9):
        make_problem(title=f"Kettle {number}")
    do_jobs()

    assert len(titles("kettle")) == 6


def test_without_an_index_products_are_offered_still(client: Client) -> None:
    make_product(name="Roshana Kettle")
    make_problem(title="Kettle leaks")

    assert [link.text for link in read_page(client.get("/search/suggest?q=kettle")).all("link")] == [
        "Roshana Kettle Product"
    ]


@pytest.mark.parametrize("typed", ["علی", "علي رض", "علیرضا", "رضا", "رضایی"])
def test_members_are_offered_however_their_names_are_typed(client: Client, typed: str) -> None:
    make_member(name="علی‌رضا رضایی")
    make_member(name="Somebody Else")

    links = read_page(client.get("/search/suggest", query_string={"q": typed})).all("link")

    assert [link.text for link in links] == ["علی‌رضا رضایی Member"]


def test_a_suspended_member_is_offered_to_nobody(client: Client) -> None:
    make_member(name="Nadir Suspended", suspended_at=clock.now())

    assert not read_page(client.get("/search/suggest?q=nadir")).all("link")


def test_suggestions_cost_four_statements(do_jobs: DoJobs) -> None:
    for number in range(9):
        make_problem(title=f"Kettle {number}", product=make_product())
    do_jobs()

    with at_most_queries(4):
        assert titles("kettle")
