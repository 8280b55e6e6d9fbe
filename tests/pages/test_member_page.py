from collections.abc import Callable

from community.members.models import Member
from tests.client import Client
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_review,
    make_vote,
    set_state,
)
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def test_it_says_who_somebody_is_and_what_they_wrote(client: Client) -> None:
    member = make_member(name="Sara Naderi", roles=("agent",))
    make_answer(problem=make_problem(title="It hums"), by=member, source="Move it.")
    make_idea(by=member, title="A handle")

    page = read_page(client.get(f"/members/{member.id}"))

    assert page.has("heading", "Sara Naderi")
    assert "Support agent" in page.text
    assert page.has("link", "It hums")
    assert "Move it." in page.text
    assert page.has("link", "Answers 1")
    assert page.has("link", "Ideas 1")
    assert not page.has("link", "Reviews 0")


def test_each_kind_has_its_tab(client: Client) -> None:
    member = make_member(roles=("agent",))
    make_problem(by=member, title="It hums")
    make_review(by=member, title="Splendid")
    make_article(by=member, title="Where to place it")
    make_comment(on=make_idea(title="A handle"), by=member, source="Yes please.")
    wanted = {"problem": "It hums", "review": "Splendid", "article": "Where to place it", "comment": "A handle"}

    pages = {kind: read_page(client.get(f"/members/{member.id}?show={kind}")) for kind in wanted}

    assert [kind for kind, title in wanted.items() if not pages[kind].has("link", title)] == []


def test_it_says_how_the_reputation_comes_about(client: Client) -> None:
    member = make_member()
    answer = make_answer(by=member, accepted=True)
    make_vote(on=answer)

    page = read_page(client.get(f"/members/{member.id}"))

    assert "17 points" in page.text
    assert "1 accepted answer 15 points each" in page.text
    assert "Found helpful 1 time 2 points each" in page.text


def test_others_see_nothing_of_what_is_withdrawn(client: Client, sign_in: SignIn) -> None:
    member = make_member()
    for state in ("pending", "hidden", "removed"):
        set_state(make_problem(by=member, title=f"Secret {state}"), state)
    make_idea(by=member, title="Secret for staff", audience="staff")

    stranger = client.get(f"/members/{member.id}").text
    other = sign_in(make_member()).get(f"/members/{member.id}").text

    assert "Secret" not in stranger + other
    assert "Nothing to read yet" in stranger


def test_the_author_sees_his_withdrawn_posts_and_how_they_stand(sign_in: SignIn) -> None:
    member = make_member()
    set_state(make_problem(by=member, title="My hidden one"), "hidden")

    page = read_page(sign_in(member).get(f"/members/{member.id}"))

    assert page.has("link", "My hidden one")
    assert "Hidden" in page.text


def test_a_moderator_sees_what_is_withdrawn(sign_in: SignIn) -> None:
    member = make_member()
    set_state(make_problem(by=member, title="The hidden one"), "hidden")

    page = read_page(sign_in(make_member(roles=("moderator",))).get(f"/members/{member.id}"))

    assert page.has("link", "The hidden one")


def test_ones_own_remark_does_not_open_somebody_elses_hidden_thread(sign_in: SignIn) -> None:
    member, problem = make_member(), make_problem(title="Secrettitle")
    make_comment(on=problem, by=member, source="My own remark")
    set_state(problem, "hidden")

    text = sign_in(member).get(f"/members/{member.id}").text

    assert "My own remark" in text
    assert "Secrettitle" not in text
    assert "In a thread that is not open to you any more" in text


def test_the_organization_is_for_staff_colleagues_and_oneself(client: Client, sign_in: SignIn) -> None:
    organization = make_organization(name="Quiet Harbour")
    member = make_member(organization=organization)
    path = f"/members/{member.id}"

    seeing = [member, make_member(organization=organization), make_member(roles=("agent",))]

    assert [one.id for one in seeing if "Quiet Harbour" not in sign_in(one).get(path).text] == []
    assert "Quiet Harbour" not in client.get(path).text
    assert "Quiet Harbour" not in sign_in(make_member()).get(path).text


def test_no_address_is_ever_shown(client: Client) -> None:
    member = make_member(email="hidden.address@example.com")

    assert "hidden.address" not in client.get(f"/members/{member.id}").text


def test_an_unknown_member_is_not_found(client: Client) -> None:
    assert client.get("/members/999999").status_code == 404


def test_the_number_of_statements_does_not_depend_on_how_much_was_written(client: Client) -> None:
    member = make_member()
    for _ in range(4):
        make_comment(on=make_answer(by=member), by=member)
        make_problem(by=member)
        make_review(by=member)
        make_idea(by=member)
    path = f"/members/{member.id}"
    client.get(path)

    for show, most in {"answer": 7, "comment": 7, "problem": 5, "idea": 5, "review": 5}.items():
        with at_most_queries(most):
            client.get(f"{path}?show={show}")
