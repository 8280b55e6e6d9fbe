"""Reports, cases and decisions; and the audit log, which is only ever added to."""

from collections.abc import Iterable
from dataclasses import dataclass

from community.core import clock, settings, text
from community.core.database import Json, db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.locale import _, _l, in_language
from community.members.models import Member
from community.moderation import policies, queries
from community.moderation.events import DecisionMade, DuplicateRefused, ThreadsJoined
from community.moderation.models import (
    AuditEntry,
    Case,
    Decision,
    DecisionAction,
    DecisionReason,
    DuplicateProposal,
    ProposalState,
    Report,
    ReportReason,
)
from community.posts import actions as posts
from community.posts.models import Post, State
from community.posts.policies import may_vote
from community.search.similar import resemblances

LONGEST_NOTE = 1000
LONGEST_WORDS = 2000
SAME = 0.55
"""From this resemblance on two threads are proposed as one: well above what is merely worth reading."""
MOST_PROPOSED = 2


@dataclass(frozen=True)
class Judgement:
    """What a moderator says: the action, the reason code, words for the author, a note for colleagues."""

    action: DecisionAction
    reason: DecisionReason
    words: str = ""
    note: str = ""


def report_post(post: Post, *, by: Member, reason: ReportReason, note: str = "") -> Report:
    """Flag a post for the moderators; one report for each member and post."""
    if not policies.may_report(by, post):
        raise NotAllowedError(_l("You cannot report this."))
    if queries.report_by(by, post) is not None:
        raise ConflictError(_l("You have reported this already. A moderator will read it."))
    case = open_case(post)
    report = Report(
        post_id=post.id, member_id=by.id, case=case, reason=reason.value, note=text.clean(note)[:LONGEST_NOTE]
    )
    case.report_count += 1
    db.session.add(report)
    return report


def open_case(post: Post) -> Case:
    """Return the post's open case, new if need be."""
    case = queries.open_case_of(post, for_update=True)
    if case is None:
        case = Case(post_id=post.id, report_count=0)
        db.session.add(case)
        db.session.flush()
    return case


def decide(case: Case, judgement: Judgement, *, by: Member, version: int) -> Decision:
    """Decide a case and close it.

    `version` is the one the moderator saw: if a colleague was faster, `ConflictError` says who did what.
    """
    if not policies.may_moderate(by):
        raise NotAllowedError(_l("Only moderators decide here."))
    if case.closed_at is not None or case.version != version:
        raise ConflictError(_faster_colleague(case))
    if judgement.action not in policies.possible_actions(case.post):
        raise ConflictError(_l("This cannot be done with the post as it stands now."))
    decision = _decision(case, judgement, by)
    case.closed_at = clock.now()
    case.version += 1
    posts.change_state(case.post, policies.OUTCOMES[judgement.action], by=by)
    announce(DecisionMade(decision, by=by))
    return decision


def undo_decision(decision: Decision, *, by: Member) -> Decision:
    """Take the last decision about a post back: its former state returns, and a case that waited waits again."""
    latest = queries.decisions_on(decision.post)[0]
    if not policies.may_moderate(by):
        raise NotAllowedError(_l("Only moderators decide here."))
    if latest.id != decision.id or decision.action == DecisionAction.UNDO:
        raise ConflictError(_l("Something else was decided since; only the last decision can be undone."))
    undone = Decision(
        post=decision.post, case_id=decision.case_id, action=DecisionAction.UNDO.value, reason=decision.reason,
        state_before=decision.post.state, by_id=by.id,
    )  # fmt: skip
    db.session.add(undone)
    _reopen(decision)
    posts.change_state(decision.post, State(decision.state_before), by=by)
    announce(DecisionMade(undone, by=by))
    return undone


def propose_duplicates(ids: Iterable[int]) -> None:
    """Write down which older threads say what these say; a pair that a moderator has judged stays judged."""
    for post in queries.heads(ids):
        text_of_it = f"{post.title}\n{post.plain}"
        found = resemblances(text_of_it, kinds=(post.kind,))
        close = sorted((one for one, score in found.items() if score >= SAME), key=lambda one: -found[one])
        for older in queries.older_than(post, close)[:MOST_PROPOSED]:
            db.session.add(DuplicateProposal(post_id=post.id, older_id=older, score=found[older]))


