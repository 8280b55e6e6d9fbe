"""Where ideas are read."""

from typing import Any

from flask import url_for

from community.core.language import slug
from community.core.paging import PAGE_SIZE
from community.posts import addresses
from community.posts.models import Kind, Post


def address_of(idea: Post, **arguments: Any) -> str:
    """Return the one address of an idea's page; the end of it is made of the title."""
    return url_for("ideas.show", idea_id=idea.id, slug=slug(idea.title), **arguments)


def place_of(head: Post, post: Post) -> str:
    """Return the address of the page on which a comment stands; a long thread finds it when the page is opened."""
    return address_of(head, comment=post.id if head.comment_count > PAGE_SIZE else None)


addresses.register(Kind.IDEA, address_of, place=place_of)
addresses.register_composer("idea", lambda _number: url_for("ideas.submit"))
addresses.register_composer("idea_edit", lambda idea_id: url_for("ideas.edit", idea_id=idea_id))
addresses.register_composer("idea_status", lambda idea_id: url_for("ideas.decide", idea_id=idea_id))
