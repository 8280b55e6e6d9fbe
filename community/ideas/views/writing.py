"""Submitting and editing ideas: similar ones are shown first, and nothing typed is ever lost."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import text
from community.core.locale import _
from community.core.transaction import transaction
from community.ideas import actions, queries
from community.ideas.forms import EditIdeaForm, SubmitIdeaForm
from community.ideas.models import Idea
from community.ideas.views import blueprint
from community.ideas.views.places import address_of
from community.members.models import Member
from community.members.session import current_member
from community.posts import actions as posts
from community.posts.composing import draft_of_edit, keep_pictures, see_version
from community.posts.models import Draft
from community.posts.queries import attachments_of, draft_of
from community.search import actions as search
from community.search import suggesting
from community.search.similar import SimilarPost
from community.web.rates import limit

POST_RATE = "20 per hour"
COMPOSER = "idea"


@blueprint.route("/ideas/submit", methods=["GET", "POST"])
def submit() -> ResponseReturnValue:
    """Submit an idea; unless that was said, first show the similar ones that the member has not been shown yet."""
    member = current_member()
    form = SubmitIdeaForm(data=_begun(member))
    form.offer()
    if not form.validate_on_submit():
        return _submit_page(form)
    similar = [] if "confirmed" in request.form else _unseen(form, member)
    if "preview" in request.form or similar:
        return _submit_page(form, similar=similar, rendered=text.render(form.source.data or "").html)
    limit("post", POST_RATE)
    with transaction():
        idea_id = _sent_once(form, current_member())
    flash(_("Thank you. Your idea is open for votes, and you are told what becomes of it."))
    return redirect(address_of(queries.get_idea(idea_id, current_member())), code=303)


@blueprint.post("/ideas/same-as/<int:idea_id>")
def same_as(idea_id: int) -> ResponseReturnValue:
    """End a draft by voting for what somebody else has asked for already."""
    with transaction():
        idea = queries.get_idea(idea_id, current_member(), for_update=True)
        actions.join_idea(idea, by=current_member())
        search.learn_wording(request.form.get("title", ""), idea)
        posts.discard_draft(current_member(), COMPOSER)
    suggesting.remember_end(suggesting.JOINED, idea, by=current_member(), composer=COMPOSER)
    flash(_("Your vote counts, and you will be told what becomes of it. Your draft is put away."))
    return redirect(address_of(idea), code=303)


@blueprint.route("/ideas/edit/<int:idea_id>", methods=["GET", "POST"])
def edit(idea_id: int) -> ResponseReturnValue:
    """Change an idea; what it said before is kept."""
    idea = queries.get_idea(idea_id, current_member())
    draft = draft_of_edit(idea, "idea_edit")
    form = EditIdeaForm(data=_fields_of(idea) | (draft.fields if draft else {}))
    form.offer(idea.product)
    form.posted = len(attachments_of([idea])[idea.id])
    if not form.validate_on_submit():
        return _edit_page(form, idea, draft=draft)
    with transaction():
        idea = queries.get_idea(idea_id, current_member(), for_update=True)
        is_stale = form.version.data != idea.version
        if not is_stale:
            _save(form, idea, current_member())
    if is_stale:
        return _edit_page(form, idea, theirs=idea)
    flash(_("Your change is saved."))
    return redirect(address_of(idea), code=303)


def _begun(member: Member) -> dict[str, object]:
    """Return what was typed before and not sent, and what the address brings along."""
    draft = draft_of(member, "idea")
    brought = {"title": request.args.get("title", "")[: text.LONGEST_TITLE], "product": request.args.get("product", "")}
    return (dict(draft.fields) if draft else {}) | {name: value for name, value in brought.items() if value}


def _unseen(form: SubmitIdeaForm, member: Member) -> list[SimilarPost]:
    """Return the ideas most like this one, if there is any among them that the member has not been shown."""
    words = f"{form.title.data}\n{form.source.data}"
    return suggesting.unseen(words, member, composer=COMPOSER, product=form.chosen, seen=form.seen_ids)


def _sent_once(form: SubmitIdeaForm, member: Member) -> int:
    """Submit the idea unless this very form was sent before; return its id either way."""
    submission = posts.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is None:
        title, source = form.title.data or "", form.source.data or ""
        idea = actions.submit_idea(title=title, source=source, by=member, product=form.chosen)
        form.hand_over(idea, form.alts, by=member)
        posts.discard_draft(member, "idea")
        submission.post_id = idea.id
        suggesting.remember_posting(by=member, composer=COMPOSER)
    return submission.post_id


def _save(form: EditIdeaForm, idea: Idea, member: Member) -> None:
    title, source = form.title.data or "", form.source.data or ""
    actions.edit_idea(idea, title=title, source=source, product=form.chosen, by=member, version=idea.version)
    form.hand_over(idea, form.alts, by=member)
    posts.discard_draft(member, f"idea_edit-{idea.id}")


def _fields_of(idea: Idea) -> dict[str, object]:
    slug = idea.product.slug if idea.product else ""
    return {"title": idea.title, "source": idea.source, "version": idea.version, "product": slug}


def _submit_page(form: SubmitIdeaForm, *, similar: list[SimilarPost] | None = None, rendered: str | None = None) -> str:
    keep_pictures(form)
    return render_template(
        "ideas/submit.html",
        form=form,
        similar=similar or [],
        rendered=rendered,
        is_new=request.method == "GET",
        url=url_for(".submit"),
    )


def _edit_page(
    form: EditIdeaForm, idea: Idea, *, draft: Draft | None = None, theirs: Idea | None = None
) -> ResponseReturnValue:
    keep_pictures(form)
    if theirs is not None:
        see_version(form.version, theirs)
    images = attachments_of([idea])[idea.id]
    page = render_template(
        "ideas/edit.html", form=form, idea=idea, images=images, draft=draft, theirs=theirs, url=address_of(idea)
    )
    return page, 409 if theirs else 200
