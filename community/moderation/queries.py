"""Reads of the queue, of cases and decisions, and of the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.members.models import Member, Viewer
from community.moderation import policies
from community.moderation.models import AuditEntry, Case, Decision, DecisionAction, Report
from community.posts.models import Post, State


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
