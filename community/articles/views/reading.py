"""The list of articles, the page of one, and the article beside a problem."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.articles import policies, queries
from community.articles.models import Article
from community.articles.queries import Sort
from community.articles.views import blueprint
from community.articles.views.places import address_of
from community.core.language import slug as slug_of
from community.core.locale import _
from community.members.session import visitor
from community.posts import queries as posts
from community.posts.forms import CommentForm
from community.posts.models import Comment
from community.products.queries import offered_products, product_by_slug
from community.web.fragments import is_fragment
from community.web.guests import guest_page
from community.web.incoming import row_id


@blueprint.get("/articles")
def index() -> ResponseReturnValue:
    """List articles by newest activity or by how many they helped; of one product if wanted."""
    wanted = request.args.get("sort", "")
    sort = Sort(wanted) if wanted in set(Sort) else Sort.NEWEST
    slug = request.args.get("product", "")
    product = product_by_slug(slug) if slug else None
    chosen = product.slug if product else None
    page = queries.articles_in(sort, visitor(), product=product, cursor=request.args.get("after"))
    cursors = {"previous": page.previous_cursor, "next": page.next_cursor}
    return render_template(
        "articles/index.html",
        articles=page.rows,
        product=product,
        may_write=policies.may_write(visitor()),
        tabs=_tabs(sort, chosen),
        chips=_chips(sort, chosen),
        urls={name: _url(sort, chosen, cursor) for name, cursor in cursors.items() if cursor},
    )


@blueprint.get("/articles/<int:article_id>")
def find(article_id: int) -> ResponseReturnValue:
    """Lead from the short address to the full one."""
    return redirect(_with_query(queries.get_article(article_id, visitor())), code=301)


@blueprint.get("/articles/<int:article_id>/<slug>")
@guest_page(posts.thread_version)
def show(article_id: int, slug: str) -> ResponseReturnValue:
    """Show an article with what people say; an old address leads to the present one."""
    article = queries.get_article(article_id, visitor())
    if slug != slug_of(article.title):
        return redirect(_with_query(article), code=301)
    comment_id = request.args.get("comment", type=row_id)
    if comment_id is not None:
        comment = posts.get_post(Comment, comment_id, visitor())
        cursor = posts.page_with_comment(comment, visitor())
        return redirect(address_of(article, after=cursor, _anchor=f"post-{comment_id}"))
    page = queries.article_page(article, visitor(), cursor=request.args.get("after"))
    draft = page.draft.fields.get("source") if page.draft else None
    form = CommentForm(formdata=None, source=draft) if visitor().is_signed_in else None
    return render_template("articles/show.html", page=page, form=form, url=address_of(article))


@blueprint.get("/articles/beside/<int:problem_id>")
def beside(problem_id: int) -> ResponseReturnValue:
    """Show the article made from a problem, as a part of the problem's page; without script, lead to it."""
    found = queries.beside(problem_id, visitor())
    if is_fragment():
        return render_template("articles/_beside.html", beside=found)
    if found.article is not None:
        return redirect(address_of(found.article), code=303)
    return render_template("articles/none_beside.html", beside=found)


def _url(sort: Sort, slug: str | None, cursor: str | None = None) -> str:
    return url_for(".index", sort=None if sort is Sort.NEWEST else sort, product=slug, after=cursor)


def _tabs(current: Sort, slug: str | None) -> list[dict[str, object]]:
    labels = {Sort.NEWEST: _("Newest"), Sort.HELPFUL: _("Helped most")}
    return [{"url": _url(one, slug), "label": label, "current": one is current} for one, label in labels.items()]


def _chips(sort: Sort, slug: str | None) -> list[dict[str, object]]:
    """Name the products; the chosen one's address takes the choice off."""
    return [
        {
            "url": _url(sort, None if product.slug == slug else product.slug),
            "label": product.shown_name,
            "current": product.slug == slug,
        }
        for product in offered_products()
    ]


def _with_query(article: Article) -> str:
    return address_of(article, after=request.args.get("after"), comment=request.args.get("comment", type=row_id))
