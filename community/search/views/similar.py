"""Posts like the one being written, and opening them."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.core.observations import observe
from community.members.session import visitor
from community.posts import addresses
from community.posts.models import Kind, Post
from community.posts.queries import get_post
from community.search.similar import similar_posts
from community.search.views import blueprint
from community.search.views.onlooker import onlooker, product_asked_for
from community.web import rates

SIMILAR_RATE = "120 per minute"
COMPARED_KINDS = {"problem": (Kind.PROBLEM, Kind.ARTICLE), "idea": (Kind.IDEA,), "review": (Kind.REVIEW,)}


@blueprint.get("/similar")
def similar() -> ResponseReturnValue:
    """Show posts like the one being written, as a fragment; nothing where nothing is close enough."""
    rates.limit("similar", SIMILAR_RATE)
    kind = request.args.get("kind", "")
    kind = kind if kind in COMPARED_KINDS else Kind.PROBLEM.value
    found = similar_posts(
        f"{request.args.get('title', '')}\n{request.args.get('text', '')}",
        visitor(),
        kinds=COMPARED_KINDS[kind],
        product=product_asked_for(),
    )
    if found:
        observe("similar.shown", visitor=onlooker(), post_ids=[one.post.id for one in found], composer=kind)
    return render_template("search/_similar.html", similar=found, kind=kind)


@blueprint.get("/similar/<int:post_id>")
def open_similar(post_id: int) -> ResponseReturnValue:
    """Lead to a similar post, and remember that it was opened."""
    post = get_post(Post, post_id, visitor())
    observe("similar.opened", visitor=onlooker(), post_id=post_id, composer=request.args.get("kind", "")[:20])
    return redirect(addresses.url_of(post), code=303)
