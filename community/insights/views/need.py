"""The page of a need."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.text import clean_line
from community.insights import chart
from community.insights.forms import STATES, DecideForm, RenameForm
from community.insights.models import Need, NeedState
from community.insights.queries import need as queries
from community.insights.queries.board import needs_named
from community.insights.queries.need import NeedPage
from community.insights.views import blueprint
from community.members.models import Viewer
from community.members.session import visitor
from community.posts import addresses


@blueprint.get("/needs/<int:need_id>")
def need(need_id: int) -> ResponseReturnValue:
    """Show a need with its evidence; one that was joined with another leads there."""
    found = queries.get_need(need_id, visitor())
    if found.merged_into_id is not None and request.args.get("merged") != "1":
        return redirect(url_for(".need", need_id=found.merged_into_id), code=301)
    return render_need(found, visitor())


def render_need(found: Need, viewer: Viewer, form: DecideForm | None = None) -> str:
    """Render the page, with a decision that is being made or a fresh form."""
    page = queries.need_page(found, viewer, request.args.get("after"))
    form = form or DecideForm(
        data={
            "state": found.state, "decline_reason": found.decline_reason or "", "owner": found.owner_id or 0,
            "answer": found.answer, "answer_fa": found.answer_fa, "version": found.version,
        }
    )  # fmt: skip
    form.offer_owners(list(page.owners))
    words = clean_line(request.args.get("find", ""))[:100]
    return render_template(
        "insights/need.html",
        page=page,
        need=found,
        form=form,
        rename=RenameForm(title=found.title),
        find=words,
        candidates=needs_named(words, but=found) if words else [],
        chart=chart.trend(found.weekly, [(day, str(STATES[NeedState(state)])) for day, state in page.marks]),
        urls=_urls(page),
        kinds=queries.facts_of_kinds(found.figures),
        states=STATES,
    )


def _urls(page: NeedPage) -> dict[int, str]:
    """Return the address of every post that the page shows, by post id."""
    shown = [*page.evidence.rows, *page.refused, *(quote.evidence for quote in page.quotes)]
    posts = [evidence.voice.post for evidence in shown if evidence.voice.post]
    return {post.id: addresses.url_of(post) for post in [*posts, *page.ideas, *page.suggested_ideas]}
