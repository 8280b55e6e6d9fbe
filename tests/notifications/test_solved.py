"""Is it solved for you? One answer a person, counted with its error, and a need that opens again."""

from collections.abc import Callable

import pytest

from community.core.database import db
from community.core.transaction import transaction
from community.insights.actions.telling import answer_solved
from community.insights.models import Alert, Need, NeedEvent, NeedState, SolvedAnswer, Telling
from community.insights.queries.telling import SolvedFigures, get_told, solved_figures
from community.members.models import Member
from community.notifications import links
from community.notifications.models import Notification
from tests.client import Client
from tests.factories import make_member, make_problem, make_review, set_state
from tests.factories.needs import make_analyst, make_need
from tests.notifications.deciding import decided
from tests.page import read_page

SignIn = Callable[[Member], Client]


def answer(telling: Telling, member: Member, *, is_solved: bool) -> None:
    with transaction():
        answer_solved(get_told(telling.id, member, for_update=True), is_solved=is_solved)


def test_a_member_answers_and_changes_his_mind(sign_in: SignIn) -> None:
    author = make_member()
    telling = decided(make_need(evidence=[make_problem(by=author)]), NeedState.DELIVERED)
    browser = sign_in(author)

    first = browser.send(f"/solved/{telling.id}", {"solved": "no"})
    browser.send(f"/solved/{telling.id}", {"solved": "yes"})

    assert first.status_code == 303
    assert [one.is_solved for one in db.session.query(SolvedAnswer)] == [True]
    assert "You answered: yes, it is solved." in browser.get(f"/solved/{telling.id}").text


def test_the_key_of_a_mail_stands_for_signing_in(client: Client) -> None:
    author = make_member()
    telling = decided(make_need(evidence=[make_problem(by=author)]), NeedState.DELIVERED)
    address = f"/solved/{telling.id}?key={links.answer_key(telling.id, author.id)}"

    shown, sent = client.get(address), client.send(address, {"solved": "yes"})

    assert shown.status_code == 200
    assert sent.status_code == 303
    assert db.session.query(SolvedAnswer).one().member_id == author.id


def test_neither_a_forged_key_nor_that_of_another_question_is_taken(client: Client) -> None:
    author = make_member()
    telling = decided(make_need(evidence=[make_problem(by=author)]), NeedState.DELIVERED)

    for key in ("x", links.answer_key(telling.id + 1, author.id), links.stop_key(author.id)):
        assert client.get(f"/solved/{telling.id}?key={key}").status_code == 404


def test_a_low_review_may_be_updated_and_a_good_one_is_not_asked_for(sign_in: SignIn) -> None:
    unhappy, happy = make_member(), make_member()
    posts = [make_review(by=unhappy, rating=2), make_review(by=happy, rating=5)]
    telling = decided(make_need(evidence=posts), NeedState.DELIVERED)

    asked, spared = (read_page(sign_in(one).get(f"/solved/{telling.id}")) for one in (unhappy, happy))

    assert asked.has("link", "Has it become better? Update your review")
    assert not spared.has("link", "Has it become better? Update your review")


def test_what_is_only_planned_asks_nothing(sign_in: SignIn) -> None:
    author = make_member()
    telling = decided(make_need(evidence=[make_problem(by=author)]), NeedState.PLANNED)

    assert sign_in(author).get(f"/solved/{telling.id}").status_code == 404


def test_too_many_noes_open_the_need_again_once_and_wake_its_owner() -> None:
    owner, authors = make_analyst(), [make_member() for _ in range(6)]
    need = make_need(evidence=[make_problem(by=one) for one in authors], owner=owner)
    with transaction():
        db.session.get_one(Need, need.id).owner_id = owner.id
    telling = decided(need, NeedState.DELIVERED)
    with transaction():
        db.session.get_one(Need, need.id).owner_id = owner.id

    states = []
    for author in authors:
        answer(telling, author, is_solved=False)
        states.append(db.session.get_one(Need, need.id).state)

    assert states == ["delivered"] * 4 + ["watching"] * 2
    assert db.session.query(NeedEvent).filter_by(kind="reopened").count() == 1
    assert db.session.query(Alert).one().figures == {"unsolved": 5, "answered": 5}
    assert db.session.query(Notification).filter_by(member_id=owner.id, kind="alert").count() == 1


def test_for_whom_it_is_solved_the_need_stays_closed() -> None:
    authors = [make_member() for _ in range(6)]
    need = make_need(evidence=[make_problem(by=one) for one in authors])
    telling = decided(need, NeedState.DELIVERED)

    for place, author in enumerate(authors):
        answer(telling, author, is_solved=place > 1)

    figures = solved_figures(telling)
    assert (figures.asked, figures.answered, figures.solved) == (6, 6, 4)
    assert figures.share == pytest.approx(4 / 6)
    assert db.session.get_one(Need, need.id).state == "delivered"


@pytest.mark.parametrize(
    ("answered", "solved", "opens"),
    [(4, 0, False), (5, 0, True), (5, 2, False), (10, 4, True), (100, 65, False), (100, 60, True)],
)
def test_the_threshold_is_three_in_ten_beyond_chance(answered: int, solved: int, opens: bool) -> None:
    assert SolvedFigures(asked=200, answered=answered, solved=solved).calls_for_reopening is opens


def test_a_removed_post_takes_its_question_along_for_others_and_not_for_its_author(sign_in: SignIn) -> None:
    author = make_member()
    post = make_problem(by=author)
    telling = decided(make_need(evidence=[post]), NeedState.DELIVERED)
    set_state(post, "hidden")

    assert sign_in(author).get(f"/solved/{telling.id}").status_code == 200
