"""Reads of the queue, of cases and decisions, and of the audit log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.members.models import Member, Viewer
from community.moderation import policies
from community.moderation.models import (
    AuditEntry,
    Case,
    Decision,
    DecisionAction,
    DuplicateProposal,
    ProposalState,
    Report,
)
from community.posts.models import Follow, Post, State, Vote


class Circle(StrEnum):
    """Which cases the queue shows."""

    ALL = "all"
    REPORTS = "reports"
    APPROVAL = "approval"


@dataclass(frozen=True)
class AuthorFacts:
    """What a moderator should know of an author before deciding."""

    posts: int
    withdrawn: int
    decisions: Sequence[Decision]


@dataclass(frozen=True)
class CasePage:
    """A case in its own words, with its reports and what is known of the author."""

    case: Case
    author: AuthorFacts | None
    decisions: Sequence[Decision]
    actions: tuple[DecisionAction, ...]


def refuse_others(viewer: Viewer) -> None:
    """Raise `NotFoundError` for whoever is no moderator: the desk is not there for them."""
    if not policies.may_moderate(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def _open_cases(circle: Circle) -> Select[Case]:
    rows = select(Case).join(Case.post).where(Case.closed_at.is_(None))
    if circle is Circle.REPORTS:
        return rows.where(Case.report_count > 0)
    return rows.where(Post.state == State.PENDING) if circle is Circle.APPROVAL else rows


def queue(circle: Circle, cursor: str | None = None) -> Page[Case]:
    """Return open cases, the oldest first."""
    rows = _open_cases(circle).options(
        joinedload(Case.post).joinedload(Post.thread), joinedload(Case.post).joinedload(Post.author),
        selectinload(Case.reports),
    )  # fmt: skip
    return page_of(rows, [Case.opened_at, Case.id], cursor=cursor, newest_first=False)


def queue_counts() -> dict[Circle, int]:
    """Count the open cases of each circle."""
    return {circle: db.session.scalar(_counted(circle)) or 0 for circle in Circle}


def _counted(circle: Circle) -> Select[int]:
    return select(func.count()).select_from(_open_cases(circle).with_only_columns(Case.id).subquery())


def get_case(case_id: int, viewer: Viewer, *, for_update: bool = False) -> Case:
    """Return a case to a moderator."""
    refuse_others(viewer)
    options = (joinedload(Case.post).joinedload(Post.thread), joinedload(Case.post).joinedload(Post.author))
    rows = select(Case).where(Case.id == case_id).options(*options)
    case = db.session.scalar(rows.with_for_update(of=Case) if for_update else rows)
    if case is None:
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
    if for_update:
        lock_post(case.post)
    return case


def lock_post(post: Post) -> None:
    """Wait for whoever is changing the post, its author perhaps, then read its state anew."""
    db.session.refresh(post, attribute_names=["state", "shown"], with_for_update=True)


def case_page(case_id: int, viewer: Viewer) -> CasePage:
    """Load a case with all that helps to decide it."""
    case = get_case(case_id, viewer)
    db.session.scalars(
        select(Report).where(Report.case_id == case.id).options(joinedload(Report.member)).order_by(Report.id)
    ).all()
    facts = facts_of(case.post.author) if case.post.author else None
    return CasePage(case, facts, decisions_on(case.post), policies.possible_actions(case.post))


def open_case_of(post: Post, *, for_update: bool = False) -> Case | None:
    """Return the post's open case, if it has one."""
    rows = select(Case).where(Case.post_id == post.id, Case.closed_at.is_(None))
    return db.session.scalar(rows.with_for_update() if for_update else rows)


def report_by(member: Member, post: Post) -> Report | None:
    """Return the member's report of the post."""
    return db.session.scalar(select(Report).where(Report.post_id == post.id, Report.member_id == member.id))


def decisions_on(post: Post) -> Sequence[Decision]:
    """Return what was decided about a post, the latest first."""
    rows = select(Decision).where(Decision.post_id == post.id).order_by(Decision.id.desc())
    return db.session.scalars(rows.options(joinedload(Decision.by))).all()


def get_decision(decision_id: int, viewer: Viewer, *, for_update: bool = False) -> Decision:
    """Return a decision to a moderator."""
    refuse_others(viewer)
    decision = db.session.get(Decision, decision_id, with_for_update=for_update)
    if decision is None:
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
    if for_update:
        lock_post(decision.post)
    return decision


