"""Writing and editing one's review of a product; nothing typed is ever lost."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import text
from community.core.errors import NotAllowedError, NotFoundError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.models import Member
from community.members.session import current_member
from community.posts import actions as posts
from community.posts.composing import draft_of_edit, keep_pictures, see_version
from community.posts.models import Draft
from community.posts.queries import attachments_of, draft_of
from community.products.models import Product
from community.products.queries import product_by_slug
from community.reviews import actions, policies, queries
from community.reviews.forms import ReviewForm
from community.reviews.models import Review
from community.reviews.views import blueprint
from community.reviews.views.places import address_of
from community.search import suggesting
from community.search.similar import SimilarPost
from community.web.rates import limit

POST_RATE = "20 per hour"
COMPOSER = "review"


@blueprint.route("/products/<slug>/review", methods=["GET", "POST"])
def write(slug: str) -> ResponseReturnValue:
    """Review a product, or change the review that one has written."""
    member, product = current_member(), _product_to_review(slug)
    form = _form(draft_of(member, f"{COMPOSER}-{product.id}"))
    own = queries.review_by(member, product)
    if own is not None and not form.is_submitted():
        return redirect(url_for(".edit", review_id=own.id), code=303)
    if not form.validate_on_submit() or "preview" in request.form:
        return _write_page(form, product)
    similar = [] if own or "confirmed" in request.form else _unseen(form, member, product)
    if similar:
        return _write_page(form, product, similar=similar)
    limit("post", POST_RATE)
    with transaction():
        review_id = _sent_once(form, slug, current_member())
    flash(_("Thank you. Your review helps others to choose."))
    return redirect(address_of(queries.get_review(review_id, current_member())), code=303)


@blueprint.route("/reviews/edit/<int:review_id>", methods=["GET", "POST"])
def edit(review_id: int) -> ResponseReturnValue:
    """Change a review, stars included; what it said before is kept."""
    review = queries.get_review(review_id, current_member())
    draft = draft_of_edit(review, "review_edit")
    form = _form(draft, review)
    form.posted = len(attachments_of([review])[review.id])
    if not form.validate_on_submit():
        return _edit_page(form, review, draft=draft)
    with transaction():
        review = queries.get_review(review_id, current_member(), for_update=True)
        is_stale = form.version.data != review.version
        if not is_stale:
            _save(form, review, current_member())
    if is_stale:
        return _edit_page(form, review, theirs=review)
    flash(_("Your change is saved."))
    return redirect(address_of(review), code=303)


def _product_to_review(slug: str) -> Product:
    product = product_by_slug(slug)
    if product is None:
        raise NotFoundError(_l("There is no such product."))
    if not policies.may_review(current_member(), product):
        raise NotAllowedError(_l("This product takes no new reviews."))
    return product


def _form(draft: Draft | None, review: Review | None = None) -> ReviewForm:
    """Fill the form with what stands there, and over it what was typed before and not sent."""
    names = ("rating", "title", "source", "pros", "cons", "version")
    fields: dict[str, object] = {name: getattr(review, name) for name in names} if review else {}
    fields |= draft.fields if draft else {}
    form = ReviewForm(data=fields)
    form.offer()
    return form


def _unseen(form: ReviewForm, member: Member, product: Product) -> list[SimilarPost]:
    """Return what may help with the trouble that the review tells of, if the writer has not been shown all of it."""
    words = f"{form.title.data}\n{form.source.data}\n{form.cons.data or ''}"
    return suggesting.unseen(words, member, composer=COMPOSER, product=product, seen=form.seen_ids)


def _sent_once(form: ReviewForm, slug: str, member: Member) -> int:
    """Write the review unless this very form was sent before; return its id either way."""
    submission = posts.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is None:
        product = _product_to_review(slug)
        review = actions.write_review(product, form.judgement, by=member)
        form.hand_over(review, form.alts, by=member)
        posts.discard_draft(member, f"review-{product.id}")
        submission.post_id = review.id
        suggesting.remember_posting(by=member, composer=COMPOSER)
    return submission.post_id


def _save(form: ReviewForm, review: Review, member: Member) -> None:
    actions.edit_review(review, form.judgement, by=member, version=review.version)
    form.hand_over(review, form.alts, by=member)
    posts.discard_draft(member, f"review_edit-{review.id}")


def _write_page(form: ReviewForm, product: Product, *, similar: list[SimilarPost] | None = None) -> str:
    keep_pictures(form)
    rendered = text.render(form.source.data or "").html if "preview" in request.form else None
    return render_template(
        "reviews/write.html",
        form=form,
        form_name=f"{COMPOSER}-{product.id}",
        product=product,
        similar=similar or [],
        rendered=rendered,
        url=url_for(".write", slug=product.slug),
    )


def _edit_page(
    form: ReviewForm, review: Review, *, draft: Draft | None = None, theirs: Review | None = None
) -> ResponseReturnValue:
    keep_pictures(form)
    if theirs is not None:
        see_version(form.version, theirs)
    images = attachments_of([review])[review.id]
    page = render_template(
        "reviews/edit.html", form=form, review=review, images=images, draft=draft, theirs=theirs, url=address_of(review)
    )
    return page, 409 if theirs else 200
