"""Everyone whose words are evidence hears what was decided, once, and of nothing he may not see."""

from collections.abc import Callable

import pytest

from community.core.database import db
from community.core.transaction import transaction
from community.insights.models import NeedState, Telling
from community.members import actions as members
from community.members.models import OPERATOR, Member
from community.notifications import actions
from community.notifications.events import TellBehindNeed
from community.notifications.jobs import telling as jobs
from community.notifications.models import Notification, NotificationKind
from tests.client import Client
from tests.factories import make_member, make_problem, make_review, set_state
from tests.factories.needs import make_analyst, make_need
from tests.notifications.deciding import ANSWER, ANSWER_FA, decided, planned
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def told(member: Member) -> list[int]:
    rows = db.session.query(Notification).filter_by(member_id=member.id, kind=NotificationKind.NEED)
    return [row.post_id for row in rows]


@pytest.mark.parametrize("state", [NeedState.PLANNED, NeedState.DELIVERED, NeedState.DECLINED])
def test_authors_are_told_with_their_own_strongest_post(state: NeedState) -> None:
    author, other = make_member(), make_member()
    strongest, second, third = make_problem(by=author), make_problem(by=author), make_problem(by=other)

    telling = decided(make_need(evidence=[strongest, second, third]), state)

    assert told(author) == [strongest.id]
    assert told(other) == [third.id]
    assert telling.told_count == 2
    assert telling.finished_at is not None


def test_other_states_tell_nobody(do_jobs: Callable[[], int]) -> None:
    author = make_member()
    need = make_need(evidence=[make_problem(by=author)])

    assert planned(need, NeedState.WATCHING) is None
    assert planned(need, NeedState.IN_PROGRESS) is None


def test_whose_words_were_withdrawn_suspended_members_and_the_decider_hear_nothing() -> None:
    hidden, suspended, analyst = make_member(), make_member(), make_analyst()
    posts = [make_problem(by=one) for one in (hidden, suspended, analyst)]
    need = make_need(evidence=posts)
    set_state(posts[0], "hidden")
    with transaction():
        members.suspend_member(db.session.get_one(Member, suspended.id), by=OPERATOR)

    telling = decided(need, NeedState.PLANNED, by=analyst)

    assert telling.told_count == 0
    assert not told(hidden) + told(suspended) + told(analyst)


def test_who_switched_it_off_is_neither_told_nor_counted() -> None:
    author = make_member()
    need = make_need(evidence=[make_problem(by=author)])
    with transaction():
        actions.choose_kinds(author, {kind for kind in NotificationKind if kind != NotificationKind.NEED})

    assert decided(need, NeedState.PLANNED).told_count == 0
    assert told(author) == []


def test_a_slip_put_right_within_minutes_is_told_to_nobody() -> None:
    author = make_member()
    need = make_need(evidence=[make_problem(by=author)])
    slip = planned(need, NeedState.DECLINED)

    decided(need, NeedState.PLANNED)
    jobs.tell_behind_need(TellBehindNeed(slip.id))

    assert len(told(author)) == 1
    assert db.session.get_one(Telling, slip.id).told_count == 0


def test_killed_in_the_middle_it_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    authors = [make_member() for _ in range(5)]
    need = make_need(evidence=[make_problem(by=one) for one in authors])
    telling = planned(need, NeedState.PLANNED)
    monkeypatch.setattr(jobs, "MOST_TOGETHER", 2)
    tell_each, rounds = jobs.tell_each, iter([True, False])

    def dying(*arguments: object, **options: object) -> None:
        if not next(rounds):
            raise KeyboardInterrupt
        tell_each(*arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(jobs, "tell_each", dying)
        jobs.tell_behind_need(TellBehindNeed(telling.id))
    for _ in range(2):
        jobs.tell_behind_need(TellBehindNeed(telling.id))

    assert [len(told(one)) for one in authors] == [1] * 5
    assert db.session.get_one(Telling, telling.id).told_count == 5


def test_telling_many_asks_the_database_little() -> None:
    need = make_need(evidence=[make_problem() for _ in range(12)])
    telling = planned(need, NeedState.PLANNED)

    with at_most_queries(22):
        jobs.tell_behind_need(TellBehindNeed(telling.id))


def test_the_inbox_says_it_in_the_readers_language_without_the_needs_own_name(sign_in: SignIn) -> None:
    author = make_member(language="en")
    post = make_review(by=author, rating=2, title="It wakes me at night")
    decided(make_need(evidence=[post], title="Words of other customers"), NeedState.DELIVERED)
    browser = sign_in(author)

    english, persian = (browser.get("/inbox", headers={"Accept-Language": language}).text for language in ("en", "fa"))

    assert "What you wrote about has been delivered" in english
    assert "It wakes me at night" in english
    assert ANSWER in english
    assert ANSWER_FA in persian
    assert "Words of other customers" not in english + persian


def test_a_second_member_finds_neither_line_nor_question(sign_in: SignIn) -> None:
    author = make_member()
    telling = decided(make_need(evidence=[make_problem(by=author)]), NeedState.DELIVERED)
    other = sign_in(make_member())

    assert ANSWER not in other.get("/inbox").text
    assert other.get(f"/solved/{telling.id}").status_code == 404
    assert other.send(f"/solved/{telling.id}", {"solved": "no"}).status_code == 404
    assert read_page(sign_in(author).get(f"/solved/{telling.id}")).has("button", "Yes, it is solved")
