"""Bring contributions in."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from community.core.database import db
from community.core.jobs import Job
from community.exchange.actions import Importer, Outcome
from community.members.models import Member
from community.posts.models import Post
from community.problems.models import Problem
from community.products.models import Product
from tests.factories import make_member, make_problem


def imported(*lines: dict[str, Any] | str) -> Outcome:
    """Import the lines; a string stands for itself."""
    with tempfile.TemporaryFile() as file:
        for line in lines:
            file.write((line if isinstance(line, str) else json.dumps(line)).encode() + b"\n")
        file.seek(0)
        importer = Importer(file)
        for _ in importer.run():
            pass
    return importer.outcome


def post(external_id: str) -> Post:
    found = db.session.scalar(select(Post).where(Post.external_id == external_id))
    assert found is not None
    return found


def problem(**fields: Any) -> dict[str, Any]:
    return {"id": "p1", "kind": "problem", "text": "It beeps all night."} | fields


def answer(**fields: Any) -> dict[str, Any]:
    return {"id": "a1", "kind": "answer", "text": "Change the battery.", "parent": "p1"} | fields


def review(**fields: Any) -> dict[str, Any]:
    return {"id": "r1", "kind": "review", "text": "Good.", "product": "lamp", "rating": 4} | fields


def test_a_line_becomes_a_post_with_all_it_says() -> None:
    line = problem(
        title="Beeping", author="u-7", author_name="Sara", organization="Pars", product="lamp",
        at="2026-03-01T10:00:00+03:30", lang="en",
    )  # fmt: skip

    assert imported(line).bad == []

    one = post("p1")
    assert isinstance(one, Problem)
    assert (one.title, one.source, one.language) == ("Beeping", "It beeps all night.", "en")
    assert one.author is not None
    assert (one.author.name, one.author.external_id, one.author.email) == ("Sara", "u-7", None)
    assert one.organization is not None
    assert one.organization.name == "Pars"
    assert one.product is not None
    assert one.product.slug == "lamp"
    assert one.created_at.isoformat() == "2026-03-01T06:30:00+00:00"
    assert one.shown


def test_the_same_file_again_adds_nothing() -> None:
    lines = [problem(), answer(), review(author="Ali")]
    imported(*lines)

    again = imported(*lines)

    assert (again.added, again.unchanged, again.bad) == (0, 3, [])
    assert db.session.scalar(select(func.count(Post.id))) == 3
    assert db.session.scalar(select(func.count(Member.id))) == 1


def test_bad_lines_are_named_and_good_ones_kept() -> None:
    outcome = imported(
        problem(id="good"),
        "{not json",
        "[1, 2]",
        problem(id="b1", kind="poem"),
        problem(id="b2", text="  "),
        problem(id="b3", at="yesterday"),
        review(id="b4", product=None),
        review(id="b5", rating=6),
        review(id="b6", rating=True),
        problem(id="b7", rating=3),
        answer(id="b8", parent=None),
        answer(id="b9", parent="nowhere"),
        problem(id="b10", accepted=True),
        problem(id="good"),
        problem(id="b11", text="x" * 20_001),
        problem(id="b12", title=7),
        {"kind": "problem", "text": "without id"},
    )

    assert [number for number, _ in outcome.bad] == list(range(2, 18))
    reasons = dict(outcome.bad)
    assert reasons[2] == "not JSON"
    assert reasons[4] == "unknown kind 'poem'"
    assert reasons[7] == "review without product"
    assert reasons[12] == "there is no such parent"
    assert outcome.added == 1


def test_an_answer_stands_under_a_problem_only() -> None:
    outcome = imported(review(), answer(parent="r1"), {"id": "c1", "kind": "comment", "text": "ok", "parent": "r1"})

    assert outcome.bad == [(2, "an answer cannot stand under a review")]
    assert post("c1").parent_id == post("r1").id


def test_parents_may_stand_later_in_the_file() -> None:
    comment = {"id": "c1", "kind": "comment", "text": "Thanks!", "parent": "a1"}

    outcome = imported(comment, answer(accepted=True), problem())

    assert (outcome.added, outcome.bad) == (3, [])
    one = post("p1")
    assert isinstance(one, Problem)
    assert one.accepted_answer_id == post("a1").id
    assert one.resolved_at is not None
    assert one.answer_count == 1
    assert post("a1").comment_count == 1
    assert post("c1").thread_id == one.id


def test_a_problem_accepts_one_answer() -> None:
    outcome = imported(problem(), answer(accepted=True), answer(id="a2", accepted=True))

    assert outcome.bad == [(3, "this problem has an accepted answer already")]


def test_without_an_author_each_post_is_nobodys() -> None:
    imported(review(id="r1"), review(id="r2"))

    assert post("r1").author_id is None
    assert post("r2").author_id is None
    assert db.session.scalar(select(func.count(Member.id))) == 0


def test_a_known_author_reviews_a_product_once() -> None:
    outcome = imported(
        review(author="Ali"), review(id="r2", author="Ali"), review(id="r3", author="Ali", product="fan")
    )

    assert outcome.bad == [(2, "this author has reviewed this product already")]


def test_a_review_without_stars_stays_outside_the_score() -> None:
    imported(review(rating=5), review(id="r2", rating=None), review(id="r3", rating=4))

    product = db.session.scalar(select(Product))
    assert product is not None
    assert (product.score_sum, product.score_count) == (9, 2)


def test_an_author_is_found_by_the_name_that_one_member_has() -> None:
    member = make_member(name="Narges Salimi")

    imported(problem(author="Narges Salimi"))

    assert post("p1").author_id == member.id


def test_a_head_without_title_is_named_by_its_first_words() -> None:
    imported(problem(text="The modem **restarts** every night at two o'clock, " + "and so on " * 20))

    assert post("p1").title.startswith("The modem restarts every night at two o'clock")
    assert len(post("p1").title) <= 81


def test_index_and_needs_engine_are_told_by_jobs() -> None:
    imported(problem())

    assert set(db.session.scalars(select(Job.kind))) == {"search.IndexPosts", "insights.ReadPosts"}


def test_what_is_imported_hides_with_its_parent() -> None:
    imported(problem(state="hidden"), answer())

    assert not post("a1").shown


def test_an_answer_to_a_thread_that_is_here_already_moves_it_up() -> None:
    imported(problem(at="2026-01-01T00:00:00Z"))
    version = post("p1").thread_version

    imported(answer(at="2026-02-01T00:00:00Z"))

    db.session.expire_all()
    assert post("p1").last_activity_at.isoformat() == "2026-02-01T00:00:00+00:00"
    assert post("p1").thread_version > version


def test_the_command_lists_bad_lines_and_says_so_by_its_status(app: Any, tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(json.dumps(problem()) + "\nnonsense\n")

    result = app.test_cli_runner().invoke(args=["posts", "import", str(file)])

    assert result.exit_code == 1
    assert "line 2: not JSON" in result.stderr
    assert "1 added, 0 there already, 1 bad." in result.stdout


def test_what_is_exported_can_be_imported(app: Any, tmp_path: Path) -> None:
    lines = [
        problem(title="Beeping", author="u-7", author_name="Sara", product="lamp", at="2026-03-01T10:00:00+00:00"),
        answer(accepted=True, author="Ali"),
        review(author="u-7", author_name="Sara", pros="Bright", cons="Hot"),
    ]
    imported(*lines)
    make_problem(title="Secret", state="hidden")

    out = app.test_cli_runner().invoke(args=["posts", "export"])
    written = [json.loads(line) for line in out.stdout.splitlines()]

    assert [one["id"] for one in written] == ["p1", "r1", "a1"]
    for before in lines:
        after = next(one for one in written if one["id"] == before["id"])
        assert {name: after[name] for name in before if name != "at"} == {k: v for k, v in before.items() if k != "at"}
    assert imported(*written).unchanged == 3


def test_who_gave_an_accepted_answer_earns_reputation(do_jobs: Callable[[], None]) -> None:
    imported(problem(author="Sara"), answer(accepted=True, author="Ali"))

    do_jobs()

    helper = post("a1").author
    assert helper is not None
    db.session.refresh(helper)
    assert helper.reputation > 0


def test_what_this_installation_exported_is_there_already(app: Any) -> None:
    make_problem(title="Written here")
    written = [json.loads(line) for line in app.test_cli_runner().invoke(args=["posts", "export"]).stdout.splitlines()]

    again = imported(*written)
    foreign = imported(written[0] | {"at": "2026-01-01T00:00:00+00:00"})

    assert (again.added, again.unchanged) == (0, 1)
    assert foreign.added == 1
