"""Asking: what was said before on the subject is shown first, and nothing typed is ever lost."""

from itertools import count

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import text
from community.core.locale import _
from community.core.transaction import transaction
from community.members.models import Member
from community.members.session import current_member
from community.posts import actions as posts
from community.posts import addresses
from community.posts.composing import keep_pictures
from community.posts.models import Draft
from community.posts.queries import drafts_of
from community.problems import actions, queries
from community.problems.forms import AskForm
from community.problems.views import blueprint
from community.problems.views.places import address_of
from community.search import actions as search
from community.search import suggesting
from community.search.similar import SimilarPost
from community.web.rates import limit

ASK_RATE = "20 per hour"
COMPOSER = "problem"


@blueprint.get("/problems/ask")
def ask() -> ResponseReturnValue:
    """Show the form: empty, with a title brought along, or with the draft."""
    title, number = request.args.get("title", ""), request.args.get("draft", 0, type=int)
    drafts = {draft.form: draft for draft in drafts_of(current_member())}
    unfinished = drafts.get(_draft_name(number))
    if title and unfinished and unfinished.fields.get("title") != title:
        number = next(number for number in count(2) if _draft_name(number) not in drafts)
        fields: dict[str, object] = {}
    else:
        fields = dict(unfinished.fields) if unfinished else {}
        unfinished = None
    brought = {"title": title[: text.LONGEST_TITLE], "product": request.args.get("product", "")}
    fields |= {name: value for name, value in brought.items() if value} | {"draft": number}
    form = AskForm(formdata=None, data=fields)
    form.offer()
    return _form_page(form, unfinished=unfinished)


@blueprint.post("/problems/ask")
def send() -> ResponseReturnValue:
    """Post the problem; unless that was said, first show the similar ones that the asker has not been shown yet."""
    member = current_member()
    form = AskForm()
    form.offer()
    is_valid = form.validate()
    keep_pictures(form)
    if not is_valid:
        return _form_page(form)
    if "preview" in request.form:
        return _form_page(form, rendered=text.render(form.source.data or "").html)
    similar = [] if "confirmed" in request.form else _unseen(form, member)
    if similar:
        return _form_page(form, similar=similar, rendered=text.render(form.source.data or "").html)
    limit("ask", ASK_RATE)
    with transaction():
        problem_id = _sent_once(form, current_member())
    return redirect(address_of(queries.get_problem(problem_id, current_member())), code=303)


@blueprint.post("/problems/same-as/<int:problem_id>")
def same_as(problem_id: int) -> ResponseReturnValue:
    """End a draft by joining those who have the problem already."""
    with transaction():
        problem = queries.get_problem(problem_id, current_member(), for_update=True)
        actions.join_problem(problem, by=current_member())
        search.learn_wording(request.form.get("title", ""), problem)
        posts.discard_draft(current_member(), _draft_name(request.form.get("draft", 0, type=int)))
    suggesting.remember_end(suggesting.JOINED, problem, by=current_member(), composer=COMPOSER)
    flash(_("You are counted, and you will be told what happens here. Your draft is put away."))
    return redirect(address_of(problem), code=303)


def _draft_name(number: int | None) -> str:
    return f"problem-{number}" if number and 0 < number < 10**6 else "problem"


def _form_page(
    form: AskForm,
    *,
    similar: list[SimilarPost] | None = None,
    rendered: str | None = None,
    unfinished: Draft | None = None,
) -> str:
    return render_template(
        "problems/ask.html",
        form=form,
        form_name=_draft_name(form.draft.data),
        similar=similar or [],
        rendered=rendered,
        unfinished=unfinished,
        unfinished_url=addresses.composer_of(unfinished) if unfinished else None,
        is_new=request.method == "GET",
        url=url_for(".send"),
    )


def _unseen(form: AskForm, member: Member) -> list[SimilarPost]:
    """Return the posts most like this one, if there is any among them that the asker has not been shown."""
    words = f"{form.title.data}\n{form.source.data}"
    return suggesting.unseen(words, member, composer=COMPOSER, product=form.chosen, seen=form.seen_ids)


def _sent_once(form: AskForm, member: Member) -> int:
    """Write the problem unless this very form was sent before; return its id either way."""
    submission = posts.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is None:
        problem = actions.ask(form.words, by=member, product=form.chosen)
        form.hand_over(problem, form.alts, by=member)
        posts.discard_draft(member, _draft_name(form.draft.data))
        submission.post_id = problem.id
        suggesting.remember_posting(by=member, composer=COMPOSER)
    return submission.post_id
