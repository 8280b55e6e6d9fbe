"""Words that mean the same: taught by staff, or learned and then accepted."""

from collections.abc import Callable

import pytest

from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Member, Visitor
from community.search import actions
from community.search.models import SynonymGroup, SynonymState
from community.search.queries import results_page
from community.search.sought import Scope
from tests.client import Client
from tests.factories import make_idea, make_member, make_problem
from tests.page import read_page

DoJobs = Callable[[], int]
SignIn = Callable[[Member], Client]


def titles(text: str) -> list[str]:
    return [result.head.title for result in results_page(text, Visitor(), scope=Scope()).results]


def teach(*wordings: str) -> SynonymGroup:
    analyst = make_member(roles=("analyst",))
    with transaction():
        return actions.add_synonyms(wordings, language="und", by=analyst)


def test_a_synonym_finds_at_once_and_below_the_word_itself(do_jobs: DoJobs) -> None:
    make_problem(title="The couch squeaks")
    make_problem(title="The sofa squeaks")
    do_jobs()
    assert titles("sofa") == ["The sofa squeaks"]

    group = teach("sofa", "couch")
    assert titles("sofas") == ["The sofa squeaks", "The couch squeaks"]
    assert titles("couch")[0] == "The couch squeaks"

    moderator = make_member(roles=("moderator",))
    with transaction():
        actions.remove_synonyms(db.session.merge(group), by=moderator)
    assert titles("sofa") == ["The sofa squeaks"]


def test_wordings_of_several_words_and_of_both_languages_meet(do_jobs: DoJobs) -> None:
    make_problem(title="وای‌فای قطع می‌شود")
    make_problem(title="شبکه بی‌سیم کار نمی‌کند")
    make_problem(title="شبکه برق کار نمی‌کند")
    do_jobs()
    teach("وای‌فای", "شبکه بی سیم", "wifi")

    assert set(titles("wifi")) == set(titles("شبكه بيسيم")) == {"وای‌فای قطع می‌شود", "شبکه بی‌سیم کار نمی‌کند"}


@pytest.mark.parametrize(
    "wordings", [["sofa"], ["sofa", "Sofas"], ["sofa", "the"], ["sofa", "a b c d e"], ["sofa", "x" * 90]]
)
def test_what_teaches_nothing_is_refused(wordings: list[str]) -> None:
    with pytest.raises(ConflictError):
        teach(*wordings)


def test_only_staff_who_know_how_customers_speak_teach() -> None:
    agent = make_member(roles=("agent",))

    with pytest.raises(NotAllowedError), transaction():
        actions.add_synonyms(["sofa", "couch"], language="en", by=agent)


def test_titles_of_the_same_thing_teach_a_pair_that_waits_for_staff(do_jobs: DoJobs, sign_in: SignIn) -> None:
    make_problem(title="The couch squeaks")
    do_jobs()
    idea = make_idea(title="A couch for the night")
    for number in range(3):
        assert titles("sofa") == []
        browser = sign_in(make_member(roles=("moderator",)))
        assert ("sofa" in read_page(browser.get("/search/synonyms")).one("main").text) is False, number
        browser.send(f"/ideas/same-as/{idea.id}", {"title": "A sofa for the night"})
    group = db.session.query(SynonymGroup).one()
    assert (group.state, group.times) == (SynonymState.PROPOSED, 3)

    assert "sofa = couch met 3 times" in read_page(browser.get("/search/synonyms")).text
    browser.send(f"/search/synonyms/{group.id}/accept")

    assert "The couch squeaks" in titles("sofa")


def test_what_is_not_open_to_all_teaches_nothing(sign_in: SignIn) -> None:
    idea = make_idea(title="A couch for the night", audience="staff")

    sign_in(make_member(roles=("agent",))).send(f"/ideas/same-as/{idea.id}", {"title": "A sofa for the night"})

    assert db.session.query(SynonymGroup).count() == 0


def test_a_refused_pair_is_not_proposed_again(sign_in: SignIn) -> None:
    with transaction():
        actions.propose_synonyms("A loud fan", "A loud lamp")
    group = db.session.query(SynonymGroup).one()
    sign_in(make_member(roles=("analyst",))).send(f"/search/synonyms/{group.id}/refuse")
    with transaction():
        assert actions.propose_synonyms("A loud lamp", "The loud fan") is None

    assert db.session.query(SynonymGroup).one().state == SynonymState.REFUSED


def test_titles_that_differ_in_much_teach_nothing() -> None:
    with transaction():
        assert actions.propose_synonyms("The fan of my laptop hums", "Screen stays black after the update") is None
        assert actions.propose_synonyms("A loud fan", "A loud fan again and again and again") is None


def test_staff_edit_groups_on_a_page_and_read_what_is_wrong(sign_in: SignIn) -> None:
    browser = sign_in(make_member(roles=("administrator",)))

    wrong = read_page(browser.send("/search/synonyms", {"words": "sofa\nsofas", "language": "en"}))
    assert "Name two to twelve wordings" in wrong.text
    assert wrong.one("textbox", "Words that mean the same").value.split() == ["sofa", "sofas"]
    browser.send("/search/synonyms", {"words": "sofa\ncouch", "language": "en"})
    group = db.session.query(SynonymGroup).one()
    browser.send(f"/search/synonyms/{group.id}", {"words": "sofa، settee", "language": "en"})

    db.session.expire_all()
    assert [wording.typed for wording in group.wordings] == ["sofa", "settee"]
