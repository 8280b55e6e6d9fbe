"""The page of a need."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import locale
from community.core.text import clean_line
from community.insights import chart, targets
from community.insights.actions.correcting import mood_of
from community.insights.forms import FACTORS, KINDS, MOODS, STATES, CorrectForm, DecideForm, NoteForm, RenameForm
from community.insights.models import Need, NeedState
from community.insights.queries import need as queries
from community.insights.queries.around import voices_saying
from community.insights.queries.board import needs_named
from community.insights.queries.loop import loop_of
from community.insights.queries.need import NeedPage
from community.insights.queries.voices import words_at
from community.insights.views import blueprint
from community.members.models import Viewer
from community.members.session import visitor
from community.posts import addresses

LONGEST_WORDS = 100


@blueprint.get("/needs/<int:need_id>")
def need(need_id: int) -> ResponseReturnValue:
    """Show a need with its evidence; one that was joined with another leads there."""
    found = queries.get_need(need_id, visitor())
    if found.merged_into_id is not None and request.args.get("merged") != "1":
        return redirect(url_for(".need", need_id=found.merged_into_id), code=301)
    return render_need(found, visitor())


def render_need(found: Need, viewer: Viewer, form: DecideForm | None = None, *, note: NoteForm | None = None) -> str:
    """Render the page, with a decision or a note that is being made or fresh forms."""
    page = queries.need_page(found, viewer, request.args.get("after"))
    form = form or _fresh(found)
    form.offer_owners(list(page.owners))
    form.offer_quarters()
    return render_template(
        "insights/need.html",
        page=page,
        need=found,
        form=form,
        note=note or NoteForm(formdata=None),
        rename=RenameForm(formdata=None, title=found.title),
        correct=CorrectForm(formdata=None),
        chart=chart.trend(found.weekly, _marks(page)),
        marks=[(locale.day(day), name) for day, name in _marks(page)],
        urls={post.id: addresses.url_of(post) for post in page.posts},
        kinds=queries.facts_of_kinds(found.figures),
        target=targets.target_words(found.target_on, is_quarter=found.target_is_quarter),
        after=request.args.get("after"),
        states=STATES,
        moods=MOODS,
        mood_of=mood_of,
        words_at=words_at,
        voice_kinds=KINDS,
        factors=FACTORS,
        loop=loop_of(found, viewer),
        **_sought(found, viewer),
    )


def _fresh(found: Need) -> DecideForm:
    asked = request.args.get("state", "")
    on, is_quarter = found.target_on, found.target_is_quarter
    return DecideForm(
        formdata=None,
        data={
            "state": asked if asked in set(NeedState) else found.state,
            "decline_reason": found.decline_reason or "", "owner": found.owner_id or 0,
            "quarter": on.isoformat() if on and is_quarter else "",
            "target_day": locale.entry_of(on) if on and not is_quarter else "",
            "answer": found.answer, "answer_fa": found.answer_fa, "move_ideas": True, "version": found.version,
        },
    )  # fmt: skip


def _sought(found: Need, viewer: Viewer) -> dict[str, Any]:
    """Return what the reader looks for: another need, or posts to add."""
    find, add = (clean_line(request.args.get(name, ""))[:LONGEST_WORDS] for name in ("find", "add"))
    posts = voices_saying(add, found, viewer) if add else []
    return {
        "find": find,
        "candidates": needs_named(find, but=found) if find else [],
        "add": add,
        "addable": [(post, addresses.url_of(post)) for post in posts],
    }


def _marks(page: NeedPage) -> Sequence[tuple[date, str]]:
    """Return releases and decisions by their day, for the timeline."""
    decisions = [(day, str(STATES[NeedState(state)])) for day, state in page.marks]
    return sorted([*page.releases, *decisions])
