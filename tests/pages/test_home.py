from collections.abc import Callable
from datetime import timedelta

from community.core import clock
from community.core.transaction import transaction
from community.ideas import actions as ideas
from community.ideas.models import Status
from community.members.models import Member
from community.moderation import actions as moderation
from community.moderation.models import DecisionAction, DecisionReason
from community.pages.queries.home import members_home
from community.pages.queries.words import Outcome, news_of
from community.posts.models import Post
from tests.client import Client
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_follow,
    make_idea,
    make_member,
    make_problem,
    make_product,
    set_state,
)
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def decide(post: Post, action: DecisionAction, words: str = "") -> None:
    moderator = make_member(roles=("moderator",))
    with transaction():
        case = moderation.open_case(post)
        judgement = moderation.Judgement(action, DecisionReason.OTHER, words=words, note="Staffnote")
        moderation.decide(case, judgement, by=moderator, version=case.version)


def outcomes(member: Member) -> list[Outcome]:
    return [news.outcome for news in news_of(member)]


def test_a_new_member_is_welcomed_and_offered_a_step(sign_in: SignIn) -> None:
    page = read_page(sign_in(make_member(name="Sara Naderi")).get("/"))

    assert page.one("heading", "Hello \u2068Sara\u2069.")
    assert "Good to have you here." in page.text
    assert page.has("link", "Find a problem you can solve")


def test_the_greeting_counts_what_became_of_ones_words(sign_in: SignIn) -> None:
    helper = make_member(name="Sara Naderi")
    make_answer(by=helper, accepted=True)
    make_answer(by=helper, accepted=True)

    page = read_page(sign_in(helper).get("/"))

    assert page.has("heading", "Hello \u2068Sara\u2069. Since last week, 2 of your words got somewhere.")
    assert "An answer of yours was accepted." in page.text


def test_old_news_stay_but_are_not_counted_as_new(sign_in: SignIn) -> None:
    helper = make_member(name="Sara Naderi")
    with clock.at(clock.now() - timedelta(days=20)):
        make_answer(by=helper, accepted=True)

    page = read_page(sign_in(helper).get("/"))

    assert page.has("heading", "Hello \u2068Sara\u2069.")
    assert "Your answer was accepted" in page.text
    assert "It was quiet around your words this week." in page.text


def test_an_official_answer_is_news_to_the_asker_alone() -> None:
    asker, other = make_member(), make_member()
    make_answer(problem=make_problem(by=asker), official=True)

    assert outcomes(asker) == [Outcome.OFFICIAL]
    assert outcomes(other) == []


def test_a_status_is_told_once_with_the_latest_answer() -> None:
    author, analyst = make_member(), make_member(roles=("analyst",))
    idea = make_idea(by=author)
    with transaction():
        first = ideas.change_status(idea, Status.UNDER_REVIEW, source="We **look**.", by=analyst)
    with transaction():
        ideas.change_status(idea, Status.PLANNED, source="We do **it**.", by=analyst, after=first.id)

    (news,) = news_of(author)

    assert (news.outcome, news.fact, news.words) == (Outcome.STATUS, "planned", "We do it.")


def test_a_decision_is_told_with_its_words_and_never_the_note(sign_in: SignIn) -> None:
    author = make_member()
    decide(make_problem(by=author, title="My words"), DecisionAction.HIDE, "Please leave the number out.")

    text = sign_in(author).get("/").text

    assert "A moderator hid your post" in text
    assert "Please leave the number out." in text
    assert "Staffnote" not in text


def test_a_report_that_led_to_nothing_is_no_news() -> None:
    author = make_member()
    decide(make_problem(by=author), DecisionAction.APPROVE)

    assert outcomes(author) == []


def test_an_article_made_from_ones_problem_is_news() -> None:
    asker = make_member()
    problem = make_problem(by=asker, solved=True)
    make_article(problem=problem)

    assert Outcome.ARTICLE in outcomes(asker)


def test_what_is_hidden_meanwhile_is_no_news() -> None:
    helper = make_member()
    answer = make_answer(by=helper, accepted=True)
    reply = make_comment(on=make_idea(by=helper), official=True)

    set_state(answer.problem, "hidden")
    set_state(reply, "removed")

    assert outcomes(helper) == []


def test_problems_about_products_one_knows_come_first() -> None:
    member, known, other = make_member(), make_product(), make_product()
    make_answer(problem=make_problem(product=known, by=make_member()), by=member)
    of_known = make_problem(product=known)
    of_other = make_problem(product=other)
    make_problem(by=member)
    make_problem(closed=True)

    page = members_home(member)

    assert (list(page.known), page.to_answer) == ([of_known], [of_other])


def test_followed_threads_with_something_new_are_shown(sign_in: SignIn) -> None:
    member = make_member()
    alive, silent = make_problem(title="Alive"), make_problem(title="Silent")
    make_follow(on=alive, by=member)
    make_follow(on=silent, by=member)
    make_answer(problem=alive)

    assert [post.title for post in members_home(member).following] == ["Alive"]
    assert read_page(sign_in(member).get("/")).has("link", "Alive")


def test_a_followed_thread_that_was_hidden_is_gone() -> None:
    member, problem = make_member(), make_problem()
    make_follow(on=problem, by=member)
    make_answer(problem=problem)

    set_state(problem, "hidden")

    assert list(members_home(member).following) == []


def test_a_full_home_takes_at_most_fifteen_statements(sign_in: SignIn) -> None:
    member = make_member()
    browser = sign_in(member)
    for _ in range(4):
        make_answer(by=member, accepted=True)
        make_answer(problem=make_problem(by=member), official=True)
        make_idea(by=member, status="planned")
        make_article(problem=make_problem(by=member, solved=True))
        decide(make_answer(by=member), DecisionAction.HIDE)
        make_problem()
        followed = make_problem()
        make_follow(on=followed, by=member)
        make_answer(problem=followed)
    browser.get("/")

    with at_most_queries(15):
        browser.get("/")
