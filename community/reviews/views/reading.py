"""The page of a review."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.core.language import slug as slug_of
from community.members.session import visitor
from community.posts import queries as posts
from community.posts.forms import CommentForm
from community.posts.models import Comment
from community.reviews import queries
from community.reviews.models import Review
from community.reviews.views import blueprint
from community.reviews.views.places import address_of
from community.web.guests import guest_page
from community.web.incoming import row_id


@blueprint.get("/reviews/<int:review_id>")
def find(review_id: int) -> ResponseReturnValue:
    """Lead from the short address to the full one."""
    return redirect(_with_query(queries.get_review(review_id, visitor())), code=301)


@blueprint.get("/reviews/<int:review_id>/<slug>")
@guest_page(posts.thread_version)
def show(review_id: int, slug: str) -> ResponseReturnValue:
    """Show a review with the company's reply and what people say; an old address leads to the present one."""
    review = queries.get_review(review_id, visitor())
    if slug != slug_of(review.title):
        return redirect(_with_query(review), code=301)
    comment_id = request.args.get("comment", type=row_id)
    if comment_id is not None:
        comment = posts.get_post(Comment, comment_id, visitor())
        cursor = posts.page_with_comment(comment, visitor())
        return redirect(address_of(review, after=cursor, _anchor=f"post-{comment_id}"))
    page = queries.review_page(review, visitor(), cursor=request.args.get("after"))
    draft = page.draft.fields.get("source") if page.draft else None
    form = CommentForm(formdata=None, source=draft) if visitor().is_signed_in else None
    return render_template("reviews/show.html", page=page, form=form, url=address_of(review))


def _with_query(review: Review) -> str:
    return address_of(review, after=request.args.get("after"), comment=request.args.get("comment", type=row_id))
