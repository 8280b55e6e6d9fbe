"""What awaits approval enters the queue, and what staff do enters the audit log."""

from community.core.events import listen
from community.core.jobs import later
from community.ideas.events import IdeaStatusChanged
from community.members import events as members
from community.moderation.actions import open_case, record_audit
from community.moderation.events import DecisionMade, DuplicateRefused, LookForDuplicates, ThreadsJoined
from community.moderation.policies import COMPARED
from community.posts.events import OfficialMarked, PostPublished
from community.posts.models import State
from community.products import events as products
from community.tokens import events as tokens


@listen(PostPublished)
def queue_for_approval(event: PostPublished) -> None:
    """Let a moderator read what awaits approval."""
    if event.post.state == State.PENDING:
        open_case(event.post)


@listen(PostPublished)
def look_for_duplicates(event: PostPublished) -> None:
    """See whether somebody said the same before."""
    if event.post.kind in COMPARED:
        later(LookForDuplicates((event.post.id,)))


@listen(ThreadsJoined)
def audit_joining(event: ThreadsJoined) -> None:
    """Write down which threads were put together."""
    details = {"kept": event.kept.id}
    record_audit("threads_joined", by_id=event.by.id, subject="post", subject_id=event.withdrawn.id, details=details)


@listen(DuplicateRefused)
def audit_refusal(event: DuplicateRefused) -> None:
    """Write down which threads are not the same."""
    details = {"older": event.proposal.older_id}
    subject_id = event.proposal.post_id
    record_audit("duplicate_refused", by_id=event.by.id, subject="post", subject_id=subject_id, details=details)


@listen(DecisionMade)
def audit_decision(event: DecisionMade) -> None:
    """Write a decision down."""
    decision = event.decision
    details = {"action": decision.action, "reason": decision.reason, "decision": decision.id}
    record_audit("decision", by_id=event.by.id, subject="post", subject_id=decision.post_id, details=details)


@listen(OfficialMarked)
def audit_official(event: OfficialMarked) -> None:
    """Write down what speaks for the company."""
    record_audit(
        "official",
        by_id=event.by.id,
        subject="post",
        subject_id=event.post.id,
        details={"official": event.post.official},
    )


@listen(IdeaStatusChanged)
def audit_status(event: IdeaStatusChanged) -> None:
    """Write down what the company said of an idea."""
    details = {"was": event.was, "status": event.change.status}
    record_audit("idea_status", by_id=event.by.id, subject="post", subject_id=event.idea.id, details=details)


@listen(members.RoleGranted)
def audit_role_granted(event: members.RoleGranted) -> None:
    """Write down who may do more."""
    record_audit(
        "role_granted",
        by_id=event.by.id,
        subject="member",
        subject_id=event.member.id,
        details={"role": event.role.value},
    )


@listen(members.RoleTaken)
def audit_role_taken(event: members.RoleTaken) -> None:
    """Write down who may do less."""
    record_audit(
        "role_taken",
        by_id=event.by.id,
        subject="member",
        subject_id=event.member.id,
        details={"role": event.role.value},
    )


@listen(members.MemberSuspended)
def audit_suspension(event: members.MemberSuspended) -> None:
    """Write down who was shut out."""
    record_audit("member_suspended", by_id=event.by.id, subject="member", subject_id=event.member.id)


@listen(members.SuspensionLifted)
def audit_suspension_lifted(event: members.SuspensionLifted) -> None:
    """Write down who may come back."""
    record_audit("suspension_lifted", by_id=event.by.id, subject="member", subject_id=event.member.id)


@listen(members.OrganizationAssigned)
def audit_organization(event: members.OrganizationAssigned) -> None:
    """Write down for whom a member speaks."""
    record_audit("organization_assigned", by_id=event.by.id, subject="member", subject_id=event.member.id)


def _audit_product(event: products.ProductAdded | products.ProductEdited, action: str) -> None:
    record_audit(action, by_id=event.by.id, subject="product", subject_id=event.product.id)


@listen(products.ProductAdded)
def audit_product_added(event: products.ProductAdded) -> None:
    """Write down a new product."""
    _audit_product(event, "product_added")


@listen(products.ProductEdited)
def audit_product_edited(event: products.ProductEdited) -> None:
    """Write down a changed product."""
    _audit_product(event, "product_edited")


@listen(products.CategoryAdded)
def audit_category_added(event: products.CategoryAdded) -> None:
    """Write down a new category."""
    record_audit("category_added", by_id=event.by.id, subject="category", subject_id=event.category.id)


@listen(products.CategoryEdited)
def audit_category_edited(event: products.CategoryEdited) -> None:
    """Write down a changed category."""
    record_audit("category_edited", by_id=event.by.id, subject="category", subject_id=event.category.id)


@listen(products.ProductArchived)
def audit_product_archived(event: products.ProductArchived) -> None:
    """Write down what is no longer offered."""
    record_audit("product_archived", by_id=event.by.id, subject="product", subject_id=event.product.id)


@listen(products.ProductRestored)
def audit_product_restored(event: products.ProductRestored) -> None:
    """Write down what is offered again."""
    record_audit("product_restored", by_id=event.by.id, subject="product", subject_id=event.product.id)


@listen(tokens.TokenMade)
def audit_token_made(event: tokens.TokenMade) -> None:
    """Write down that a program may read in a member's name."""
    details = {"token": event.token.beginning, "scopes": event.token.scopes}
    record_audit("token_made", by_id=event.by.id, subject="member", subject_id=event.token.member_id, details=details)


@listen(tokens.TokenRevoked)
def audit_token_revoked(event: tokens.TokenRevoked) -> None:
    """Write down that it may no more."""
    details = {"token": event.token.beginning}
    record_audit(
        "token_revoked", by_id=event.by.id, subject="member", subject_id=event.token.member_id, details=details
    )
