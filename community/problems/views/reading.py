"""The page of a problem."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.language import slug as slug_of
from community.members.session import visitor
from community.posts import addresses
from community.posts.models import Kind
from community.posts.queries import thread_version
from community.problems import queries
from community.problems.forms import AnswerForm
from community.problems.models import Problem
from community.problems.views import blueprint
from community.problems.views.places import address_of
from community.search.related import related_posts
from community.web.guests import guest_page
from community.web.incoming import row_id
from community.web.rates import limit

SIMILAR_RATE = "120 per minute"
MOST_SIMILAR = 4


@blueprint.get("/problems/<int:problem_id>")
def find(problem_id: int) -> ResponseReturnValue:
    """Lead from the short address to the full one."""
    return redirect(_with_query(queries.get_problem(problem_id, visitor())), code=301)


@blueprint.get("/problems/<int:problem_id>/<slug>")
@guest_page(thread_version)
def show(problem_id: int, slug: str) -> ResponseReturnValue:
    """Show a problem with its answers; an old address leads to the present one."""
    problem = queries.get_problem(problem_id, visitor())
    if slug != slug_of(problem.title):
        return redirect(_with_query(problem), code=301)
    answer_id = request.args.get("answer", type=row_id)
    if answer_id is not None:
        cursor = queries.page_with(answer_id, problem, visitor())
        return redirect(address_of(problem, after=cursor))
    return render_problem(problem)


@blueprint.get("/problems/similar/<int:problem_id>")
def similar(problem_id: int) -> ResponseReturnValue:
    """Show what resembles a problem, as a part of its page; without script a link to the search stands there."""
    limit("similar", SIMILAR_RATE)
    problem = queries.get_problem(problem_id, visitor())
    found = related_posts(problem, visitor(), kinds=(Kind.PROBLEM, Kind.ARTICLE), limit=MOST_SIMILAR)
    return render_template("problems/_similar.html", similar=found, problem=problem, url_of=addresses.url_of)


def _with_query(problem: Problem) -> str:
    return address_of(problem, after=request.args.get("after"), answer=request.args.get("answer", type=row_id))


def render_problem(problem: Problem, form: AnswerForm | None = None, **more: object) -> str:
    """Render the page; `form` is an answer that could not be posted yet."""
    page = queries.problem_page(problem, visitor(), cursor=request.args.get("after"))
    if form is None and page.may_answer:
        form = AnswerForm(formdata=None, source=page.draft.fields.get("source") if page.draft else None)
    here = address_of(problem)
    cursors = {"previous": page.answers.page.previous_cursor, "next": page.answers.page.next_cursor}
    urls = {name: f"{here}?after={cursor}#answers" for name, cursor in cursors.items() if cursor}
    sign_in_url = url_for("members.sign_in", next=f"{here}#your-answer")
    return render_template(
        "problems/show.html", page=page, form=form, url=here, urls=urls, sign_in_url=sign_in_url, **more
    )
