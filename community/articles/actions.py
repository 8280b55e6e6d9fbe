"""Writes of articles."""

from community.articles import policies, queries
from community.articles.models import Article
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.locale import _l
from community.members.models import Member
from community.posts import actions as posts
from community.posts.models import Kind, Post, State
from community.products import policies as product_policies
from community.products.models import Product


def write_article(
    *, title: str, source: str, by: Member, product: Product | None = None, problem: Post | None = None
) -> Article:
    """Publish an article; one made from a solved problem is linked with it, and is for the same audience."""
    if not policies.may_write(by):
        raise NotAllowedError(_l("Only staff can write articles."))
    if product is not None and not product_policies.may_post_about(product):
        raise ConflictError(_l("This product takes no new posts."))
    article = Article(product=product)
    if problem is not None:
        _link(article, problem)
    posts.write(article, title=title, source=source)
    return posts.publish(article, by=by)


def edit_article(
    article: Article, *, title: str, source: str, product: Product | None, by: Member, version: int
) -> None:
    """Change an article, keeping what it said before; saving it unchanged changes nothing."""
    if version == article.version and (article.title, article.source, article.product) == (title, source, product):
        return
    fields = {"product": article.product.name if article.product else ""}
    posts.edit(article, by=by, version=version, title=title, source=source, fields=fields)
    posts.move(article, product)


def refresh_article_of(problem: Post) -> None:
    """Let guests see the article's page anew, for it names the problem it was made from."""
    article = queries.article_made_from(problem.id)
    if article is not None:
        article.thread_version += 1


def _link(article: Article, problem: Post) -> None:
    """Link the article with a solved problem; a removed article gives its place to a new one."""
    if problem.kind != Kind.PROBLEM or problem.resolved_at is None:
        raise ConflictError(_l("Only a solved problem becomes an article."))
    former = queries.article_made_from(problem.id, for_update=True)
    if former is not None and former.state != State.REMOVED:
        raise ConflictError(_l("There is an article about this problem already."))
    if former is not None:
        former.problem = None
        db.session.flush()
    article.problem = problem
    posts.share_audience(article, problem)
