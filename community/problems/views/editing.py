"""Changing the words of a problem or an answer; of two people who change them at once none loses a word."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member
from community.posts import actions as posts
from community.posts import addresses
from community.posts.composing import draft_of_edit, keep_pictures, see_version
from community.posts.models import Draft, Post
from community.posts.queries import attachments_of
from community.problems import actions, queries
from community.problems.forms import EditAnswerForm, EditProblemForm
from community.problems.models import Answer, Problem
from community.problems.views import blueprint


@blueprint.route("/problems/edit/<int:problem_id>", methods=["GET", "POST"])
def edit(problem_id: int) -> ResponseReturnValue:
    """Change a problem; what it said before is kept."""
    problem = queries.get_problem(problem_id, current_member())
    draft = draft_of_edit(problem, "problem_edit")
    form = EditProblemForm(data=_fields_of(problem, draft))
    form.offer(problem.product)
    form.posted = len(attachments_of([problem])[problem.id])
    is_valid = form.validate_on_submit()
    keep_pictures(form)
    if not is_valid:
        return _problem_form(problem, form, draft=draft)
    with transaction():
        problem = queries.get_problem(problem_id, current_member(), for_update=True)
        is_stale = form.version.data != problem.version
        if not is_stale:
            actions.edit_problem(problem, form.words, by=current_member(), version=problem.version, product=form.chosen)
            _finish(problem, form, "problem_edit")
    return _problem_form(problem, form, theirs=problem) if is_stale else _saved(problem)


@blueprint.route("/answers/edit/<int:answer_id>", methods=["GET", "POST"])
def edit_answer(answer_id: int) -> ResponseReturnValue:
    """Change an answer; what it said before is kept."""
    answer = queries.get_answer(answer_id, current_member())
    draft = draft_of_edit(answer, "answer_edit")
    form = EditAnswerForm(data={"source": answer.source, "version": answer.version} | (draft.fields if draft else {}))
    form.posted = len(attachments_of([answer])[answer.id])
    is_valid = form.validate_on_submit()
    keep_pictures(form)
    if not is_valid:
        return _answer_form(answer, form, draft=draft)
    with transaction():
        answer = queries.get_answer(answer_id, current_member(), for_update=True)
        is_stale = form.version.data != answer.version
        if not is_stale:
            source = form.source.data or ""
            actions.edit_answer(answer, source=source, by=current_member(), version=answer.version)
            _finish(answer, form, "answer_edit")
    return _answer_form(answer, form, theirs=answer) if is_stale else _saved(answer)


def _fields_of(problem: Problem, draft: Draft | None) -> dict[str, object]:
    fields: dict[str, object] = {
        name: getattr(problem, name) for name in ("title", "source", "environment", "tried", "version")
    }
    fields["product"] = problem.product.slug if problem.product else ""
    return fields | (draft.fields if draft else {})


def _finish(post: Post, form: EditProblemForm | EditAnswerForm, name: str) -> None:
    form.hand_over(post, form.alts, by=current_member())
    posts.discard_draft(current_member(), f"{name}-{post.id}")


def _saved(post: Post) -> ResponseReturnValue:
    flash(_("Your change is saved."))
    return redirect(addresses.url_of(post), code=303)


def _problem_form(
    problem: Problem, form: EditProblemForm, *, draft: Draft | None = None, theirs: Problem | None = None
) -> ResponseReturnValue:
    if theirs is not None:
        see_version(form.version, theirs)
    images = attachments_of([problem])[problem.id]
    page = render_template(
        "problems/edit.html", form=form, problem=problem, images=images, draft=draft, theirs=theirs,
        url=addresses.url_of(problem),
    )  # fmt: skip
    return page, 409 if theirs else 200


def _answer_form(
    answer: Answer, form: EditAnswerForm, *, draft: Draft | None = None, theirs: Answer | None = None
) -> ResponseReturnValue:
    if theirs is not None:
        see_version(form.version, theirs)
    images = attachments_of([answer])[answer.id]
    page = render_template(
        "problems/edit_answer.html", form=form, answer=answer, images=images, draft=draft, theirs=theirs,
        url=addresses.url_of(answer),
    )  # fmt: skip
    return page, 409 if theirs else 200