def heads(ids: Iterable[int]) -> Sequence[Post]:
    """Return those of the posts that are shown problems or ideas."""
    rows = select(Post).where(Post.id.in_(list(ids)), Post.kind.in_(policies.COMPARED), Post.shown)
    return db.session.scalars(rows).all()


def older_than(post: Post, ids: Sequence[int]) -> list[int]:
    """Return those of the ids, in their order, that are shown to the same audience, older, and not yet paired with it."""
    first, second = DuplicateProposal.post_id, DuplicateProposal.older_id
    paired = select(func.count()).where(
        ((first == post.id) & (second == Post.id)) | ((first == Post.id) & (second == post.id))
    )
    older = select(Post.id).where(
        Post.id.in_(ids), Post.id != post.id, Post.shown, Post.created_at <= post.created_at,
        Post.audience == post.audience,
        Post.audience_organization_id.is_not_distinct_from(post.audience_organization_id),
        paired.scalar_subquery() == 0,
    )  # fmt: skip
    there = set(db.session.scalars(older))
    return [one for one in ids if one in there]


def open_duplicates(viewer: Viewer, cursor: str | None = None) -> Page[DuplicateProposal]:
    """Return the pairs that wait for a moderator, the newest first; what was withdrawn since waits no more."""
    refuse_others(viewer)
    post, older = aliased(Post, flat=True), aliased(Post, flat=True)
    rows = (
        select(DuplicateProposal)
        .join(post, post.id == DuplicateProposal.post_id)
        .join(older, older.id == DuplicateProposal.older_id)
        .where(DuplicateProposal.state == ProposalState.OPEN, post.shown, older.shown)
        .options(
            selectinload(DuplicateProposal.post).joinedload(Post.author),
            selectinload(DuplicateProposal.older).joinedload(Post.author),
        )
    )
    return page_of(rows, [DuplicateProposal.id], cursor=cursor, size=10)


def get_duplicate(proposal_id: int, viewer: Viewer) -> DuplicateProposal:
    """Return a pair to a moderator, locked."""
    refuse_others(viewer)
    proposal = db.session.get(DuplicateProposal, proposal_id, with_for_update=True)
    if proposal is None:
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
    for post in (proposal.post, proposal.older):
        lock_post(post)
    return proposal


def voices_of(post: Post) -> Sequence[Member]:
    """Return who wants what a thread says: its author, and who voted for it."""
    voted = select(Vote.member_id).where(Vote.post_id == post.id, Vote.value == 1)
    rows = select(Member).where(Member.id.in_(voted) | (Member.id == post.author_id))
    return db.session.scalars(rows.order_by(Member.id)).all()


def followers_of(post: Post) -> Sequence[Member]:
    """Return who wants to be told what happens in a thread."""
    follows = select(Follow.member_id).where(Follow.post_id == post.id, Follow.ended_at.is_(None))
    return db.session.scalars(select(Member).where(Member.id.in_(follows)).order_by(Member.id)).all()


def has_no_vote(member: Member, post: Post) -> bool:
    """Whether the member has not voted there yet."""
    return db.session.get(Vote, (post.id, member.id)) is None


def facts_of(author: Member) -> AuthorFacts:
    """Count what the author wrote and what of it was withdrawn, with the last decisions about it."""
    states = select(Post.state, func.count()).where(Post.author_id == author.id).group_by(Post.state)
    counts = dict(db.session.execute(states).all())
    decisions = select(Decision).join(Decision.post).where(Post.author_id == author.id)
    latest = db.session.scalars(decisions.order_by(Decision.id.desc()).limit(3)).all()
    return AuthorFacts(sum(counts.values()), sum(counts.values()) - counts.get(State.VISIBLE, 0), latest)


def audit_log(viewer: Viewer, cursor: str | None = None, action: str = "") -> Page[AuditEntry]:
    """Return what staff did, the latest first."""
    if not policies.may_read_audit_log(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
    rows = select(AuditEntry).options(joinedload(AuditEntry.by))
    if action:
        rows = rows.where(AuditEntry.action == action)
    return page_of(rows, [AuditEntry.created_at, AuditEntry.id], cursor=cursor, size=50)


def audited_actions() -> Sequence[str]:
    """Return the kinds of entries there are."""
    return db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()
