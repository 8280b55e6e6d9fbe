"""Changing the words of a problem or an answer; of two people who change them at once none loses a word."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import IntegerField

from community.core.errors import NotAllowedError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.session import current_member
from community.posts import actions as posts
from community.posts import addresses, policies
from community.posts.models import Draft, Post
from community.posts.queries import attachments_of, draft_of
from community.problems import actions, queries
from community.problems.forms import EditAnswerForm, EditProblemForm
from community.problems.models import Answer, Problem
from community.problems.views import blueprint
from community.problems.views.pictures import hand_over_pictures, keep_pictures


@blueprint.route("/problems/edit/<int:problem_id>", methods=["GET", "POST"])
def edit(problem_id: int) -> ResponseReturnValue:
    """Change a problem; what it said before is kept."""
    problem = queries.get_problem(problem_id, current_member())
    draft = _draft_of(problem, "problem_edit")
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
    draft = _draft_of(answer, "answer_edit")
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


def _draft_of(post: Post, name: str) -> Draft | None:
    """Return the member's unsaved words for a post of his; anybody else is refused."""
    if not policies.may_edit(current_member(), post):
        raise NotAllowedError(_l("Only the author can change this."))
    return draft_of(current_member(), f"{name}-{post.id}")


def _fields_of(problem: Problem, draft: Draft | None) -> dict[str, object]:
    fields: dict[str, object] = {
        name: getattr(problem, name) for name in ("title", "source", "environment", "tried", "version")
    }
    fields["product"] = problem.product.slug if problem.product else ""
    return fields | (draft.fields if draft else {})


def _finish(post: Post, form: EditProblemForm | EditAnswerForm, name: str) -> None:
    hand_over_pictures(form, post)
    posts.discard_draft(current_member(), f"{name}-{post.id}")


def _saved(post: Post) -> ResponseReturnValue:
    flash(_("Your change is saved."))
    return redirect(addresses.url_of(post), code=303)


def _problem_form(
    problem: Problem, form: EditProblemForm, *, draft: Draft | None = None, theirs: Problem | None = None
) -> ResponseReturnValue:
    _see_version(form.version, problem, is_seen=theirs is not None)
    images = attachments_of([problem])[problem.id]
    page = render_template(
        "problems/edit.html", form=form, problem=problem, images=images, draft=draft, theirs=theirs,
        url=addresses.url_of(problem),
    )  # fmt: skip
    return page, 409 if theirs else 200


def _answer_form(
    answer: Answer, form: EditAnswerForm, *, draft: Draft | None = None, theirs: Answer | None = None
) -> ResponseReturnValue:
    _see_version(form.version, answer, is_seen=theirs is not None)
    images = attachments_of([answer])[answer.id]
    page = render_template(
        "problems/edit_answer.html", form=form, answer=answer, images=images, draft=draft, theirs=theirs,
        url=addresses.url_of(answer),
    )  # fmt: skip
    return page, 409 if theirs else 200


def _see_version(field: IntegerField, post: Post, *, is_seen: bool) -> None:
    """Let the form carry the version that the editor has now been shown."""
    if is_seen:
        field.data, field.raw_data = post.version, None
