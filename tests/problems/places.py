"""Addresses, as the product makes them."""

from flask import current_app

from community.posts.addresses import url_of
from community.posts.models import Post


def address(post: Post) -> str:
    """Return where the post is read."""
    with current_app.test_request_context():
        return url_of(post)
