"""One-press changes of any post, and what it said before."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.core.errors import CommunityError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.models import Member
from community.members.session import current_member, visitor
from community.posts import actions, addresses, policies, queries
from community.posts.forms import VoteForm
from community.posts.models import Post
from community.posts.views import blueprint
from community.web.fragments import is_fragment
from community.web.guests import Reader, knows_readers
from community.web.rates import limit

PRESS_RATE = "120 per hour"


@knows_readers
def reader_of(thread_id: int) -> Reader | None:
    """Tell which customer reads, and what he left in the thread; staff, and whoever drafts there, get their own page."""
    viewer = visitor()
    if not isinstance(viewer, Member) or viewer.is_staff:
        return None
    version, traces = queries.version_and_traces(thread_id, viewer)
    if version is None or any(what == "draft" for what, _, _ in traces):
        return None
    return Reader(viewer.id, version, repr(traces))


@blueprint.post("/posts/<int:post_id>/vote")
def vote(post_id: int) -> ResponseReturnValue:
    """Give or take back a me-too, support or helpful."""
    form = VoteForm()
    if not form.validate():
        raise CommunityError(_l("Please press one of the buttons."))
    limit("press", PRESS_RATE)
    with transaction():
        post = queries.get_post(Post, post_id, current_member(), for_update=True)
        if form.value.data:
            actions.cast_vote(post, by=current_member(), value=form.value.data)
        else:
            actions.take_back_vote(post, by=current_member())
    if is_fragment():
        post = queries.get_post(Post, post_id, current_member())
        return render_template("posts/_vote.html", post=post, votes=queries.votes_of(visitor(), [post]))
    return _back_to(post_id)


@blueprint.post("/posts/<int:post_id>/follow")
def follow(post_id: int) -> ResponseReturnValue:
    """Follow a thread, or stop."""
    wants = request.form.get("follow") == "1"
    with transaction():
        post = queries.get_post(Post, post_id, current_member(), for_update=True)
        if wants:
            actions.follow(post.head, by=current_member())
        else:
            actions.end_follow(post.head, by=current_member())
    if is_fragment():
        post = queries.get_post(Post, post_id, current_member())
        return render_template("posts/_follow.html", post=post, is_following=wants)
    flash(_("You will be told what happens here.") if wants else _("You will not be told about this any more."))
    return _back_to(post_id)


@blueprint.post("/posts/<int:post_id>/official")
def official(post_id: int) -> ResponseReturnValue:
    """Let a post speak for the company, or not."""
    with transaction():
        post = queries.get_post(Post, post_id, current_member(), for_update=True)
        actions.mark_official(post, official=request.form.get("official") == "1", by=current_member())
    return _back_to(post_id)


@blueprint.post("/posts/<int:post_id>/outdated")
def outdated(post_id: int) -> ResponseReturnValue:
    """Say that an answer no longer holds, or does again."""
    with transaction():
        post = queries.get_post(Post, post_id, current_member(), for_update=True)
        actions.mark_outdated(post, outdated=request.form.get("outdated") == "1", by=current_member())
    return _back_to(post_id)


@blueprint.route("/posts/<int:post_id>/withdraw", methods=["GET", "POST"])
def withdraw(post_id: int) -> ResponseReturnValue:
    """Take back one's own post, after a page that says what that means."""
    if request.method != "POST":
        post = queries.get_post(Post, post_id, current_member())
        if not policies.may_withdraw(current_member(), post):
            return _back_to(post_id)
        return render_template("posts/withdraw.html", post=post, url=addresses.url_of(post))
    with transaction():
        post = queries.get_post(Post, post_id, current_member(), for_update=True)
        actions.withdraw(post, by=current_member())
    flash(_("Taken back. Only you and the moderators can still see it."))
    return _back_to(post_id)


@blueprint.get("/posts/<int:post_id>/revisions")
def revisions(post_id: int) -> ResponseReturnValue:
    """Show what a post said before each edit."""
    post = queries.get_post(Post, post_id, visitor())
    rows = queries.revisions_of(post) if policies.may_read_revisions(visitor(), post) else []
    return render_template("posts/revisions.html", post=post, revisions=rows, url=addresses.url_of(post))


def _back_to(post_id: int) -> ResponseReturnValue:
    post = queries.get_post(Post, post_id, visitor())
    return redirect(addresses.url_of(post), code=303)
