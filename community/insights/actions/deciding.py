"""What the product team says of a need: its name, state, owner, answers, target and the ideas that would meet it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from community.core import text
from community.core.database import db
from community.core.errors import ConflictError
from community.core.events import announce
from community.core.locale import _l
from community.ideas import actions as ideas
from community.ideas.models import DeclineReason, Idea, Status
from community.ideas.queries import latest_change_id
from community.insights import policies
from community.insights.actions.shaping import note, refuse_others
from community.insights.events import NeedDecided
from community.insights.models import Need, NeedIdea, NeedState
from community.members.models import Member

LONGEST_ANSWER = 4000
LONGEST_TITLE = 160
MOVING = {
    NeedState.PLANNED: Status.PLANNED,
    NeedState.IN_PROGRESS: Status.IN_PROGRESS,
    NeedState.DELIVERED: Status.DELIVERED,
    NeedState.DECLINED: Status.DECLINED,
}
"""Where the linked ideas go with a need; new and watched needs promise nothing."""


@dataclass(frozen=True)
class Verdict:
    """What the product team decides; a declined need carries a reason code.

    `target_on` is the last day by which it is meant to be met. With `moves_ideas` the linked ideas go along.
    """

    state: NeedState
    owner: Member | None = None
    answer: str = ""
    answer_fa: str = ""
    decline_reason: DeclineReason | None = None
    target_on: date | None = None
    target_is_quarter: bool = False
    moves_ideas: bool = True

    def answer_in(self, language: str) -> str:
        """Return the public answer in a language, or else in the other one."""
        own, other = (self.answer_fa, self.answer) if language == "fa" else (self.answer, self.answer_fa)
        return own or other


def decide(need: Need, verdict: Verdict, *, by: Member, version: int) -> int:
    """Set state, owner, target and public answers, and move the linked ideas; return how many moved.

    If somebody else was faster, `ConflictError`. Whoever follows a moved idea is told by its own event.
    """
    refuse_others(by)
    _check(need, verdict, version)
    was = need.state
    need.state = verdict.state.value
    need.owner = verdict.owner
    need.answer, need.answer_fa = (text.clean(words)[:LONGEST_ANSWER] for words in (verdict.answer, verdict.answer_fa))
    need.decline_reason = verdict.decline_reason.value if verdict.decline_reason else None
    need.target_on, need.target_is_quarter = verdict.target_on, verdict.target_is_quarter
    note(need, "decided", by=by, was=was, state=need.state)
    announce(NeedDecided(need, was=was, by=by))
    return _move_ideas(need, verdict, by) if verdict.moves_ideas else 0


def _check(need: Need, verdict: Verdict, version: int) -> None:
    if need.version != version:
        raise ConflictError(_l("Somebody changed this need while you were deciding. Look again, then decide."))
    if (verdict.state is NeedState.DECLINED) != (verdict.decline_reason is not None):
        raise ConflictError(_l("Declining a need takes a reason, and nothing else does."))
    if verdict.owner is not None and not policies.may_decide(verdict.owner):
        raise ConflictError(_l("The owner must belong to the product team."))


def _move_ideas(need: Need, verdict: Verdict, by: Member) -> int:
    """Move the linked ideas that stand elsewhere, each with the public answer in its own language."""
    status = MOVING.get(verdict.state)
    linked = select(NeedIdea.idea_id).where(NeedIdea.need_id == need.id)
    rows = select(Idea).where(Idea.id.in_(linked), Idea.shown).order_by(Idea.id).with_for_update(of=Idea)
    moving = [idea for idea in db.session.scalars(rows) if status and idea.status != status]
    for idea in moving:
        words = verdict.answer_in(idea.language)
        ideas.change_status(
            idea, status or Status.NEW, source=words, by=by, reason=verdict.decline_reason, after=latest_change_id(idea)
        )
    return len(moving)


def move_to_state(need: Need, state: NeedState, *, by: Member) -> None:
    """Move a need to a state that tells customers nothing; owner, answers and target stay."""
    refuse_others(by)
    was, need.state = need.state, state.value
    if was != need.state:
        need.decline_reason = None
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
