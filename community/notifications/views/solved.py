"""Whether what was delivered solved it: one question, two buttons, and a mind that may be changed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.errors import NotFoundError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.insights.actions.telling import answer_solved
from community.insights.queries import telling as insights
from community.members.models import Member
from community.members.queries import get_member
from community.members.session import current_member
from community.notifications import links
from community.notifications.forms import SolvedForm
from community.notifications.views import blueprint
from community.web.rates import limit


@blueprint.route("/solved/<int:telling_id>", methods=["GET", "POST"])
def solved(telling_id: int) -> ResponseReturnValue:
    """Ask, or take the answer; the key of a mail stands for signing in."""
    member = _whoever(telling_id)
    form = SolvedForm()
    if form.validate_on_submit():
        limit("solved", "30 per minute")
        with transaction():
            told = insights.get_told(telling_id, _whoever(telling_id), for_update=True)
            answer_solved(told, is_solved=form.solved.data == "yes")
        flash(_("Thank you. Your answer counts; you can change it here at any time."))
        return redirect(url_for(".solved", telling_id=telling_id, key=request.args.get("key")), code=303)
    told = insights.get_told(telling_id, member)
    return render_template(
        "notifications/solved.html",
        told=told,
        form=form,
        answer=insights.answer_of(told),
        review=insights.review_to_update(told.post, member),
        key=request.args.get("key"),
    )


def _whoever(telling_id: int) -> Member:
    """Return whom the key of the mail was written to, or who is signed in."""
    key = request.args.get("key")
    if not key:
        return current_member()
    member_id = links.read_answer_key(key, telling_id)
    member = get_member(member_id) if member_id is not None else None
    if member is None or member.suspended_at is not None:
        raise NotFoundError(_l("There is no such question, or it is not yours to answer."))
    return member
