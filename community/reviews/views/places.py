"""Where reviews are read and written."""

from typing import Any

from flask import url_for

from community.core.language import slug
from community.core.paging import PAGE_SIZE
from community.posts import addresses
from community.posts.models import Kind, Post
from community.products.queries import get_product


def address_of(review: Post, **arguments: Any) -> str:
    """Return the one address of a review's page; the end of it is made of the title."""
    return url_for("reviews.show", review_id=review.id, slug=slug(review.title), **arguments)


def place_of(head: Post, post: Post) -> str:
    """Return the address of the page on which a comment stands; a long thread finds it when the page is opened."""
    return address_of(head, comment=post.id if head.comment_count > PAGE_SIZE else None)


def composer_of(product_id: int) -> str:
    """Return where a review of the product is gone on with."""
    return url_for("reviews.write", slug=get_product(product_id).slug)


addresses.register(Kind.REVIEW, address_of, place=place_of)
addresses.register_composer("review", composer_of)
addresses.register_composer("review_edit", lambda review_id: url_for("reviews.edit", review_id=review_id))
