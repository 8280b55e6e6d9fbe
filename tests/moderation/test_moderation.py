"""Reports, cases, decisions and their undoing."""

from collections.abc import Callable

import pytest

from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Member
from community.moderation import actions, queries
from community.moderation.actions import Judgement
from community.moderation.models import AuditEntry, Case, Decision, DecisionAction, DecisionReason, ReportReason
from community.moderation.queries import Circle
from community.notifications.queries import inbox
from community.posts.models import Post, State
from tests.client import Client
from tests.factories import make_answer, make_member, make_problem, make_review, set_state
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def make_case(post: Post | None = None, *, by: Member | None = None, note: str = "") -> Case:
    post, by = post or make_problem(), by or make_member()
    with transaction():
        report = actions.report_post(post, by=by, reason=ReportReason.SPAM, note=note)
    return report.case


def make_decision(case: Case, action: DecisionAction, *, by: Member | None = None, words: str = "") -> Decision:
    by = by or make_member(roles=("moderator",))
    judgement = Judgement(action, DecisionReason.SPAM, words=words, note="between us")
    with transaction():
        return actions.decide(case, judgement, by=by, version=case.version)


def test_reports_of_one_post_gather_in_one_case() -> None:
    problem = make_problem()

    first, second = make_case(problem), make_case(problem)

    assert first.id == second.id
    assert second.report_count == 2
    assert queries.queue_counts()[Circle.REPORTS] == 1


def test_nobody_reports_twice_or_his_own() -> None:
    member, author = make_member(), make_member()
    problem = make_problem(by=author)
    make_case(problem, by=member)

    with pytest.raises(ConflictError), transaction():
        actions.report_post(problem, by=member, reason=ReportReason.OTHER)
    with pytest.raises(NotAllowedError), transaction():
        actions.report_post(problem, by=author, reason=ReportReason.OTHER)


def test_what_awaits_approval_enters_the_queue_by_itself() -> None:
    problem = make_problem(state=State.PENDING)

    case = queries.open_case_of(problem)
    if case is None:
        with transaction():
            case = actions.open_case(problem)
    make_decision(case, DecisionAction.APPROVE)

    assert problem.state == State.VISIBLE


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (DecisionAction.APPROVE, State.VISIBLE),
        (DecisionAction.HIDE, State.HIDDEN),
        (DecisionAction.REMOVE, State.REMOVED),
    ],
)
def test_a_decision_closes_the_case_and_moves_the_post(action: DecisionAction, state: State) -> None:
    case = make_case()

    decision = make_decision(case, action)

    assert case.post.state == state
    assert case.closed_at is not None
    assert decision.state_before == State.VISIBLE
    assert queries.queue(Circle.ALL).rows == ()


def test_the_author_reads_the_words_and_colleagues_the_note(sign_in: SignIn) -> None:
    author = make_member()
    case = make_case(make_problem(by=author, title="Buy now"))
    make_decision(case, DecisionAction.HIDE, words="No advertising here, please.")

    page = read_page(sign_in(author).get(f"/posts/{case.post_id}/decision"))

    assert "No advertising here, please." in page.text
    assert "between us" not in page.text
    assert [row.kind for row in inbox(author).rows] == ["decision"]
    assert sign_in(make_member()).get(f"/posts/{case.post_id}/decision").status_code == 404


def test_keeping_a_reported_post_does_not_trouble_its_author() -> None:
    author = make_member()

    make_decision(make_case(make_problem(by=author)), DecisionAction.APPROVE)

    assert inbox(author).rows == ()


def test_the_slower_of_two_moderators_is_told_who_decided() -> None:
    case, quick, slow = make_case(), make_member(name="Quick", roles=("moderator",)), make_member(roles=("moderator",))
    seen = case.version
    make_decision(case, DecisionAction.HIDE, by=quick)

    with pytest.raises(ConflictError) as refusal, transaction():
        actions.decide(case, Judgement(DecisionAction.REMOVE, DecisionReason.SPAM), by=slow, version=seen)

    assert "Quick" in str(refusal.value)
    assert case.post.state == State.HIDDEN


def test_only_moderators_decide() -> None:
    case, judgement = make_case(), Judgement(DecisionAction.REMOVE, DecisionReason.SPAM)

    for member in (make_member(), make_member(roles=("agent", "analyst", "administrator"))):
        with pytest.raises(NotAllowedError), transaction():
            actions.decide(case, judgement, by=member, version=case.version)

    assert case.post.state == State.VISIBLE