def join_threads(proposal: DuplicateProposal, *, kept: Post, by: Member) -> Decision:
    """Keep one of the two with the voices of both, and withdraw the other; its author is told where it went on.

    Votes and followers come along, and both authors are told what happens. Undoing the decision shows it again.
    """
    _refuse_to_judge(proposal, by)
    withdrawn = proposal.post if kept.id == proposal.older_id else proposal.older
    for member in {*queries.voices_of(withdrawn), *queries.followers_of(withdrawn)}:
        posts.follow_quietly(kept, by=member)
    for member in queries.voices_of(withdrawn):
        if kept.takes_votes and may_vote(member, kept) and queries.has_no_vote(member, kept):
            posts.cast_vote(kept, by=member)
    case = open_case(withdrawn)
    judgement = Judgement(DecisionAction.HIDE, DecisionReason.DUPLICATE, _where_it_goes_on(withdrawn, kept))
    decision = decide(case, judgement, by=by, version=case.version)
    _judge(proposal, ProposalState.JOINED, by)
    announce(ThreadsJoined(kept, withdrawn, by=by))
    return decision


def refuse_duplicate(proposal: DuplicateProposal, *, by: Member) -> None:
    """Say that they are not the same; they are not proposed again."""
    _refuse_to_judge(proposal, by)
    _judge(proposal, ProposalState.REFUSED, by)
    announce(DuplicateRefused(proposal, by=by))


def reopen_proposal(proposal: DuplicateProposal, *, by: Member) -> None:
    """Take a refusal back."""
    if not policies.may_moderate(by):
        raise NotAllowedError(_l("Only moderators decide here."))
    if proposal.state == ProposalState.REFUSED:
        proposal.state, proposal.by_id, proposal.decided_at = ProposalState.OPEN, None, None


def _refuse_to_judge(proposal: DuplicateProposal, by: Member) -> None:
    if not policies.may_moderate(by):
        raise NotAllowedError(_l("Only moderators decide here."))
    if proposal.state != ProposalState.OPEN or not (proposal.post.shown and proposal.older.shown):
        raise ConflictError(_l("This was decided meanwhile."))


def _judge(proposal: DuplicateProposal, state: ProposalState, by: Member) -> None:
    proposal.state, proposal.by_id, proposal.decided_at = state, by.id, clock.now()


def _where_it_goes_on(withdrawn: Post, kept: Post) -> str:
    """Tell the author, in his language, where his words are counted now."""
    with in_language(withdrawn.author.language if withdrawn.author else withdrawn.language):
        words = _("Somebody said the same before. Your voice is counted there, and you are told what happens: %(title)s",
                  title=kept.title)  # fmt: skip
    return f"{words}\n{settings.current().base_url}/p/{kept.id}"


def record_audit(
    action: str, *, by_id: int | None, subject: str = "", subject_id: int | None = None, details: Json | None = None
) -> None:
    """Add an entry to the audit log; `details` hold codes and names, never what anybody wrote."""
    db.session.add(
        AuditEntry(action=action, by_id=by_id, subject=subject, subject_id=subject_id, details=details or {})
    )


def _decision(case: Case, judgement: Judgement, by: Member) -> Decision:
    decision = Decision(
        post=case.post,
        case_id=case.id,
        action=judgement.action.value,
        reason=judgement.reason.value,
        words=text.clean(judgement.words)[:LONGEST_WORDS],
        note=text.clean(judgement.note)[:LONGEST_NOTE],
        state_before=case.post.state,
        by_id=by.id,
    )
    db.session.add(decision)
    return decision


def _reopen(decision: Decision) -> None:
    case = db.session.get(Case, decision.case_id, with_for_update=True) if decision.case_id else None
    if case is not None and queries.open_case_of(decision.post) is None:
        case.closed_at = None
        case.version += 1


def _faster_colleague(case: Case) -> str:
    latest = next(iter(queries.decisions_on(case.post)), None)
    if latest is None or latest.by is None:
        return str(_l("This case is closed already."))
    return str(
        _l("%(name)s has decided this case meanwhile. Look at the decision before you change it.", name=latest.by.name)
    )
