"""From posts to needs: found, counted, kept, and forgotten when words are withdrawn."""

import json
from collections.abc import Callable
from typing import Any, cast

import pytest
from sqlalchemy import delete

from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.ideas.models import DeclineReason
from community.insights import actions, jobs
from community.insights.actions import counting, running
from community.insights.actions.deciding import Verdict
from community.insights.events import ReadPosts
from community.insights.models import Evidence, Need, NeedEvent, NeedState, Voice
from community.insights.voices import Grouping
from community.moderation.models import AuditEntry
from community.posts.models import Audience
from community.problems.models import Problem
from tests.factories import make_answer, make_idea, make_member, make_organization, make_problem, make_review, set_state
from tests.insights.saying import BILLS, SIGN_IN, found_needs, say
from tests.statements import at_most_queries


def need_about(word: str) -> Need:
    needs = [need for need in found_needs() if any(word in str(term) for term in need.terms)]
    assert len(needs) == 1
    return needs[0]


def test_two_recurring_wants_become_two_needs() -> None:
    say(SIGN_IN)
    say(BILLS)

    needs = found_needs()

    assert [need.customer_count for need in needs] == [18, 18]
    assert {need.post_count for need in needs} == {18}
    assert all(need.label for need in needs)


def test_the_needs_keep_their_ids_when_the_engine_runs_again() -> None:
    say(SIGN_IN)
    say(BILLS)
    before = {need.id: need.post_count for need in found_needs()}

    assert {need.id: need.post_count for need in found_needs()} == before


def test_of_two_runs_at_once_the_slower_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    say(SIGN_IN)
    say(BILLS)
    group = running.group

    def be_overtaken(*, say: running.Say) -> Grouping:
        monkeypatch.setattr(running, "group", group)
        grouping = group(say=say)
        jobs.refresh()
        return grouping

    monkeypatch.setattr(running, "group", be_overtaken)
    said: list[str] = []
    run = jobs.refresh(say=said.append)

    assert run.finished_at is not None
    assert "another run was faster, and its outcome stands" in said
    assert db.session.query(Need).count() == 2


def test_a_new_post_joins_its_need_by_the_job_that_follows_it(do_jobs: Callable[[], None]) -> None:
    say(SIGN_IN)
    say(BILLS)
    need = need_about("tax")
    do_jobs()

    say(["The company tax number is missing on the bill of March"])
    do_jobs()

    db.session.expire_all()
    assert need.post_count == 19


def test_many_posts_of_one_customer_count_once() -> None:
    say(SIGN_IN)
    talker = make_member()
    for when in ("today", "on Monday", "on Friday", "yesterday", "last week"):
        source = f"The app signs me out {when} and asks me to sign in with a code."
        make_problem(by=talker, title=source[:60], source=source)
    say(BILLS)

    need = need_about("sign")

    assert need.post_count == 23
    assert need.customer_count == 19


def test_organizations_are_counted_apart_from_people() -> None:
    say(BILLS[:9], organization=make_organization())
    say(BILLS[9:], organization=make_organization())
    say(SIGN_IN)

    assert need_about("tax").organization_count == 2


def test_answers_staff_talk_and_withdrawn_posts_are_no_voices() -> None:
    answer = make_answer(source="Sign in again")
    make_problem(source="For staff only", audience=Audience.STAFF)
    make_problem(source="Hidden words", state="hidden")
    shown = [answer.head, make_problem(), make_review(), make_idea()]

    jobs.read_everything()

    assert {voice.post_id for voice in db.session.query(Voice)} == {post.id for post in shown}


def test_a_withdrawn_post_takes_its_words_out_of_the_need(do_jobs: Callable[[], None]) -> None:
    say(SIGN_IN)
    say(BILLS)
    posts = say([f"{BILLS[0]} says zanzibarian nomenclature"])
    need = need_about("tax")
    do_jobs()
    assert need.post_count == 19

    set_state(posts[0], "hidden")
    do_jobs()

    db.session.expire_all()
    assert need.post_count == 18
    assert "zanzibar" not in json.dumps([need.label, need.phrases, need.terms, need.quotes, need.weekly, need.figures])
    assert db.session.query(Voice).filter_by(post_id=posts[0].id).count() == 0


