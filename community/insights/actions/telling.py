"""Closing the loop: who is to be told of a decision, what they say of it, and a need that opens again."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from community.core import clock, locale
from community.core.database import db, is_sqlite
from community.core.events import announce
from community.insights import policies
from community.insights.actions.alerting import raise_alert
from community.insights.actions.shaping import refuse_others
from community.insights.events import NeedReopened
from community.insights.models import AlertKind, Need, NeedEvent, NeedFollow, NeedState, SolvedAnswer, Telling, Told
from community.insights.queries import telling as queries
from community.members.models import Member


def plan_telling(need: Need, *, by: Member) -> Telling | None:
    """Keep the decision as it is to be told; none that tells customers nothing."""
    if need.state not in policies.TOLD_STATES:
        return None
    telling = Telling(
        need_id=need.id, state=need.state, answer=need.answer, answer_fa=need.answer_fa,
        decline_reason=need.decline_reason, by_id=by.id,
    )  # fmt: skip
    db.session.add(telling)
    db.session.flush()
    return telling


def note_told(telling: Telling, told: Sequence[queries.Behind]) -> None:
    """Write down who is told now; nobody is told twice of one decision."""
    rows = [
        {"telling_id": telling.id, "member_id": one.member.id, "post_id": one.post.id, "created_at": clock.now()}
        for one in told
    ]
    if rows:
        insert = sqlite.insert(Told) if is_sqlite() else postgresql.insert(Told)
        db.session.execute(insert.on_conflict_do_nothing(), rows)
    count = select(func.count()).select_from(Told).where(Told.telling_id == telling.id)
    telling.told_count = db.session.scalar(count) or 0


def finish_telling(telling: Telling) -> None:
    """Note that everybody was told, or that there was nothing to tell any more."""
    telling.finished_at = telling.finished_at or clock.now()


def answer_solved(told: Told, *, is_solved: bool) -> None:
    """Keep whether it is solved for the member; the need opens again when it is unsolved for too many."""
    need = db.session.get_one(Need, told.telling.need_id, with_for_update=True)
    answer = queries.answer_of(told)
    if answer is None:
        answer = SolvedAnswer(telling_id=told.telling_id, member_id=told.member_id, is_solved=is_solved)
        db.session.add(answer)
    elif answer.is_solved != is_solved:
        answer.is_solved, answer.changed_at = is_solved, clock.now()
    db.session.flush()
    _reopen_if_unsolved(need, told.telling)


def _reopen_if_unsolved(need: Need, telling: Telling) -> None:
    figures = queries.solved_figures(telling)
    if need.state != NeedState.DELIVERED or queries.is_superseded(telling) or not figures.calls_for_reopening:
        return
    was, need.state = need.state, NeedState.WATCHING.value
    need.version += 1
    details = {"was": was, "state": need.state, "unsolved": figures.unsolved, "answered": figures.answered}
    db.session.add(NeedEvent(need_id=need.id, kind="reopened", details=details))
    announce(NeedReopened(need, was=was))
    today = locale.local(clock.now()).date()
    counts = {"unsolved": figures.unsolved, "answered": figures.answered}
    raise_alert(need.id, AlertKind.REOPENED, first_day=today, last_day=today, figures=counts)


def follow_need(need: Need, *, by: Member) -> None:
    """Let a member of the product team be told what happens to the need."""
    refuse_others(by)
    if db.session.get(NeedFollow, (need.id, by.id)) is None:
        db.session.add(NeedFollow(need_id=need.id, member_id=by.id))


def unfollow_need(need: Need, *, by: Member) -> None:
    """Tell the member no more."""
    refuse_others(by)
    follow = db.session.get(NeedFollow, (need.id, by.id))
    if follow is not None:
        db.session.delete(follow)
