"""Guests read a kept page of a thread until something that it shows changes, a name included."""

from collections.abc import Callable

from community.core.transaction import transaction
from community.members.actions import edit_profile, grant_role
from community.members.models import OPERATOR, Role
from community.products.actions import edit_product
from tests.client import Client
from tests.factories import make_answer, make_member, make_problem, make_product


def test_a_guest_reads_the_name_that_a_member_goes_by_now(client: Client, do_jobs: Callable[[], int]) -> None:
    answerer = make_member(name="Sara Old")
    problem = make_problem()
    make_answer(problem=problem, by=answerer)
    address = client.get(f"/problems/{problem.id}").headers["Location"]
    assert "Sara Old" in client.get(address).text

    with transaction():
        edit_profile(answerer, name="Sara New", about="", language="en")
    do_jobs()

    page = client.get(address).text
    assert "Sara New" in page
    assert "Sara Old" not in page


def test_a_new_role_renders_a_members_threads_anew_and_no_others(do_jobs: Callable[[], int]) -> None:
    member = make_member()
    own, other = make_problem(by=member), make_problem()
    versions = own.thread_version, other.thread_version

    with transaction():
        grant_role(member, Role.AGENT, by=OPERATOR)
    do_jobs()

    assert (own.thread_version, other.thread_version) == (versions[0] + 1, versions[1])


def test_a_guest_reads_what_a_product_is_called_now(client: Client, do_jobs: Callable[[], int]) -> None:
    product = make_product(name="Modem R3")
    problem = make_problem(product=product)
    make_answer(problem=problem)
    address = client.get(f"/problems/{problem.id}").headers["Location"]
    assert "Modem R3" in client.get(address).text

    with transaction():
        edit_product(
            product, name="Modem R4", name_fa="", category=None, description="", description_fa="", by=OPERATOR
        )
    do_jobs()

    page = client.get(address).text
    assert "Modem R4" in page
    assert "Modem R3" not in page


def test_a_list_shows_a_product_and_figures_as_they_are_now(client: Client) -> None:
    product = make_product(name="Modem R3")
    problem = make_problem(product=product)
    assert "Modem R3" in client.get("/problems").text

    with transaction():
        edit_product(
            product, name="Modem R4", name_fa="", category=None, description="", description_fa="", by=OPERATOR
        )
    make_answer(problem=problem)

    page = client.get("/problems").text
    assert "Modem R4" in page
    assert "1 answer" in page
    assert "Modem R3" not in page