def test_reading_twice_changes_nothing() -> None:
    [post] = say(BILLS[:1])
    jobs.read_posts(ReadPosts((post.id,)))
    [voice] = db.session.query(Voice).all()

    jobs.read_posts(ReadPosts((post.id, post.id)))

    assert [one.id for one in db.session.query(Voice)] == [voice.id]


def test_counting_one_need_reads_no_other_needs_evidence() -> None:
    say([*SIGN_IN, *BILLS])
    bills, sign_in = need_about("tax"), need_about("sign")
    counted_at = bills.counted_at

    with transaction():
        db.session.execute(delete(Evidence))
    with at_most_queries(6) as statements, transaction():
        counting.count_these([sign_in.id])

    assert (sign_in.post_count, sign_in.rank, sign_in.factors) == (0, 0.0, {})
    assert (bills.post_count, bills.counted_at) == (18, counted_at)
    assert all("evidence.need_id IN" in one for one in statements if "FROM evidence" in one)


def test_a_need_counted_alone_stands_where_the_full_count_put_it() -> None:
    say(SIGN_IN)
    say(BILLS[:9], organization=make_organization())
    say(BILLS[9:])
    need = need_about("tax")
    before = need.rank, need.customer_count, need.unhappy
    with transaction():
        need.rank, need.customer_count, need.unhappy = 0.0, 0, 0.0

    with transaction():
        counting.count_these([need.id])

    assert need.rank == pytest.approx(before[0], abs=1e-3)
    assert (need.customer_count, need.unhappy) == before[1:]


def test_an_answer_counts_what_is_unanswered_anew(do_jobs: Callable[[], None]) -> None:
    posts = say([*SIGN_IN, *BILLS])
    need = need_about("tax")
    do_jobs()
    unanswered = len(need.figures["unanswered_posts"])

    make_answer(problem=cast("Problem", posts[-1]))
    do_jobs()

    db.session.expire_all()
    assert len(need.figures["unanswered_posts"]) == unanswered - 1


def test_what_a_person_takes_out_stays_out() -> None:
    say(SIGN_IN)
    say(BILLS)
    need, analyst = need_about("tax"), make_member(roles=("analyst",))
    evidence = db.session.query(Evidence).filter_by(need_id=need.id).first()
    assert evidence is not None
    voice_id = evidence.voice_id
    with transaction():
        actions.refuse_evidence(evidence, by=analyst)

    found_needs()

    standing = db.session.query(Evidence).filter_by(need_id=need.id, refused=False)
    assert voice_id not in {one.voice_id for one in standing}
    assert need.post_count == 17


def test_what_a_person_moves_stays_where_it_was_put() -> None:
    say(SIGN_IN)
    say(BILLS)
    source, target, analyst = need_about("tax"), need_about("sign"), make_member(roles=("analyst",))
    evidence = db.session.query(Evidence).filter_by(need_id=source.id).first()
    assert evidence is not None
    voice_id = evidence.voice_id
    with transaction():
        actions.move_evidence(evidence, target, by=analyst)

    found_needs()

    assert target.post_count == 19
    assert source.post_count == 17
    pinned = db.session.query(Evidence).filter_by(need_id=target.id, voice_id=voice_id, refused=False).one()
    assert pinned.by_id == analyst.id


def test_a_merge_outlives_the_next_run_and_can_be_taken_apart() -> None:
    say(SIGN_IN)
    say(BILLS)
    need, heir, analyst = need_about("tax"), need_about("sign"), make_member(roles=("analyst",))
    with transaction():
        actions.merge(need, heir, by=analyst)

    assert [one.id for one in found_needs()] == [heir.id]
    assert heir.post_count == 36

    with transaction():
        actions.undo_merge(need, by=analyst)
    assert {one.id: one.post_count for one in found_needs()} == {need.id: 18, heir.id: 18}


