"""What the product team says of a need: its name, state, owner, answers and the ideas that would meet it."""

from dataclasses import dataclass

from community.core import text
from community.core.database import db
from community.core.errors import ConflictError
from community.core.events import announce
from community.core.locale import _l
from community.ideas.models import DeclineReason, Idea
from community.insights import policies
from community.insights.actions.shaping import note, refuse_others
from community.insights.events import NeedDecided
from community.insights.models import Need, NeedIdea, NeedState
from community.members.models import Member

LONGEST_ANSWER = 4000
LONGEST_TITLE = 160


@dataclass(frozen=True)
class Verdict:
    """What the product team decides; a declined need carries a reason code."""

    state: NeedState
    owner: Member | None = None
    answer: str = ""
    answer_fa: str = ""
    decline_reason: DeclineReason | None = None


def decide(need: Need, verdict: Verdict, *, by: Member, version: int) -> None:
    """Set state, owner and public answers; if somebody else was faster, `ConflictError`."""
    refuse_others(by)
    if need.version != version:
        raise ConflictError(_l("Somebody changed this need while you were deciding. Look again, then decide."))
    if (verdict.state is NeedState.DECLINED) != (verdict.decline_reason is not None):
        raise ConflictError(_l("Declining a need takes a reason, and nothing else does."))
    if verdict.owner is not None and not policies.may_decide(verdict.owner):
        raise ConflictError(_l("The owner must belong to the product team."))
    was = need.state
    need.state = verdict.state.value
    need.owner = verdict.owner
    need.answer, need.answer_fa = (text.clean(words)[:LONGEST_ANSWER] for words in (verdict.answer, verdict.answer_fa))
    need.decline_reason = verdict.decline_reason.value if verdict.decline_reason else None
    note(need, "decided", by=by, was=was, state=need.state)
    announce(NeedDecided(need, was=was, by=by))


def rename(need: Need, title: str, *, by: Member) -> None:
    """Give a need a name that wins for ever; an empty one lets the engine name it again."""
    refuse_others(by)
    before, need.title = need.name, text.clean_line(title)[:LONGEST_TITLE]
    if need.name != before:
        note(need, "renamed", by=by, before=before)


def link_idea(need: Need, idea: Idea, *, by: Member) -> None:
    """Note that an idea would meet the need."""
    refuse_others(by)
    if db.session.get(NeedIdea, (need.id, idea.id)) is None:
        db.session.add(NeedIdea(need_id=need.id, idea_id=idea.id, by_id=by.id))
        note(need, "idea_linked", by=by, idea=idea.id)


def unlink_idea(need: Need, idea: Idea, *, by: Member) -> None:
    """Note that the idea would not meet it after all."""
    refuse_others(by)
    link = db.session.get(NeedIdea, (need.id, idea.id))
    if link is not None:
        db.session.delete(link)
        note(need, "idea_unlinked", by=by, idea=idea.id)
