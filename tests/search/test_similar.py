"""What a composer shows while somebody writes."""

from collections.abc import Callable

import pytest

from community.core.observations import _waiting
from community.ideas.models import Idea
from community.members.models import Member, Visitor
from community.products.models import Product
from community.search.similar import LEAST_SCORE, least_score, resembling_posts, similar_posts
from tests.client import Client
from tests.factories import make_article, make_idea, make_member, make_problem, make_product
from tests.page import read_page
from tests.statements import at_most_queries

DoJobs = Callable[[], int]
SignIn = Callable[[Member], Client]

OTHERS = [
    ("The app crashes when I open the camera", "It closes at once."),
    ("Cannot change my delivery address", "The form says it is saved, yet the old one is used."),
    ("Refund for a broken charger", "It sparked on the second day."),
    ("Two-factor codes arrive late", "They come an hour later."),
    ("باتری گوشی زود خالی می‌شود", "بعد از به‌روزرسانی نصف روز هم نمی‌ماند."),
    ("کد تخفیف اعمال نمی‌شود", "در صفحهٔ پرداخت خطا می‌دهد."),
    ("صدای بلندگو قطع و وصل می‌شود", "وقتی موسیقی پخش می‌کنم."),
]


def others() -> None:
    for title, source in OTHERS:
        make_problem(title=title, source=source)


def similar(text: str, *, product: Product | None = None, kinds: tuple[str, ...] = ("problem",)) -> list[str]:
    return [one.post.title for one in similar_posts(text, Visitor(), kinds=kinds, product=product)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("camera makes the app crash", OTHERS[0][0]),
        ("my adress for delivery cannot be changed", OTHERS[1][0]),
        ("broken chargr refund please", OTHERS[2][0]),
        ("باطری گوشیم زود خالی میشه", OTHERS[4][0]),
        ("كد تخفيف اعمال نميشود", OTHERS[5][0]),
        ("صدای بلند گو قطع میشه", OTHERS[6][0]),
    ],
)
def test_the_same_matter_in_other_words_and_spellings_comes_first(do_jobs: DoJobs, typed: str, title: str) -> None:
    others()
    do_jobs()

    assert similar(typed)[0] == title


def test_nothing_is_shown_for_what_nobody_wrote_about(do_jobs: DoJobs) -> None:
    others()
    do_jobs()

    assert similar("where do penguins spend their summer holidays") == []
    assert similar("دستور پخت قورمه سبزی با لوبیا") == []


def test_nothing_is_shown_before_the_third_word(do_jobs: DoJobs) -> None:
    others()
    do_jobs()

    assert similar("broken charger") == []
    assert similar("broken charger refund") == [OTHERS[2][0]]


def test_only_the_kinds_asked_for_are_shown(do_jobs: DoJobs) -> None:
    make_problem(title="Dark colours for the night")
    make_idea(title="Dark colours at night")
    make_article(title="Dark colours by night")
    do_jobs()

    assert similar("dark colours for the night") == ["Dark colours for the night"]
    assert set(similar("dark colours for the night", kinds=("idea", "article"))) == {
        "Dark colours at night",
        "Dark colours by night",
    }


def test_of_two_alike_the_solved_one_comes_first(do_jobs: DoJobs) -> None:
    make_problem(title="Fan makes a rattling noise", source="a", solved=True)
    make_problem(title="Fan makes a rattling noise", source="b")
    do_jobs()

    found = similar_posts("fan makes a rattling noise", Visitor(), kinds=("problem",))

    assert [one.is_solved for one in found] == [True, False]


def test_posts_about_another_product_stand_back(do_jobs: DoJobs) -> None:
    ours, theirs = make_product(), make_product()
    make_problem(title="Fan makes a rattling noise (ours)", source="x", product=ours)
    make_problem(title="Fan makes a rattling noise (theirs)", source="x", product=theirs)
    do_jobs()

    assert similar("fan makes a rattling noise", product=ours)[0].endswith("(ours)")
    assert similar("fan makes a rattling noise", product=theirs)[0].endswith("(theirs)")


def test_a_title_that_repeats_the_beginning_of_the_text_counts_once(do_jobs: DoJobs) -> None:
    make_problem(title="Fan makes noise", source="Fan makes noise")
    make_problem(title="Fan makes noise", source="Fan  makes\nnoise")
    do_jobs()

    first, second = resembling_posts("fan makes noise", Visitor(), kinds=("problem",), limit=5)

    assert first.score == second.score == pytest.approx(1.0)


def test_a_long_text_needs_to_share_less_of_itself() -> None:
    assert least_score("a few words only") == LEAST_SCORE
    assert least_score("word " * 200) < least_score("word " * 30) < LEAST_SCORE


def test_without_an_index_nothing_is_shown() -> None:
    others()

    assert similar(OTHERS[0][0]) == []


def test_similar_posts_cost_three_statements_with_all_that_their_subject_adds(do_jobs: DoJobs) -> None:
    for number in range(5):
        make_idea(title=f"Dark colours at night {number}")
    do_jobs()

    with at_most_queries(3):
        found = similar_posts("dark colours at night", Visitor(), kinds=("idea",))
        assert [one.post.status for one in found if isinstance(one.post, Idea)] == ["new"] * 5


def test_the_fragment_names_state_and_first_words_and_is_remembered(do_jobs: DoJobs, sign_in: SignIn) -> None:
    product = make_product()
    problem = make_problem(title="The <b>lamp</b> flickers", source="Since *Monday*.", product=product)
    do_jobs()

    answer = sign_in(make_member()).get(
        f"/search/similar?title=the lamp flickers&text=since monday&kind=problem&product={product.slug}"
    )

    page = read_page(answer)
    assert page.one("link", "The <b>lamp</b> flickers")["href"] == f"/search/similar/{problem.id}?form=problem"
    assert "Since Monday." in page.text
    details = [one["details"] for one in _waiting if one["kind"] == "similar.shown"]
    assert details == [{"post_ids": [problem.id], "composer": "problem", "language": "en", "product_id": product.id}]


def test_the_fragment_is_empty_where_nothing_is_close(do_jobs: DoJobs, client: Client) -> None:
    others()
    do_jobs()

    assert client.get("/search/similar?title=penguins on summer holidays").text.strip() == ""
    assert [one for one in _waiting if one["kind"] == "similar.shown"] == []


def test_opening_a_similar_post_leads_there_and_is_remembered(do_jobs: DoJobs, sign_in: SignIn) -> None:
    problem = make_problem(title="The lamp flickers")

    answer = sign_in(make_member()).get(f"/search/similar/{problem.id}?form=idea")

    assert answer.status_code == 303
    assert answer.location == f"/problems/{problem.id}/the-lamp-flickers?writing=idea&similar={problem.id}"
    details = [one["details"] for one in _waiting if one["kind"] == "similar.opened"]
    assert details == [{"post_id": problem.id, "composer": "idea"}]


def test_an_unknown_kind_or_product_is_no_fault(do_jobs: DoJobs, client: Client) -> None:
    make_problem(title="The lamp flickers")
    do_jobs()

    answer = client.get("/search/similar?title=the lamp flickers&kind=nonsense&product=nowhere")

    assert read_page(answer).has("link", "The lamp flickers")


def test_a_member_finds_what_he_may_see(do_jobs: DoJobs) -> None:
    member = make_member()
    make_problem(title="The lamp flickers", by=member)
    do_jobs()

    assert [one.post.author_id for one in similar_posts("the lamp flickers", member, kinds=("problem",))] == [member.id]
