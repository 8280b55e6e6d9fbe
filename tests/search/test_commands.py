"""The commands of search, through which its quality is measured."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from community.core.database import db
from community.core.transaction import transaction
from community.posts.models import Post
from community.search.engines import engine
from tests.factories import make_idea, make_problem, set_state

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command of search, failing the test if it fails."""

    def command(*arguments: str, fails: bool = False) -> Result:
        result = app.test_cli_runner().invoke(args=["search", *arguments])
        assert (result.exit_code != 0) == fails, result.output
        return result

    return command


def named(title: str, external_id: str) -> Post:
    problem = make_problem(title=title, source="As the title says.")
    with transaction():
        db.session.get_one(Post, problem.id).external_id = external_id
    return problem


def test_similar_answers_straight_after_posts_came_in(run: Run) -> None:
    named("The kettle leaks water", "mail-17")
    named("The door squeaks", "mail-18")

    result = run("similar", "my kettle leaks some water", "--kind", "problem", "--limit", "1", "--json")

    (line,) = result.stdout.splitlines()
    (found,) = json.loads(line)["results"]
    assert found["id"] == "mail-17"
    assert 0 < found["score"] <= 1
    assert found["shown"] is True
    assert "Building the index" in result.stderr


def test_a_file_of_queries_is_answered_line_by_line(run: Run, tmp_path: Path) -> None:
    named("The kettle leaks water", "p1")
    idea = make_idea(title="A kettle that whistles")
    queries = [
        {"id": "a", "text": "kettle leaks water everywhere", "kind": "problem"},
        {"id": "b", "text": "a whistling kettle please", "kind": "idea"},
        {"id": "c", "text": "کتری"},
    ]
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in queries) + "\n\n", encoding="utf-8")

    result = run("similar", "--queries", str(path), "--limit", "10", "--json")

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["id"], [found["id"] for found in one["results"]]) for one in answers] == [
        ("a", ["p1"]),
        ("b", [f"post-{idea.id}"]),
        ("c", []),
    ]


def test_results_come_best_first(run: Run) -> None:
    named("Green kettle", "far")
    named("The kettle leaks water", "near")

    (line,) = run("similar", "kettle leaks water", "--json").stdout.splitlines()

    results = json.loads(line)["results"]
    assert [one["id"] for one in results] == ["near", "far"]
    assert results[0]["score"] > results[1]["score"]


def test_waiting_tasks_are_done_before_the_answer(run: Run, do_jobs: Callable[[], int]) -> None:
    named("The kettle leaks water", "old")
    do_jobs()
    named("The kettle leaks again", "new")

    result = run("similar", "the kettle leaks again", "--json")

    assert json.loads(result.stdout)["results"][0]["id"] == "new"
    assert "tasks are waiting" in result.stderr


def test_withdrawn_posts_are_not_answered(run: Run, do_jobs: Callable[[], int]) -> None:
    problem = named("The kettle leaks water", "secret")
    do_jobs()
    set_state(problem, "hidden")

    for command in ("similar", "query"):
        assert json.loads(run(command, "the kettle leaks water", "--json").stdout)["results"] == []


def test_query_answers_as_the_results_page_does(run: Run, tmp_path: Path) -> None:
    named("The kettle leaks water", "p1")
    make_idea(title="A kettle that whistles")
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": 1, "text": "kettle", "kind": "problem"}\n', encoding="utf-8")

    result = run("query", "--queries", str(path))

    (answer,) = (json.loads(line) for line in result.stdout.splitlines())
    assert (answer["id"], [one["id"] for one in answer["results"]]) == (1, ["p1"])


def test_without_json_people_can_read_it(run: Run) -> None:
    named("The kettle leaks water", "p1")

    assert "p1  The kettle leaks water" in run("similar", "the kettle leaks").stdout


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": 1}', '{"text": "a"}', "7"])
def test_a_line_that_is_no_query_is_named(run: Run, tmp_path: Path, line: str) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": 1, "text": "a b c"}\n' + line + "\n", encoding="utf-8")

    assert "Line 2" in run("similar", "--queries", str(path), fails=True).stderr


def test_nothing_asked_is_an_error(run: Run) -> None:
    assert "Give a text" in run("similar", fails=True).stderr


def test_rebuild_says_how_much_it_wrote(run: Run) -> None:
    make_problem()
    make_problem()

    assert "2 posts" in run("rebuild").stdout


def test_check_repairs_and_says_what(run: Run, do_jobs: Callable[[], int]) -> None:
    problem = make_problem()
    do_jobs()
    assert "exactly" in run("check").stdout

    with engine().writing() as index:
        index.change([], gone=[problem.id])

    assert "1 missing, 0 extra, 0 outdated" in run("check").stdout
    assert "exactly" in run("check").stdout


def test_check_without_an_index_says_what_to_do(run: Run) -> None:
    assert "flask search rebuild" in run("check", fails=True).stderr


def test_rebuild_beside_another_one_goes_away(run: Run) -> None:
    with engine().building():
        assert "already" in run("rebuild", fails=True).stderr
