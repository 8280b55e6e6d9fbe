"""Writes of ideas."""

from collections.abc import Iterable

from sqlalchemy import select

from community.core import clock, text
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.locale import _l
from community.ideas import policies, queries
from community.ideas.events import IdeaStatusChanged
from community.ideas.models import DeclineReason, Idea, Status, StatusChange
from community.ideas.trend import trend_of
from community.members.models import Member
from community.posts import actions as posts
from community.posts.models import Vote
from community.products import policies as product_policies
from community.products.models import Product


def submit_idea(*, title: str, source: str, by: Member, product: Product | None = None) -> Idea:
    """Put an idea before the community; without a product it is about the company in general."""
    if not policies.may_submit(by):
        raise NotAllowedError(_l("Only members can submit ideas."))
    if product is not None and not product_policies.may_post_about(product):
        raise ConflictError(_l("This product takes no new posts."))
    idea = Idea(product=product)
    posts.write(idea, title=title, source=source)
    return posts.publish(idea, by=by)


def edit_idea(idea: Idea, *, title: str, source: str, product: Product | None, by: Member, version: int) -> None:
    """Change an idea's words or product, keeping what it said before; saving it unchanged changes nothing."""
    if version == idea.version and (idea.title, idea.source, idea.product) == (title, source, product):
        return
    fields = {"product": idea.product.name if idea.product else ""}
    posts.edit(idea, by=by, version=version, title=title, source=source, fields=fields)
    posts.move(idea, product)


def join_idea(idea: Idea, *, by: Member) -> None:
    """Vote for an idea that is there already, instead of submitting it once more, and follow it; one's own needs no vote."""
    if not by.is_author_of(idea):
        posts.cast_vote(idea, by=by)
    posts.follow(idea, by=by)


def change_status(
    idea: Idea,
    status: Status,
    *,
    source: str,
    by: Member,
    reason: DeclineReason | None = None,
    after: int | None = None,
) -> StatusChange:
    """Move an idea, or leave it where it is, with the company's answer.

    `reason` is given exactly when it is declined. `after` is the id of the last answer that the decider saw: if
    somebody else was faster, `ConflictError`.
    """
    if not policies.may_decide(by, idea):
        raise NotAllowedError(_l("Only the product team can decide on an idea."))
    if after != queries.latest_change_id(idea):
        raise ConflictError(_l("Somebody answered this idea while you were writing. Both texts are below."))
    if (status is Status.DECLINED) != (reason is not None):
        raise ConflictError(_l("Declining an idea needs a reason, and nothing else does."))
    was, change = idea.status, _answer(idea, status, source, reason, by)
    idea.status = status
    idea.status_at = idea.last_activity_at = clock.now()
    posts.mark_resolved(idea, resolved=status is Status.DELIVERED)
    announce(IdeaStatusChanged(idea, change, was=was, by=by))
    return change


def recount_support(ideas: Iterable[Idea]) -> None:
    """Count each idea's organizations and work out its trend anew from the votes; one statement for all."""
    db.session.flush()
    by_id = {idea.id: idea for idea in ideas}
    votes: dict[int, list[Vote]] = {idea_id: [] for idea_id in by_id}
    for vote in db.session.scalars(select(Vote).where(Vote.post_id.in_(by_id))):
        if vote.member_id != by_id[vote.post_id].author_id:
            votes[vote.post_id].append(vote)
    for idea_id, idea in by_id.items():
        idea.trend = trend_of(idea.created_at, [vote.created_at for vote in votes[idea_id]])
        idea.organization_count = len({vote.organization_id for vote in votes[idea_id]} - {None})


def _answer(idea: Idea, status: Status, source: str, reason: DeclineReason | None, by: Member) -> StatusChange:
    words = text.clean(source)
    rendered = text.render(words).html
    change = StatusChange(idea_id=idea.id, status=status, reason=reason, source=words, rendered=rendered, by=by)
    db.session.add(change)
    return change
