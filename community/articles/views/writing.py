"""Writing and editing articles, from nothing or from a solved problem; nothing typed is ever lost."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.articles import actions, policies, queries
from community.articles.forms import ArticleForm
from community.articles.models import Article
from community.articles.views import blueprint
from community.articles.views.places import address_of
from community.core import text
from community.core.errors import NotFoundError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.models import Member
from community.members.session import current_member
from community.posts import actions as posts
from community.posts.composing import draft_of_edit, keep_pictures, see_version
from community.posts.models import Draft, Post
from community.posts.queries import attachments_of, draft_of
from community.web.rates import limit

POST_RATE = "20 per hour"


@blueprint.route("/articles/write", methods=["GET", "POST"])
def write() -> ResponseReturnValue:
    """Write an article."""
    draft = draft_of(_writer(), "article")
    form = _form({"product": request.args.get("product", "")}, draft)
    if not form.validate_on_submit() or "preview" in request.form:
        return _write_page(form)
    return _published(form)


@blueprint.route("/articles/from/<int:problem_id>", methods=["GET", "POST"])
def from_problem(problem_id: int) -> ResponseReturnValue:
    """Turn a solved problem into an article, beginning with the words of the answer that solved it."""
    writer = _writer()
    problem = queries.get_problem(problem_id, writer)
    existing = queries.beside(problem_id, writer).article
    draft = draft_of(writer, f"article-{problem_id}")
    form = _form(_words_of(problem, writer), draft)
    if existing is not None and not form.is_submitted():
        return redirect(address_of(existing), code=303)
    if not form.validate_on_submit() or "preview" in request.form:
        return _write_page(form, problem)
    return _published(form, problem)


@blueprint.route("/articles/edit/<int:article_id>", methods=["GET", "POST"])
def edit(article_id: int) -> ResponseReturnValue:
    """Change an article; what it said before is kept."""
    article = queries.get_article(article_id, current_member())
    draft = draft_of_edit(article, "article_edit", refusal=_l("Only staff can change this."))
    slug = article.product.slug if article.product else ""
    fields = {"title": article.title, "source": article.source, "version": article.version, "product": slug}
    form = _form(fields, draft, article)
    form.posted = len(attachments_of([article])[article.id])
    if not form.validate_on_submit():
        return _edit_page(form, article, draft=draft)
    with transaction():
        article = queries.get_article(article_id, current_member(), for_update=True)
        is_stale = form.version.data != article.version
        if not is_stale:
            _save(form, article, current_member())
    if is_stale:
        return _edit_page(form, article, theirs=article)
    flash(_("Your change is saved."))
    return redirect(address_of(article), code=303)


def _writer() -> Member:
    """Return the member if he may write articles; for others there is no such page."""
    member = current_member()
    if not policies.may_write(member):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
    return member


def _form(fields: dict[str, object], draft: Draft | None, article: Article | None = None) -> ArticleForm:
    form = ArticleForm(data=fields | (draft.fields if draft else {}))
    form.offer(article.product if article else None)
    return form


def _words_of(problem: Post, viewer: Member) -> dict[str, object]:
    """Return what an article about the problem may begin with: its title and the answer that solved it."""
    solution = queries.solution_of(problem, viewer)
    slug = problem.product.slug if problem.product else ""
    return {"title": problem.title, "source": solution.source if solution else "", "product": slug}


def _published(form: ArticleForm, problem: Post | None = None) -> ResponseReturnValue:
    limit("post", POST_RATE)
    problem_id = problem.id if problem else None
    with transaction():
        article_id = _sent_once(form, problem_id, current_member())
    flash(_("Published. Everyone can find it now."))
    return redirect(address_of(queries.get_article(article_id, current_member())), code=303)


def _sent_once(form: ArticleForm, problem_id: int | None, member: Member) -> int:
    """Publish the article unless this very form was sent before; return its id either way."""
    submission = posts.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is None:
        problem = queries.get_problem(problem_id, member, for_update=True) if problem_id else None
        title, source = form.title.data or "", form.source.data or ""
        article = actions.write_article(title=title, source=source, by=member, product=form.chosen, problem=problem)
        form.hand_over(article, form.alts, by=member)
        posts.discard_draft(member, f"article-{problem_id}" if problem_id else "article")
        submission.post_id = article.id
    return submission.post_id


def _save(form: ArticleForm, article: Article, member: Member) -> None:
    title, source = form.title.data or "", form.source.data or ""
    actions.edit_article(article, title=title, source=source, product=form.chosen, by=member, version=article.version)
    form.hand_over(article, form.alts, by=member)
    posts.discard_draft(member, f"article_edit-{article.id}")


def _write_page(form: ArticleForm, problem: Post | None = None) -> str:
    keep_pictures(form)
    rendered = text.render(form.source.data or "").html if "preview" in request.form else None
    url = url_for(".from_problem", problem_id=problem.id) if problem else url_for(".write")
    return render_template("articles/write.html", form=form, problem=problem, rendered=rendered, url=url)


def _edit_page(
    form: ArticleForm, article: Article, *, draft: Draft | None = None, theirs: Article | None = None
) -> ResponseReturnValue:
    keep_pictures(form)
    if theirs is not None:
        see_version(form.version, theirs)
    images = attachments_of([article])[article.id]
    page = render_template(
        "articles/edit.html", form=form, article=article, images=images, draft=draft, theirs=theirs,
        url=address_of(article),
    )  # fmt: skip
    return page, 409 if theirs else 200
