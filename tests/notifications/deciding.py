"""A product team that decides, and the minutes that pass until customers hear of it."""

from community.core.database import db
from community.core.transaction import transaction
from community.ideas.models import DeclineReason
from community.insights.actions.deciding import Verdict, decide
from community.insights.models import Need, NeedState, Telling
from community.members.models import Member
from community.notifications.events import TellBehindNeed
from community.notifications.jobs.telling import tell_behind_need
from tests.factories.needs import make_analyst

ANSWER, ANSWER_FA = "We will build it in spring.", "بهار آن را می‌سازیم."


def decided(need: Need, state: NeedState, *, by: Member | None = None) -> Telling:
    """Decide and let ten minutes pass."""
    telling = planned(need, state, by=by)
    tell_behind_need(TellBehindNeed(telling.id))
    return db.session.get_one(Telling, telling.id)


def planned(need: Need, state: NeedState, *, by: Member | None = None) -> Telling:
    """Decide; nobody is told yet."""
    by = by or make_analyst()
    reason = DeclineReason.OUT_OF_SCOPE if state is NeedState.DECLINED else None
    with transaction():
        fresh = db.session.get_one(Need, need.id)
        verdict = Verdict(state=state, answer=ANSWER, answer_fa=ANSWER_FA, decline_reason=reason)
        decide(fresh, verdict, by=by, version=fresh.version)
    return db.session.query(Telling).filter_by(need_id=need.id).order_by(Telling.id.desc()).first()
