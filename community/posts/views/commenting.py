"""Remarks: write one, change one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.core.errors import NotAllowedError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.session import current_member
from community.posts import actions, addresses, policies, queries
from community.posts.forms import CommentForm, EditForm
from community.posts.models import Comment, Post
from community.posts.views import blueprint
from community.web.rates import limit

COMMENT_RATE = "60 per hour"

addresses.register_composer("comment", lambda post_id: url_for("posts.comment", post_id=post_id))
addresses.register_composer("edit", lambda post_id: url_for("posts.edit_comment", post_id=post_id))


@blueprint.route("/posts/<int:post_id>/comments", methods=["GET", "POST"])
def comment(post_id: int) -> ResponseReturnValue:
    """Write a remark below a post."""
    member = current_member()
    form = CommentForm()
    if not form.validate_on_submit():
        post = queries.get_post(Post, post_id, member)
        if not policies.may_comment(member, post):
            raise NotAllowedError(_l("You cannot comment here."))
        draft = queries.draft_of(member, f"comment-{post.id}")
        if draft and not form.source.data and not form.is_submitted():
            form.source.data = draft.fields.get("source", "")
        return render_template("posts/comment.html", form=form, post=post, url=addresses.url_of(post))
    limit("comment", COMMENT_RATE)
    with transaction():
        written = _sent_once(form, post_id)
    return redirect(addresses.url_of(queries.get_post(Post, written, current_member())), code=303)


def _sent_once(form: CommentForm, post_id: int) -> int:
    """Write the remark unless this very form was sent before; return its id either way."""
    member = current_member()
    submission = actions.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is None:
        post = queries.get_post(Post, post_id, member, for_update=True)
        written = actions.comment_on(post, source=form.source.data or "", by=member, official=form.official.data)
        submission.post_id = written.id
        actions.discard_draft(member, f"comment-{post_id}")
    return submission.post_id


@blueprint.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
def edit_comment(post_id: int) -> ResponseReturnValue:
    """Change one's remark; what it said before is kept."""
    member = current_member()
    post = queries.get_post(Comment, post_id, member)
    if not policies.may_edit(member, post):
        raise NotAllowedError(_l("Only the author can change this."))
    form = EditForm(obj=post)
    is_stale = form.is_submitted() and form.version.data != post.version
    if is_stale or not form.validate_on_submit():
        theirs = post.source if is_stale else None
        form.version.data = post.version
        form.version.raw_data = None
        page = render_template("posts/edit.html", form=form, post=post, theirs=theirs, url=addresses.url_of(post))
        return page, 409 if is_stale else 200
    with transaction():
        post = queries.get_post(Comment, post_id, member, for_update=True)
        actions.edit(post, by=current_member(), version=form.version.data or 0, source=form.source.data or "")
    flash(_("Your change is saved."))
    return redirect(addresses.url_of(post), code=303)
