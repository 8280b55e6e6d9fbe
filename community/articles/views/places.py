"""Where articles are read and written."""

from typing import Any

from flask import url_for

from community.core.language import slug
from community.core.paging import PAGE_SIZE
from community.posts import addresses
from community.posts.models import Kind, Post


def address_of(article: Post, **arguments: Any) -> str:
    """Return the one address of an article's page; the end of it is made of the title."""
    return url_for("articles.show", article_id=article.id, slug=slug(article.title), **arguments)


def place_of(head: Post, post: Post) -> str:
    """Return the address of the page on which a comment stands; a long thread finds it when the page is opened."""
    return address_of(head, comment=post.id if head.comment_count > PAGE_SIZE else None)


def composer_of(problem_id: int) -> str:
    """Return where a new article is gone on with; one made from a problem carries the problem's number."""
    return url_for("articles.from_problem", problem_id=problem_id) if problem_id else url_for("articles.write")


addresses.register(Kind.ARTICLE, address_of, place=place_of)
addresses.register_composer("article", composer_of)
addresses.register_composer("article_edit", lambda article_id: url_for("articles.edit", article_id=article_id))
