"""What a search finds, in which order, and how it is shown."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from community.core.observations import _waiting
from community.members.models import Visitor
from community.search.queries import results_page
from community.search.sought import Scope
from tests.client import Client
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_idea,
    make_problem,
    make_product,
    make_review,
    make_vote,
)
from tests.page import read_page
from tests.statements import at_most_queries

DoJobs = Callable[[], int]


def titles(text: str, **scope: object) -> list[str]:
    page = results_page(text, Visitor(), scope=Scope(**scope))  # type: ignore[arg-type]
    return [result.head.title for result in page.results]


def test_each_kind_of_post_is_found_by_its_words(do_jobs: DoJobs) -> None:
    make_problem(title="The lamp flickers", source="Since Monday.")
    make_idea(title="A quieter fan", source="The present one hums like a lamp.")
    make_article(title="Care of your lamp", source="Dust it.")
    make_review(title="Fine", source="The lamp is bright.")
    do_jobs()

    assert set(titles("lamp")) == {"The lamp flickers", "A quieter fan", "Care of your lamp", "Fine"}


def test_an_answer_is_shown_as_its_thread(do_jobs: DoJobs, client: Client) -> None:
    problem = make_problem(title="It is slow", source="Very.")
    answer = make_answer(problem=problem, source="Empty the cache of the browser.")
    do_jobs()

    page = read_page(client.get("/search?q=cache browser"))

    assert page.has("link", "It is slow")
    assert page.one("link", "From an answer below “It is slow”")["href"] == f"/p/{answer.id}"


def test_a_thread_is_one_result_however_many_of_its_posts_match(do_jobs: DoJobs) -> None:
    problem = make_problem(title="Kettle leaks", source="The kettle drips.")
    make_comment(on=make_answer(problem=problem, source="Which kettle?"), source="The blue kettle.")
    do_jobs()

    page = results_page("kettle", Visitor(), scope=Scope())

    assert (len(page.results), page.count) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("کتاب‌های آموزشی", "كتابهاي اموزشي"),
        ("نمی‌خواهم بفروشم", "نمیخواهم"),
        ("می خواهم عوضش کنم", "می‌خواهم"),
        ("کد ۱۲۳۴ نمایش داده شد", "1234"),
        ("مدل AX-3000 خراب شد", "ax3000"),
        ("گوشی‌ام روشن نمی‌شود", "گوشیم"),
        ("The batteries drained", "battery drain"),
    ],
)
def test_spellings_of_the_same_words_find_each_other(do_jobs: DoJobs, typed: str, sought: str) -> None:
    make_problem(title=typed, source="…؟ بله")
    make_problem(title="چیز دیگری", source="Something else altogether.")
    do_jobs()

    assert titles(sought) == [typed]


@pytest.mark.parametrize("title", ["Router reset", "AX-3000 reset", "باتری مودم", "ریست کردن مودم"])
def test_the_very_title_comes_first(do_jobs: DoJobs, title: str) -> None:
    make_problem(title=title, source="How?", at=datetime(2020, 1, 1, tzinfo=UTC))
    make_problem(title=f"{title} {title} again", source=f"{title} " * 20, solved=True)
    make_article(title=f"How to: {title} at home", source=f"{title}. {title}!")
    do_jobs()

    assert titles(title.lower())[0] == title


def test_a_title_counts_more_than_a_body(do_jobs: DoJobs) -> None:
    make_problem(title="Strange noise", source="I hear it beside the window, near the heater.")
    make_problem(title="Window handle", source="It turned loose yesterday evening.")
    do_jobs()

    assert titles("window") == ["Window handle", "Strange noise"]


def test_of_two_alike_the_solved_one_comes_first(do_jobs: DoJobs) -> None:
    make_problem(title="Printer jams (a)", source="Paper stays inside.", solved=True)
    make_problem(title="Printer jams (b)", source="Paper stays inside.")
    do_jobs()

    assert titles("printer jams paper") == ["Printer jams (a)", "Printer jams (b)"]


def test_of_two_alike_the_more_helpful_one_comes_first(do_jobs: DoJobs) -> None:
    liked = make_idea(title="Longer cable (a)", source="Please.")
    make_idea(title="Longer cable (b)", source="Please.")
    for _ in range(3):
        make_vote(on=liked)
    do_jobs()

    assert titles("longer cable")[0] == liked.title


def test_what_has_all_the_words_hides_what_has_few_of_them(do_jobs: DoJobs) -> None:
    make_problem(title="Blue screen after update", source="Since then.")
    make_problem(title="Green kettle", source="After lunch.")
    do_jobs()

    assert titles("blue screen update") == ["Blue screen after update"]


def test_what_comes_nearest_is_found_and_said_to_be_only_near(do_jobs: DoJobs, client: Client) -> None:
    make_problem(title="Washing machine stops", source="It beeps.")
    do_jobs()

    page = read_page(client.get("/search?q=washing zeppelin"))

    assert page.has("link", "Washing machine stops")
    assert "Nothing has all of these words" in page.text


def test_filters_narrow_by_kind_product_and_solved(do_jobs: DoJobs) -> None:
    product = make_product()
    make_problem(title="Door a", product=product, solved=True)
    make_problem(title="Door b", product=product)
    make_problem(title="Door c", solved=True)
    make_idea(title="Door d", product=product)
    do_jobs()

    assert set(titles("door", kind="problem")) == {"Door a", "Door b", "Door c"}
    assert set(titles("door", product_id=product.id)) == {"Door a", "Door b", "Door d"}
    assert set(titles("door", is_solved=True)) == {"Door a", "Door c"}
    assert set(titles("door", is_solved=False, kind="problem")) == {"Door b"}


def test_answers_are_narrowed_by_what_their_thread_is(do_jobs: DoJobs) -> None:
    product = make_product()
    problem = make_problem(title="It beeps", product=product)
    make_answer(problem=problem, source="Descale the boiler.", accepted=True)
    do_jobs()

    assert titles("boiler", product_id=product.id, is_solved=True, kind="problem") == ["It beeps"]
    assert titles("boiler", is_solved=False) == []


def test_each_kind_is_counted_whichever_is_chosen(do_jobs: DoJobs, client: Client) -> None:
    make_problem(title="Gate")
    make_idea(title="Gate opener")
    make_idea(title="Gate light")
    do_jobs()

    tabs = read_page(client.get("/search?q=gate&kind=problem")).one("navigation", "Which kind")

    assert [link.text for link in tabs.all("link")] == [
        "Everything",
        "Problems 1",
        "Ideas 2",
        "Reviews 0",
        "Knowledge 0",
    ]


def test_hits_are_marked_as_typed_and_nothing_of_a_post_becomes_markup(do_jobs: DoJobs, client: Client) -> None:
    make_problem(title="Text <b>stays</b> text", source="`<script>alert(1)</script>` كتاب‌ها & more")
    do_jobs()

    answer = client.get("/search?q=کتاب stays").text

    assert "<mark>كتاب‌ها</mark>" in answer
    assert "&lt;b&gt;<mark>stays</mark>&lt;/b&gt;" in answer
    assert "<script>alert" not in answer


def test_pages_follow_each_other_without_gap_or_repetition(do_jobs: DoJobs, client: Client) -> None:
    for number in range(45):
        make_problem(title=f"Tap number {number}")
    do_jobs()

    seen, url = [], "/search?q=tap"
    while url:
        page = read_page(client.get(url))
        seen.append([link.text for link in page.one("main").all("link") if link.text.startswith("Tap")])
        more = page.all("link", "More results")
        url = more[0]["href"] if more else ""

    assert [len(one) for one in seen] == [20, 20, 5]
    assert len({title for one in seen for title in one}) == 45


def test_the_next_page_goes_on_after_the_last_result_although_something_new_came_first(do_jobs: DoJobs) -> None:
    for number in range(25):
        make_problem(title=f"Tap number {number}")
    do_jobs()
    first = results_page("tap", Visitor(), scope=Scope())
    make_problem(title="Tap")
    do_jobs()

    second = results_page("tap", Visitor(), scope=Scope(), cursor=first.next_cursor)

    assert len(second.results) == 5
    assert not {one.head.id for one in first.results} & {one.head.id for one in second.results}


@pytest.mark.parametrize("cursor", ["", "-", "9999-1", "20-99999", "x-y", "-5-3", "20-", "٢٠-١", "1" * 500])
def test_a_cursor_that_makes_no_sense_is_a_page_all_the_same(do_jobs: DoJobs, client: Client, cursor: str) -> None:
    make_problem(title="Tap")
    do_jobs()

    assert client.get("/search", query_string={"q": "tap", "after": cursor}).status_code == 200


def test_products_of_that_name_are_offered(do_jobs: DoJobs, client: Client) -> None:
    product = make_product(name="Roshana Kettle", name_fa="کتری روشنا")
    make_problem(title="The kettle leaks", product=product)
    do_jobs()

    page = read_page(client.get("/search?q=کتری"))

    assert page.one("main").one("link", "Roshana Kettle")["href"] == f"/products/{product.slug}"


def test_without_a_result_the_words_lead_on(client: Client, do_jobs: DoJobs) -> None:
    make_problem(title="The zeppelin mast bends")
    do_jobs()

    page = read_page(client.get("/search?q=zeppelin mast&kind=idea"))

    assert "Nothing found for “zeppelin mast”" in page.text
    assert page.one("link", "Look everywhere, without filters")["href"] == "/search?q=zeppelin+mast"
    assert page.one("link", "Ask the community about it")["href"] == "/problems/ask?title=zeppelin+mast"
    assert page.one("link", "Suggest it as an idea")["href"] == "/ideas/submit?title=zeppelin+mast"
    assert not read_page(client.get("/search?q=airship&kind=idea")).has("link", "Look everywhere, without filters")


def test_a_search_is_remembered_once_without_the_person(client: Client, do_jobs: DoJobs) -> None:
    make_problem(title="كتري")
    do_jobs()

    client.get("/search?q=كتري ها")
    client.get("/search?q=كتري&after=20-1")

    kept = [one for one in _waiting if one["kind"] == "search"]
    assert [(one["details"]["query"], one["details"]["results"], one["details"]["language"]) for one in kept] == [
        ("کتری ها", 1, "fa")
    ]


def test_a_page_of_results_costs_few_statements_however_many_there_are(client: Client, do_jobs: DoJobs) -> None:
    product = make_product(name="Tap")
    for number in range(20):
        make_answer(problem=make_problem(title=f"Tap {number}", product=product), source="Turn the tap.")
    do_jobs()

    with at_most_queries(4):
        assert client.get("/search?q=tap").status_code == 200
