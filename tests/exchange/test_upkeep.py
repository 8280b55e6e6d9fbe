"""Counts and renderings that can be made anew."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import update

from community.core import text
from community.core.database import db
from community.core.transaction import transaction
from community.posts.models import Post
from community.problems.models import Problem
from tests.factories import make_answer, make_comment, make_vote


def test_wrong_counts_are_found_and_mended(app: Any) -> None:
    answer = make_answer()
    make_comment(on=answer)
    make_vote(on=answer)
    with transaction():
        db.session.execute(update(Post).where(Post.id == answer.id).values(vote_count=9, comment_count=9))
        db.session.execute(update(Problem).where(Problem.id == answer.head_id).values(answer_count=9))

    first = app.test_cli_runner().invoke(args=["posts", "recount"])
    second = app.test_cli_runner().invoke(args=["posts", "recount"])

    assert "2 posts had a wrong count." in first.stdout
    assert "0 posts had a wrong count." in second.stdout


def test_posts_of_an_older_renderer_are_rendered_anew(app: Any) -> None:
    answer = make_answer(source="Try **this**.")
    answer_id = answer.id
    with transaction():
        answer.renderer_version = text.VERSION - 1
        answer.rendered = Markup("<p>old</p>")

    result = app.test_cli_runner().invoke(args=["posts", "rerender"])

    assert "1 posts were rendered anew." in result.stdout
    db.session.expire_all()
    fresh = db.session.get_one(Post, answer_id)
    assert "<strong>this</strong>" in fresh.rendered
    assert fresh.source == "Try **this**."
