"""The index follows the database, survives whatever happens to its folder, and never breaks a page."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from community.core import jobs
from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Visitor
from community.posts.actions import mark_resolved
from community.posts.models import Post
from community.search import actions
from community.search.engines import IndexBusyError, IndexUnavailableError
from community.search.engines.whoosh import folder, postings, schema, writing
from community.search.events import KeepIndexWhole
from community.search.jobs import keep_index_whole
from community.search.queries import indexing, results_page
from community.search.sought import Scope
from tests.client import Client
from tests.factories import make_answer, make_problem, make_product, set_state

pytestmark = pytest.mark.usefixtures("in_a_folder")

DoJobs = Callable[[], int]
Build = Callable[[], Path]


def found(text: str, **scope: object) -> list[str]:
    page = results_page(text, Visitor(), scope=Scope(**scope))  # type: ignore[arg-type]
    return [result.head.title for result in page.results]


def answers(client: Client) -> list[str]:
    """Ask every page of search, and return what they say."""
    paths = ("/search?q=kettle", "/search/suggest?q=ket", "/search/similar?title=my kettle leaks water")
    pages = [client.get(path) for path in paths]
    assert [page.status_code for page in pages] == [200, 200, 200]
    return [page.text for page in pages]


def spoil(build: Path) -> None:
    """Write nonsense over every file of the index."""
    for path in build.iterdir():
        path.write_bytes(b"nonsense" * (path.stat().st_size // 8 + 1))
    postings._held.forget()


def test_a_new_post_is_in_the_index_after_its_job(build: Build) -> None:
    problem = make_problem(title="The kettle leaks")

    assert dict(writing.stamps(build())).keys() == {problem.id}


def test_many_waiting_tasks_are_written_as_one(do_jobs: DoJobs) -> None:
    for _ in range(30):
        make_problem()

    done = do_jobs()

    assert done < 10
    assert len(dict(writing.stamps(folder.current()))) == 30


def test_a_task_done_twice_changes_nothing(build: Build) -> None:
    problem = make_problem(title="The kettle leaks")
    before = sorted(path.name for path in build().iterdir())

    actions.index_posts((problem.id,))

    assert sorted(path.name for path in folder.current().iterdir()) == before


def test_a_task_of_a_post_that_is_gone_takes_it_out(build: Build) -> None:
    problem = make_problem(title="The kettle leaks")
    build()
    with transaction():
        db.session.delete(db.session.get(Post, problem.id))

    actions.index_posts((problem.id, 999_999))

    assert dict(writing.stamps(folder.current())) == {}


def test_solving_a_thread_changes_what_hangs_below_it(do_jobs: DoJobs) -> None:
    problem = make_problem(title="It beeps")
    make_answer(problem=problem, source="Descale the boiler.")
    do_jobs()
    assert found("boiler", is_solved=True) == []

    with transaction():
        mark_resolved(db.session.get_one(Post, problem.id), resolved=True)
    do_jobs()

    assert found("boiler", is_solved=True) == ["It beeps"]


def test_without_an_index_the_database_answers_and_the_page_says_so(client: Client) -> None:
    make_problem(title="The kettle leaks", source="كتري خراب است")

    results, _, _ = answers(client)

    assert "Search is being put in order" in results
    assert "The <mark>kettle</mark> leaks" in results
    assert found("کتری‌ها") == ["The kettle leaks"]


def test_the_database_answers_within_the_scope_and_the_rights_of_the_viewer() -> None:
    product = make_product()
    make_problem(title="Kettle a", product=product, solved=True)
    make_problem(title="Kettle b")
    set_state(make_problem(title="Kettle c", product=product), "hidden")

    assert found("kettle", product_id=product.id) == ["Kettle a"]
    assert set(found("kettle")) == {"Kettle a", "Kettle b"}
    assert found("kettle", is_solved=False) == ["Kettle b"]
    assert found("%") == found("_") == found("'") == []


def test_a_deleted_folder_is_built_anew_by_itself(build: Build, client: Client) -> None:
    make_problem(title="The kettle leaks")
    shutil.rmtree(build())

    assert "put in order" in answers(client)[0]
    keep_index_whole(KeepIndexWhole())

    assert "put in order" not in answers(client)[0]
    assert found("kettle") == ["The kettle leaks"]


def test_the_whole_index_folder_may_be_deleted_while_it_is_read(build: Build, client: Client) -> None:
    make_problem(title="The kettle leaks")
    build()
    answers(client)
    shutil.rmtree(folder.root())

    answers(client)
    make_problem(title="Another kettle")
    jobs.run_due()

    assert set(found("kettle")) == {"The kettle leaks", "Another kettle"}


@pytest.mark.usefixtures("whoosh_leaves_files_open")
def test_a_damaged_index_is_noticed_by_its_readers_and_built_anew(build: Build, client: Client) -> None:
    make_problem(title="The kettle leaks")
    spoil(build())

    assert "put in order" in answers(client)[0]
    assert not folder.is_usable()
    keep_index_whole(KeepIndexWhole())

    assert folder.is_usable()
    assert "put in order" not in answers(client)[0]


@pytest.mark.parametrize("suffix", [".toc", ".seg"])
@pytest.mark.usefixtures("whoosh_leaves_files_open")
def test_one_damaged_file_breaks_no_page(build: Build, client: Client, suffix: str) -> None:
    for number in range(3):
        make_problem(title=f"The kettle leaks {number}")
    spoiled = [path for path in build().iterdir() if path.suffix == suffix]
    for path in spoiled:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    postings._held.forget()

    answers(client)
    keep_index_whole(KeepIndexWhole())

    assert len(found("kettle")) == 3


def test_an_index_that_was_marked_without_being_damaged_is_kept(build: Build) -> None:
    make_problem(title="The kettle leaks")
    before = build()
    folder.mark_broken(before)

    actions.keep_whole()

    assert folder.current() == before


def test_an_index_of_another_version_is_built_anew(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    make_problem(title="The kettle leaks")
    before = build()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)

    assert not folder.is_usable()
    actions.keep_whole()

    assert folder.current().name.startswith(schema.generation())
    assert not before.exists()


def test_a_whole_index_is_left_alone(build: Build) -> None:
    make_problem()
    before = build()

    actions.keep_whole()

    assert folder.current() == before


@pytest.mark.parametrize("content", ["", "nowhere", "../../etc", "\x00", "1.1-9999"])
def test_a_pointer_that_leads_nowhere_is_no_index(build: Build, client: Client, content: str) -> None:
    make_problem(title="The kettle leaks")
    build()
    (folder.root() / "current").write_text(content)

    with pytest.raises(IndexUnavailableError):
        folder.current()
    answers(client)


def test_a_lock_left_behind_by_a_killed_process_holds_nobody(build: Build) -> None:
    make_problem(title="The kettle leaks")
    build()
    for name in ("writing.lock", "building.lock"):
        (folder.root() / name).write_text("12345")
    make_problem(title="The second kettle")
    build()

    assert len(found("kettle")) == 2


def test_two_writers_take_turns_and_a_second_builder_goes_away(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    make_problem()
    build()
    monkeypatch.setattr(folder, "LONGEST_WAIT_SECONDS", 0.1)

    with folder.writing(), pytest.raises(IndexBusyError):
        actions.index_posts((1,))
    with folder.building():
        assert actions.rebuild() is None


def test_a_build_that_fails_leaves_the_old_one_in_use(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    make_problem(title="The kettle leaks")
    before = build()
    monkeypatch.setattr(writing, "document", lambda post: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.rebuild()

    assert folder.current() == before
    assert found("kettle") == ["The kettle leaks"]


def test_a_post_replaced_in_the_index_is_there_once(build: Build) -> None:
    problem = make_problem(title="The kettle leaks")
    path = build()

    for _ in range(3):
        writing.change(path, indexing.posts_of([problem.id]), gone=[problem.id])

    assert len(list(writing.stamps(path))) == 1
    assert len(found("kettle")) == 1


def test_readiness_tells_whether_there_is_an_index(build: Build, client: Client) -> None:
    assert client.get("/-/ready").get_json()["search"] == "down"

    make_problem()
    build()

    assert client.get("/-/ready").get_json()["search"] == "ready"


def test_the_worker_looks_after_the_index_each_minute() -> None:
    jobs.schedules.tick()

    assert db.session.get(jobs.Schedule, "search.KeepIndexWhole") is not None


def test_another_process_sees_what_was_written(build: Build) -> None:
    make_problem(title="The kettle leaks")
    build()
    assert found("kettle")
    elsewhere = postings._Held()
    first = elsewhere.fresh().size
    make_problem(title="Another kettle")
    build()
    elsewhere.looked_at = 0

    assert (first, elsewhere.fresh().size) == (1, 2)


def test_search_loads_no_numpy() -> None:
    code = (
        "import sys; from community.search import actions, cli, jobs, listeners, similar, views;"
        "print(sorted({'numpy', 'scipy', 'sklearn'} & set(sys.modules)))"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
