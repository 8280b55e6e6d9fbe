"""Where problems and answers are read."""

from flask import url_for

from community.core.language import slug
from community.core.paging import PAGE_SIZE
from community.posts import addresses
from community.posts.models import Kind, Post
from community.problems.models import Answer, Problem
from community.problems.views import blueprint


def address_of(problem: Post, after: str | None = None, answer: int | None = None) -> str:
    """Return the one address of a problem's page; the end of it is made of the title."""
    return url_for("problems.show", problem_id=problem.id, slug=slug(problem.title), after=after, answer=answer)


def place_of(head: Post, post: Post) -> str:
    """Return the address of the page on which a post stands; a long thread finds it when the page is opened."""
    if isinstance(head, Problem) and head.answer_count > PAGE_SIZE:
        return address_of(head, answer=post.id if isinstance(post, Answer) else post.parent_id)
    return address_of(head)


blueprint.add_app_template_filter(address_of, "problem_url")
addresses.register(Kind.PROBLEM, address_of, place=place_of)
addresses.register_composer("problem", lambda number: url_for("problems.ask", draft=number or None))
addresses.register_composer(
    "answer", lambda problem_id: url_for("problems.find", problem_id=problem_id, _anchor="your-answer")
)
addresses.register_composer("problem_edit", lambda problem_id: url_for("problems.edit", problem_id=problem_id))
addresses.register_composer("answer_edit", lambda answer_id: url_for("problems.edit_answer", answer_id=answer_id))
