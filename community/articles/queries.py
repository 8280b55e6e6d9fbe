"""Reads of articles."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload

from community.articles import policies
from community.articles.models import Article
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import PAGE_SIZE, Page, page_of
from community.members.models import Member, Viewer, likeness, numbers_of
from community.posts import policies as post_policies
from community.posts import queries as posts
from community.posts.models import Attachment, Comment, Draft, Kind, Post
from community.products.models import Product

NO_ARTICLE = _l("There is no such article, or it is not open to you.")
NO_PROBLEM = _l("There is no such problem, or it is not open to you.")


class Sort(StrEnum):
    """The orders of articles, as their addresses name them."""

    NEWEST = "newest"
    HELPFUL = "helpful"


KEYS: dict[Sort, list[InstrumentedAttribute[Any]]] = {
    Sort.NEWEST: posts.list_keys(Article),
    Sort.HELPFUL: [Article.vote_count, Article.id],
}


@dataclass(frozen=True)
class ArticlePage:
    """All that the page of an article shows; `problem` is the one it was made from, if the viewer may see it."""

    article: Article
    problem: Post | None
    comments: Page[Comment]
    images: list[Attachment]
    votes: dict[int, int]
    is_following: bool
    may_edit: bool
    draft: Draft | None


@dataclass(frozen=True)
class Beside:
    """What stands beside a problem: the article made from it, or for staff the way to make one."""

    problem_id: int
    article: Article | None = None
    may_write: bool = False


def article_page(article: Article, viewer: Viewer, *, cursor: str | None = None) -> ArticlePage:
    """Return the article with a page of comments, by a fixed number of statements."""
    return ArticlePage(
        article=article,
        problem=_problem_of(article, viewer),
        comments=posts.comments_of(article, viewer, cursor=cursor),
        images=posts.attachments_of([article])[article.id],
        votes=posts.votes_of(viewer, [article]),
        is_following=posts.is_following(viewer, article),
        may_edit=post_policies.may_edit(viewer, article),
        draft=posts.draft_of(viewer, f"comment-{article.id}") if isinstance(viewer, Member) else None,
    )


def get_article(article_id: int, viewer: Viewer, *, for_update: bool = False) -> Article:
    """Return the article with its author and product, or raise `NotFoundError`."""
    options = () if for_update else (joinedload(Article.author), joinedload(Article.product))
    return posts.get_post(Article, article_id, viewer, for_update=for_update, sentence=NO_ARTICLE, options=options)


def articles_in(
    sort: Sort,
    viewer: Viewer,
    *,
    product: Product | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Article]:
    """Return a page of the articles in this order, without the long texts."""
    numbers = numbers_of(viewer) | {"product": product.id if product else None}
    rows = _listed(likeness(viewer), of_product=product is not None)
    return page_of(rows, KEYS[sort], cursor=cursor, size=size, numbers=numbers)


@cache
def _listed(alike: Viewer, *, of_product: bool) -> Select[Article]:
    """Build the statement of a list once."""
    rows = posts.shown_to(Article, alike).where(Article.kind == Kind.ARTICLE)
    if of_product:
        rows = rows.where(Article.product_id == bindparam("product", type_=Integer))
    return rows.options(defer(Article.source), defer(Article.rendered), joinedload(Article.product))


def get_problem(problem_id: int, viewer: Viewer, *, for_update: bool = False) -> Post:
    """Return the problem an article is made from, as the post it is, or raise `NotFoundError`."""
    problem = posts.get_post(Post, problem_id, viewer, for_update=for_update, sentence=NO_PROBLEM)
    if problem.kind != Kind.PROBLEM:
        raise NotFoundError(NO_PROBLEM)
    return problem


def solution_of(problem: Post, viewer: Viewer) -> Post | None:
    """Return the post that solved the problem, if the viewer may see it."""
    if problem.resolving_post_id is None:
        return None
    return db.session.scalar(posts.visible(Post, viewer).where(Post.id == problem.resolving_post_id))


def beside(problem_id: int, viewer: Viewer) -> Beside:
    """Return what stands beside a problem; for whoever may not see the problem there is nothing."""
    problem = db.session.scalar(posts.visible(Post, viewer).where(Post.id == problem_id, Post.kind == Kind.PROBLEM))
    if problem is None:
        return Beside(problem_id)
    article = db.session.scalar(posts.shown_to(Article, viewer).where(Article.problem_id == problem_id))
    is_free = article is None and problem.shown and problem.resolved_at is not None
    return Beside(problem_id, article, may_write=is_free and policies.may_write(viewer))


def article_made_from(problem_id: int, *, for_update: bool = False) -> Article | None:
    """Return the article made from the problem, in whatever state: for writes, not for readers."""
    rows = select(Article).where(Article.problem_id == problem_id)
    return db.session.scalar(rows.with_for_update() if for_update else rows)


def _problem_of(article: Article, viewer: Viewer) -> Post | None:
    if article.problem_id is None:
        return None
    return db.session.scalar(posts.shown_to(Post, viewer).where(Post.id == article.problem_id))
