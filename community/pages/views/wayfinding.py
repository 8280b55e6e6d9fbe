"""Addresses that lead on, and the words for machines."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from community.members.session import visitor
from community.pages.views import blueprint
from community.posts import addresses
from community.posts.models import Post
from community.posts.queries import get_post
from community.web.assets import asset

CLOSED_TO_ROBOTS = (
    "/desk/", "/posts/", "/p/", "/account", "/inbox", "/drafts", "/language/", "/search", "/sign-in", "/sign-up",
    "/problems/ask", "/ideas/submit",
)  # fmt: skip


@blueprint.get("/p/<int:post_id>")
def post(post_id: int) -> ResponseReturnValue:
    """Lead to wherever the post is read today; the address behind may change, so nobody is told to remember it."""
    return redirect(addresses.url_of(get_post(Post, post_id, visitor())), code=302)


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Ask machines to leave alone what is not for reading."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Lead old habits to the mark."""
    return redirect(asset("mark.svg"), code=302)
