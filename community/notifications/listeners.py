"""What happens below becomes a line in somebody's inbox."""

from datetime import timedelta

from community.core import clock
from community.core.database import db
from community.core.events import listen
from community.core.jobs import later
from community.ideas.events import IdeaStatusChanged
from community.insights.actions.telling import plan_telling
from community.insights.events import AlertRaised, NeedDecided
from community.insights.queries.alerts import newest_post, reader_ids
from community.moderation.events import DecisionMade
from community.moderation.models import DecisionAction
from community.notifications.actions import tell
from community.notifications.events import TellBehindNeed, TellOfPost, TellOfStatus
from community.notifications.models import NotificationKind
from community.posts.events import PostPublished, PostStateChanged
from community.posts.models import Post, State
from community.problems.events import AnswerAccepted
from community.search.events import SearchMatched
from community.search.queries.saved import search_behind

SECOND_THOUGHTS = timedelta(minutes=10)


@listen(PostPublished)
def tell_of_reply(event: PostPublished) -> None:
    """Tell of an answer or remark once it is shown."""
    if event.post.shown and not event.post.is_head:
        later(TellOfPost(event.post.id))


@listen(PostStateChanged)
def tell_of_approved_reply(event: PostStateChanged) -> None:
    """Tell of a reply that awaited approval; one that was told of before is not told again."""
    if event.was == State.PENDING and event.post.shown and not event.post.is_head:
        later(TellOfPost(event.post.id))


@listen(AnswerAccepted)
def thank_the_answerer(event: AnswerAccepted) -> None:
    """Thank the author of an accepted answer, unless they accepted it themselves."""
    if event.answer.author_id is not None:
        tell([event.answer.author_id], NotificationKind.ACCEPTED, event.answer, by_id=event.by.id)


@listen(IdeaStatusChanged)
def tell_of_status(event: IdeaStatusChanged) -> None:
    """Tell everyone behind an idea what the company said."""
    later(TellOfStatus(event.change.id))


@listen(DecisionMade)
def tell_of_decision(event: DecisionMade) -> None:
    """Tell an author what a moderator decided about his post; approving a report away is not worth a line."""
    decision = event.decision
    was_kept = decision.action == DecisionAction.APPROVE and decision.state_before == State.VISIBLE
    if decision.post.author_id is None or was_kept:
        return
    details = {"action": decision.action, "reason": decision.reason, "words": decision.words}
    tell(
        [decision.post.author_id], NotificationKind.DECISION, decision.post,
        by_id=None if decision.post.author_id != event.by.id else event.by.id, cause=str(decision.id), details=details,
    )  # fmt: skip


@listen(NeedDecided)
def tell_behind_need(event: NeedDecided) -> None:
    """Tell everyone behind a need where it stands now, after a pause in which a slip can still be put right."""
    telling = plan_telling(event.need, by=event.by) if event.was != event.need.state else None
    if telling is not None:
        later(TellBehindNeed(telling.id), at=clock.now() + SECOND_THOUGHTS)


@listen(AlertRaised)
def wake_product_team(event: AlertRaised) -> None:
    """Tell owner and followers of a need, or of a new one the whole product team, with the newest post behind it."""
    alert = event.alert
    post = newest_post(alert)
    if post is not None:
        details = {"alert_id": alert.id, "need_id": alert.need_id, "kind": alert.kind}
        cause = f"alert-{alert.id}"
        tell(reader_ids(alert), NotificationKind.ALERT, post, by_id=None, cause=cause, details=details)


@listen(SearchMatched)
def tell_who_follows_search(event: SearchMatched) -> None:
    """Tell what is new in a search, all of it in one line that names the newest post."""
    saved, newest = event.saved, db.session.get(Post, event.post_ids[0])
    if newest is not None:
        details = {"count": len(event.post_ids), "address": search_behind(saved).address}
        tell(
            [saved.member_id], NotificationKind.SEARCH, newest, by_id=None, cause=f"search-{saved.id}", details=details
        )
