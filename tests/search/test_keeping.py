"""Every engine's index is built, kept and built anew by itself, and is never missed by a page."""

from collections.abc import Callable, Iterator

import pytest

from community.core import language
from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Visitor
from community.posts.models import Post
from community.search import actions
from community.search.documents import IndexedPost
from community.search.engines import IndexUnavailableError, engine
from community.search.events import KeepIndexWhole
from community.search.jobs import keep_index_whole
from community.search.queries import indexing, results_page
from community.search.sought import Scope, read_query
from tests.client import Client
from tests.factories import make_problem, set_state

DoJobs = Callable[[], int]


def found(text: str) -> set[int]:
    return {hit.id for hit in engine().find(read_query(text), Scope()).hits}


def test_without_an_index_the_database_answers_and_the_page_says_so(client: Client) -> None:
    make_problem(title="The kettle leaks")

    page = client.get("/search?q=kettle")

    assert not engine().is_usable()
    assert "Search is being put in order" in page.text
    assert "kettle</mark> leaks" in page.text
    with pytest.raises(IndexUnavailableError):
        engine().find(read_query("kettle"), Scope())


def test_the_first_post_builds_the_index(do_jobs: DoJobs) -> None:
    problem = make_problem(title="The kettle leaks")

    do_jobs()

    assert engine().is_usable()
    assert found("kettle") == {problem.id}


def test_a_title_cut_in_the_middle_of_a_word_is_indexed(do_jobs: DoJobs) -> None:
    problem = make_problem(title="The kettle forgets its set", source="The kettle forgets its settings at night.")

    do_jobs()

    assert found("kettle settings") == {problem.id}


def test_a_new_version_of_the_analyzer_builds_anew_by_itself(do_jobs: DoJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = make_problem(title="The kettle leaks")
    do_jobs()
    monkeypatch.setattr(language, "VERSION", language.VERSION + 1)
    assert not engine().is_usable()

    keep_index_whole(KeepIndexWhole())

    assert found("kettle") == {problem.id}


def test_a_check_finds_and_repairs_what_is_missing_extra_and_outdated(do_jobs: DoJobs) -> None:
    missing, extra, stale = (make_problem(title=f"Kettle {word}") for word in ("m", "e", "s"))
    do_jobs()
    with engine().writing() as index:
        index.change([], gone=[missing.id])
    with transaction():
        db.session.get_one(Post, extra.id).shown = False
        row = db.session.get_one(Post, stale.id)
        row.title, row.version = "Teapot", row.version + 1

    drift = actions.check()

    assert (drift.missing, drift.extra, drift.stale) == ((missing.id,), (extra.id,), (stale.id,))
    assert not actions.check()
    assert found("kettle") == {missing.id}
    assert found("teapot") == {stale.id}


def test_what_changes_while_the_index_is_built_is_in_it_afterwards(
    do_jobs: DoJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, withdrawn = make_problem(title="An early kettle"), make_problem(title="A withdrawn kettle")
    do_jobs()
    read, late = indexing.posts_to_index, []

    def slowly() -> Iterator[IndexedPost]:
        yield from list(read())
        late.append(make_problem(title="A late kettle").id)
        set_state(withdrawn, "hidden")
        actions.index_posts((*late, withdrawn.id))

    monkeypatch.setattr(indexing, "posts_to_index", slowly)
    actions.rebuild()

    assert found("kettle") == {early.id, *late}
    assert not actions.check()


def test_a_second_builder_goes_away_and_one_that_fails_leaves_the_old_index(do_jobs: DoJobs) -> None:
    problem = make_problem(title="The kettle leaks")
    do_jobs()

    with pytest.raises(ZeroDivisionError), engine().building():
        assert actions.rebuild() is None
        raise ZeroDivisionError

    assert found("kettle") == {problem.id}
    assert actions.rebuild() == 1


def test_frequencies_follow_what_is_taken_out_and_put_back(do_jobs: DoJobs) -> None:
    problem = make_problem(title="The kettle leaks")
    do_jobs()
    set_state(problem, "hidden")
    do_jobs()
    assert (found("kettle"), engine().spellings("kettle")) == (set(), [])

    set_state(problem, "visible")
    do_jobs()

    assert found("kettle") == {problem.id}
    assert [one.posts for one in engine().spellings("kettle")] == [1]
    assert results_page("kettle", Visitor(), scope=Scope()).count == 1