def test_undoing_brings_the_post_and_the_case_back() -> None:
    case, moderator = make_case(make_answer()), make_member(roles=("moderator",))
    decision = make_decision(case, DecisionAction.REMOVE)

    with transaction():
        actions.undo_decision(decision, by=moderator)

    assert case.post.state == State.VISIBLE
    assert case.post.shown
    assert case.closed_at is None
    with pytest.raises(ConflictError), transaction():
        actions.undo_decision(decision, by=moderator)


def test_a_removed_post_can_only_be_restored() -> None:
    problem = make_problem()
    make_decision(make_case(problem), DecisionAction.REMOVE)
    with transaction():
        case = actions.open_case(problem)

    with pytest.raises(ConflictError):
        make_decision(case, DecisionAction.HIDE)
    make_decision(case, DecisionAction.RESTORE)

    assert problem.state == State.VISIBLE


def test_hiding_a_review_takes_its_stars_out_of_the_score() -> None:
    review = make_review(rating=1)
    assert review.product is not None
    assert review.product.score_count == 1

    make_decision(make_case(review), DecisionAction.HIDE)

    assert review.product.score_count == 0


def test_every_decision_is_in_the_log_without_anybodys_words() -> None:
    moderator = make_member(roles=("moderator",))

    make_decision(
        make_case(make_problem(title="Secret title")), DecisionAction.HIDE, by=moderator, words="Secret words"
    )

    [entry] = db.session.query(AuditEntry).filter_by(action="decision").all()
    assert entry.by_id == moderator.id
    assert "Secret" not in str(entry.details)


def test_a_member_reports_by_the_form(sign_in: SignIn) -> None:
    problem = make_problem()
    client = sign_in(make_member())

    bad = client.send(f"/posts/{problem.id}/report", {"note": "It is spam"})
    good = client.send(f"/posts/{problem.id}/report", {"reason": "spam", "note": "It is spam"})

    assert "Please choose what is wrong." in read_page(bad).text
    assert read_page(bad).one("textbox", "Anything the moderators should know (optional)").value == "It is spam"
    assert good.status_code == 303
    assert queries.open_case_of(problem) is not None


def test_hidden_posts_cannot_be_reported(sign_in: SignIn) -> None:
    problem = make_problem()
    set_state(problem, "hidden")

    assert sign_in(make_member()).get(f"/posts/{problem.id}/report").status_code == 404


def test_a_withdrawal_needs_a_rule_and_a_sentence(sign_in: SignIn) -> None:
    case = make_case()
    client = sign_in(make_member(roles=("moderator",)))

    response = client.send(
        f"/desk/moderation/{case.id}", {"action": "hide", "reason": "within_rules", "version": case.version}
    )

    text = read_page(response).text
    assert "Please choose which rule it breaks." in text
    assert "Please tell the author in a sentence why." in text
    assert case.post.state == State.VISIBLE


def test_a_moderator_decides_on_the_desk_and_takes_it_back(sign_in: SignIn) -> None:
    case = make_case(note="Look at the link")
    client = sign_in(make_member(roles=("moderator",)))
    fields = {"action": "remove", "reason": "spam", "words": "No advertising.", "version": case.version}

    with at_most_queries(14):
        page = read_page(client.get(f"/desk/moderation/{case.id}"))
    assert "Look at the link" in page.text

    response = client.send(f"/desk/moderation/{case.id}", fields)
    assert response.status_code == 303
    assert case.post.state == State.REMOVED
    undo = next(
        one for one in read_page(client.get("/desk/moderation")).all("form") if "/undo" in (one["action"] or "")
    )
    client.send(undo["action"] or "")
    assert case.post.state == State.VISIBLE


def test_the_desk_is_not_there_for_others(sign_in: SignIn) -> None:
    case = make_case()
    client = sign_in(make_member(roles=("agent", "analyst")))

    for path in ("/desk/moderation", f"/desk/moderation/{case.id}", "/desk/moderation/999999", "/desk/audit"):
        assert client.get(path).status_code == 404


def test_an_empty_queue_says_so(sign_in: SignIn) -> None:
    page = read_page(sign_in(make_member(roles=("moderator",))).get("/desk/moderation"))

    assert "The queue is empty" in page.text
