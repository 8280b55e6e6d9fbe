"""Saying what helped, and when it is over."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member
from community.posts import addresses
from community.problems import actions, queries
from community.problems.views import blueprint
from community.problems.views.places import address_of
from community.web.flashes import flash_with_undo
from community.web.fragments import is_fragment


@blueprint.post("/answers/<int:answer_id>/accept")
def accept(answer_id: int) -> ResponseReturnValue:
    """Mark the answer that helped."""
    with transaction():
        answer = queries.answer_to_judge(answer_id, current_member())
        before = answer.problem.accepted_answer_id
        actions.accept_answer(answer, by=current_member())
    if is_fragment():
        return _changed_answers(answer_id, before)
    flash_with_undo(_("Marked as the answer that helped."), undo_url=url_for(".unaccept", answer_id=answer_id))
    return redirect(addresses.url_of(queries.get_answer(answer_id, current_member())), code=303)


@blueprint.post("/answers/<int:answer_id>/unaccept")
def unaccept(answer_id: int) -> ResponseReturnValue:
    """Say that the answer did not help after all."""
    with transaction():
        answer = queries.answer_to_judge(answer_id, current_member())
        actions.unaccept_answer(answer, by=current_member())
    if is_fragment():
        return _changed_answers(answer_id)
    flash_with_undo(_("The problem counts as unsolved again."), undo_url=url_for(".accept", answer_id=answer_id))
    return redirect(addresses.url_of(queries.get_answer(answer_id, current_member())), code=303)


@blueprint.post("/problems/<int:problem_id>/close")
def close(problem_id: int) -> ResponseReturnValue:
    """Take no more answers."""
    with transaction():
        problem = queries.get_problem(problem_id, current_member(), for_update=True)
        actions.close_problem(problem, by=current_member())
    flash_with_undo(_("Closed. It takes no new answers."), undo_url=url_for(".reopen", problem_id=problem_id))
    return redirect(address_of(problem), code=303)


@blueprint.post("/problems/<int:problem_id>/reopen")
def reopen(problem_id: int) -> ResponseReturnValue:
    """Take answers again."""
    with transaction():
        problem = queries.get_problem(problem_id, current_member(), for_update=True)
        actions.reopen_problem(problem, by=current_member())
    flash_with_undo(_("Open again. Answers are welcome."), undo_url=url_for(".close", problem_id=problem_id))
    return redirect(address_of(problem), code=303)


def _changed_answers(*answer_ids: int | None) -> str:
    """Render the answers whose standing changed, the pressed one first, and the words above the title."""
    ids = [answer_id for answer_id in dict.fromkeys(answer_ids) if answer_id is not None]
    page = queries.answers_alone(ids, current_member())
    return render_template("problems/_judged.html", page=page, url=address_of(page.problem))
