"""Answering."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from community.core import text
from community.core.locale import _
from community.core.transaction import transaction
from community.members.models import Member
from community.members.session import current_member
from community.posts import actions as posts
from community.posts import addresses
from community.posts.composing import keep_pictures
from community.problems import actions, queries
from community.problems.forms import AnswerForm
from community.problems.views import blueprint
from community.problems.views.reading import render_problem
from community.web.rates import limit

ANSWER_RATE = "60 per hour"


@blueprint.post("/problems/<int:problem_id>/answers")
def answer(problem_id: int) -> ResponseReturnValue:
    """Post an answer, then show it in its place."""
    member = current_member()
    form = AnswerForm()
    is_valid = form.validate()
    keep_pictures(form)
    if not is_valid:
        return render_problem(queries.get_problem(problem_id, member), form)
    if "preview" in request.form:
        rendered = text.render(form.source.data or "").html
        return render_problem(queries.get_problem(problem_id, member), form, rendered=rendered)
    limit("answer", ANSWER_RATE)
    with transaction():
        answer_id = _sent_once(form, problem_id, current_member())
    flash(_("Thank you. Your answer is posted."))
    return redirect(addresses.url_of(queries.get_answer(answer_id, current_member())), code=303)


def _sent_once(form: AnswerForm, problem_id: int, member: Member) -> int:
    """Write the answer unless this very form was sent before; return its id either way."""
    submission = posts.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is None:
        problem = queries.get_problem(problem_id, member, for_update=True)
        written = actions.answer_problem(problem, source=form.source.data or "", by=member, official=form.official.data)
        form.hand_over(written, form.alts, by=member)
        posts.discard_draft(member, f"answer-{problem_id}")
        submission.post_id = written.id
    return submission.post_id
