"""What every engine answers alike, asked as the features ask it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from community.core.database import db
from community.core.transaction import transaction
from community.posts.models import Audience, Post
from community.search import actions
from community.search.engines import engine
from community.search.sought import Scope, Sought, Word, read_query
from tests.factories import make_answer, make_idea, make_member, make_problem, make_product, set_state

DoJobs = Callable[[], int]


@pytest.fixture(autouse=True)
def _an_index() -> None:
    """Have an index, of no posts yet."""
    actions.rebuild()


def change(post: Post, **changes: object) -> None:
    with transaction():
        row = db.session.get_one(Post, post.id)
        for name, value in changes.items():
            setattr(row, name, value)
        row.version += 1
    actions.index_posts((post.id,))


def find(sought: Sought | str, **scope: object) -> list[int]:
    sought = read_query(sought) if isinstance(sought, str) else sought
    return [hit.id for hit in engine().find(sought, Scope(**scope)).hits]  # type: ignore[arg-type]


def word(term: str, **ways: object) -> Sought:
    return Sought(term, (Word(term, **ways),), (term,))  # type: ignore[arg-type]


def test_words_in_the_title_come_before_words_in_the_text(do_jobs: DoJobs) -> None:
    below = make_problem(title="A question", source="The kettle leaks and leaks.")
    above = make_problem(title="The kettle leaks", source="See the picture.")
    very = make_problem(title="Kettle leak", source="Since Monday.")
    make_problem(title="The door squeaks")
    do_jobs()

    assert find("kettle leak") == [very.id, above.id, below.id]


def test_a_post_with_most_of_the_words_is_found(do_jobs: DoJobs) -> None:
    problem = make_problem(title="The kettle leaks", source="Water everywhere, since monday.")
    make_problem(title="The door squeaks", source="On monday.")
    do_jobs()

    found = engine().find(read_query("kettle water monday zebra"), Scope())

    assert [hit.id for hit in found.hits] == [problem.id]
    assert found.is_loose


def test_excluded_words_keep_posts_out(do_jobs: DoJobs) -> None:
    stays = make_problem(title="The kettle leaks")
    make_problem(title="The kettle smokes")
    do_jobs()

    assert find(Sought("kettle", (Word("kettl"),), ("kettle",), without=(Word("smoke"),))) == [stays.id]


def test_a_phrase_stands_side_by_side(do_jobs: DoJobs) -> None:
    exact = make_problem(title="Broken", source="It says paper jam again.")
    make_problem(title="Broken too", source="The jam is full of paper.")
    do_jobs()
    words = (Word("paper"), Word("jam"))

    assert find(Sought("paper jam", words, ("paper", "jam"), phrases=(("paper", "jam"),))) == [exact.id]


def test_a_synonym_meets_the_word_for_less(do_jobs: DoJobs) -> None:
    other = make_problem(title="The boiling jug")
    itself = make_problem(title="The kettle")
    do_jobs()

    assert find(word("kettl", also=(("boil", "jug"),))) == [itself.id, other.id]


def test_a_code_is_met_by_its_parts(do_jobs: DoJobs) -> None:
    problem = make_problem(title="My AX-3000 is dead")
    make_problem(title="The 3000 others")
    do_jobs()

    assert find("ax3000") == find("AX 3000") == [problem.id]


def test_every_fact_of_the_scope_narrows(do_jobs: DoJobs) -> None:
    product, author = make_product(), make_member()
    problem = make_problem(title="Kettle one", product=product, by=author, solved=True)
    answer = make_answer(problem=problem, source="A kettle answer")
    idea = make_idea(title="Kettle two")
    do_jobs()
    change(answer, official=True)
    change(idea, created_at=datetime(2024, 5, 2, tzinfo=UTC))
    fresh = {"since": datetime(2024, 5, 1, tzinfo=UTC), "until": datetime(2024, 6, 1, tzinfo=UTC)}

    assert set(find("kettle")) == {problem.id, answer.id, idea.id}
    assert set(find("kettle", kind="problem")) == {problem.id, answer.id}
    assert find("kettle", kind="idea") == find("kettle", **fresh) == [idea.id]
    assert find("kettle", product_id=product.id, author_id=author.id) == [problem.id]
    assert set(find("kettle", is_solved=True)) == {problem.id, answer.id}
    assert find("kettle", is_solved=False) == [idea.id]
    assert find("kettle", is_official=True) == [answer.id]
    assert find("kettle", language="fa") == []


def test_titles_are_found_by_how_their_words_begin(do_jobs: DoJobs) -> None:
    older = make_problem(title="The kettle leaks")
    newer = make_problem(title="Leaking kettles")
    make_problem(title="The door squeaks", source="kettle leak")
    do_jobs()

    assert engine().beginning(read_query("lea ket"), Scope(), limit=5) == [newer.id, older.id]
    assert engine().beginning(read_query("lea ket"), Scope(), limit=1) == [newer.id]


def test_known_words_within_one_slip_are_told_with_witnesses(do_jobs: DoJobs) -> None:
    first = make_problem(title="The kettle leaks")
    second = make_problem(title="Another kettle")
    make_problem(title="The nettle stings")
    do_jobs()

    found = engine().spellings("ketle")

    assert [(one.word, one.posts, set(one.witnesses)) for one in found] == [("kettle", 2, {first.id, second.id})]
    assert {one.word for one in engine().spellings("kettle")} == {"kettle", "nettle"}


def test_words_of_posts_that_not_everyone_sees_are_never_told(do_jobs: DoJobs) -> None:
    hidden = make_problem(title="Project zorblax one")
    staff = make_problem(title="Project quixomat two")
    do_jobs()
    set_state(hidden, "hidden")
    do_jobs()
    change(staff, audience=Audience.STAFF)

    assert engine().spellings("zorblax") == engine().spellings("zorblxa") == []
    assert engine().spellings("quixomat") == engine().spellings("quixmat") == []


def test_resembling_texts_are_found_in_spite_of_slips(do_jobs: DoJobs) -> None:
    near = make_problem(title="The kettle leaks water", source="All over the table.")
    make_problem(title="The door squeaks", source="Each time it opens.")
    idea = make_idea(title="A kettle that leaks no water")
    do_jobs()
    problems, both = [["kind:problem"]], [["kind:problem", "kind:idea"]]

    found = engine().closest("my kettel leeks watter", facts=problems, limit=1)

    assert [one.id for one in found] == [near.id]
    assert {one.id for one in engine().closest("kettle leaks water", facts=both, limit=2)} == {near.id, idea.id}


def test_hostile_words_are_only_words(do_jobs: DoJobs) -> None:
    problem = make_problem(title="It's \\ a \"kettle\" & <b> | ! : * 'x' (y) c++")
    do_jobs()

    assert find("kettle") == [problem.id]
    for text in ("'", "\\", "a & ! | b:*", "c++", '"kettle', "NEAR(kettle)", "kettle OR door AND NOT x", "%", "\x00"):
        engine().find(read_query(text), Scope())
        engine().closest(f"{text} kettle a b c", facts=[["kind:problem"]], limit=3)
        engine().beginning(read_query(text), Scope(), limit=3)
        engine().spellings(text)