def test_a_dismissed_need_is_not_born_again() -> None:
    say(SIGN_IN)
    say(BILLS)
    need, analyst = need_about("tax"), make_member(roles=("analyst",))
    with transaction():
        actions.dismiss(need, by=analyst)

    found_needs()

    assert db.session.query(Need).count() == 2
    assert need.dismissed_at is not None


def test_the_name_a_person_gave_wins_for_ever() -> None:
    say(SIGN_IN)
    say(BILLS)
    need, analyst = need_about("sign"), make_member(roles=("analyst",))
    with transaction():
        actions.rename(need, "Stay signed in", by=analyst)

    found_needs()

    assert need.name == "Stay signed in"
    assert need.label != "Stay signed in"


def test_only_the_product_team_decides() -> None:
    say(SIGN_IN)
    say(BILLS)
    need = need_about("sign")

    for member in (make_member(), make_member(roles=("moderator", "agent"))):
        with pytest.raises(NotAllowedError), transaction():
            actions.decide(need, Verdict(NeedState.PLANNED, answer="Yes"), by=member, version=need.version)

    assert need.state == NeedState.NEW


def test_a_decision_is_kept_noted_and_audited() -> None:
    say(SIGN_IN)
    say(BILLS)
    need = need_about("sign")
    analyst = make_member(roles=("analyst",))
    verdict = Verdict(NeedState.DECLINED, owner=analyst, answer="No", decline_reason=DeclineReason.OUT_OF_SCOPE)

    with transaction():
        actions.decide(need, verdict, by=analyst, version=need.version)

    assert (need.state, need.owner_id, need.answer) == ("declined", analyst.id, "No")
    assert db.session.query(NeedEvent).filter_by(kind="decided").count() == 1
    assert db.session.query(AuditEntry).filter_by(action="need_decided").count() == 1
    found_needs()
    assert need.state == "declined"


def test_the_slower_of_two_analysts_is_told() -> None:
    say(SIGN_IN)
    say(BILLS)
    need = need_about("sign")
    analyst, seen = make_member(roles=("analyst",)), need.version
    with transaction():
        actions.decide(need, Verdict(NeedState.WATCHING), by=analyst, version=seen)

    with pytest.raises(ConflictError), transaction():
        actions.decide(need, Verdict(NeedState.PLANNED, answer="x"), by=analyst, version=seen)


def test_the_export_has_a_line_for_each_voice_that_everyone_may_read(app: Any) -> None:
    posts = [*say(SIGN_IN), *say(BILLS)]
    make_problem(by=make_member(organization=make_organization()), audience=Audience.ORGANIZATION)
    found_needs()

    result = app.test_cli_runner().invoke(args=["insights", "export"])

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == [f"post-{post.id}" for post in posts]
    assert set(lines[0]) == {
        "id", "need_id", "need", "lang", "sentiment", "score", "distress", "kind", "theme_id", "theme",
    }  # fmt: skip
    assert len({line["need_id"] for line in lines}) == 2


def test_taking_apart_gives_back_what_was_refused_before() -> None:
    say(SIGN_IN)
    say(BILLS)
    need, heir, analyst = need_about("tax"), need_about("sign"), make_member(roles=("analyst",))
    evidence = db.session.query(Evidence).filter_by(need_id=need.id).first()
    assert evidence is not None
    voice_id = evidence.voice_id
    with transaction():
        actions.refuse_evidence(evidence, by=analyst)

    with transaction():
        actions.merge(need, heir, by=analyst)
    with transaction():
        actions.undo_merge(need, by=analyst)

    assert db.session.query(Evidence).filter_by(need_id=need.id, voice_id=voice_id).one().refused
