"""The page of an idea."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.core.language import slug as slug_of
from community.ideas import queries
from community.ideas.models import Idea
from community.ideas.views import blueprint
from community.ideas.views.places import address_of
from community.members.session import visitor
from community.posts import addresses
from community.posts import queries as posts
from community.posts.forms import CommentForm
from community.posts.models import Comment, Kind
from community.search.related import related_posts
from community.web.guests import guest_page
from community.web.incoming import row_id
from community.web.rates import limit

SIMILAR_RATE = "120 per minute"
MOST_SIMILAR = 4


@blueprint.get("/ideas/<int:idea_id>")
def find(idea_id: int) -> ResponseReturnValue:
    """Lead from the short address to the full one."""
    return redirect(_with_query(queries.get_idea(idea_id, visitor())), code=301)


@blueprint.get("/ideas/<int:idea_id>/<slug>")
@guest_page(posts.thread_version)
def show(idea_id: int, slug: str) -> ResponseReturnValue:
    """Show an idea with the company's answers and what people say; an old address leads to the present one."""
    idea = queries.get_idea(idea_id, visitor())
    if slug != slug_of(idea.title):
        return redirect(_with_query(idea), code=301)
    comment_id = request.args.get("comment", type=row_id)
    if comment_id is not None:
        comment = posts.get_post(Comment, comment_id, visitor())
        cursor = posts.page_with_comment(comment, visitor())
        return redirect(address_of(idea, after=cursor, _anchor=f"post-{comment_id}"))
    page = queries.idea_page(idea, visitor(), cursor=request.args.get("after"))
    draft = page.draft.fields.get("source") if page.draft else None
    form = CommentForm(formdata=None, source=draft) if visitor().is_signed_in else None
    return render_template("ideas/show.html", page=page, form=form, url=address_of(idea))


@blueprint.get("/ideas/similar/<int:idea_id>")
def similar(idea_id: int) -> ResponseReturnValue:
    """Show what resembles an idea, as a part of its page; without script a link to the search stands there."""
    limit("similar", SIMILAR_RATE)
    idea = queries.get_idea(idea_id, visitor())
    found = related_posts(idea, visitor(), kinds=(Kind.IDEA,), limit=MOST_SIMILAR)
    return render_template("ideas/_similar.html", similar=found, url_of=addresses.url_of)


def _with_query(idea: Idea) -> str:
    return address_of(idea, after=request.args.get("after"), comment=request.args.get("comment", type=row_id))
