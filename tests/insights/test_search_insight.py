"""What people look for, and what suggestions spared them: figures for the product team, nothing of one person."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from community.core.database import db
from community.core.transaction import transaction
from community.insights.models import Evidence, Need
from community.members.models import Member
from community.search.models import SearchedFor, SuggestionTally, WritingTally
from tests.client import Client
from tests.factories import make_article, make_member, make_problem, make_product, set_state
from tests.page import read_page

SignIn = Callable[[Member], Client]
DAY = date(2026, 5, 2)


@pytest.fixture(autouse=True)
def _on_the_day_after(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(datetime(2026, 5, 3, 12, tzinfo=UTC))


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(make_member(roles=("analyst",)))


def _searched(text: str, *, people: int = 3, day: date = DAY, language: str = "en", **counts: int) -> None:
    figures = {"searches": people, "without_result": 0, "without_click": 0, "refined": 0} | counts
    with transaction():
        db.session.add(
            SearchedFor(day=day, language=language, folded=text.lower(), typed=text, people=people, **figures)
        )


def _tally(model: type[WritingTally] | type[SuggestionTally], **fields: object) -> None:
    figures = dict.fromkeys(("shown", "opened", "solved", "joined", "posted"), 0)
    with transaction():
        db.session.add(model(**({"day": DAY, "composer": "problem", "language": "en"} | figures | fields)))


def test_texts_are_ranked_by_what_went_wrong_with_them(analyst: Client) -> None:
    _searched("Solar charger", people=2, without_result=2)
    _searched("Red lamp", people=9, without_click=1)
    _searched("only mine", people=1, searches=50, without_result=50)

    page = read_page(analyst.get("/desk/reports/searches?by=without_result"))

    assert page.one("link", "Solar charger")["href"] == "/search?q=Solar+charger"
    assert not page.has("link", "Red lamp")
    assert "only mine" not in page.text
    assert "searches 61" in page.text


def test_the_table_of_searches_runs_nothing_in_a_spreadsheet(analyst: Client) -> None:
    _searched('=HYPERLINK("http://evil.example")')
    _searched("کتاب‌ها", language="fa")

    sent = analyst.get("/desk/reports/searches.csv")

    lines = sent.get_data(as_text=True).splitlines()
    assert lines[0].endswith("text,language,searches,people,without_result,without_click,refined")
    assert any(line.startswith("\"'=HYPERLINK") for line in lines)
    assert "کتاب‌ها,fa,3,3,0,0,0" in lines
    assert "attachment" in sent.headers["Content-Disposition"]
    assert "کتاب‌ها" not in analyst.get("/desk/reports/searches.csv?language=en").text


def test_only_what_was_confirmed_counts_as_solved(analyst: Client) -> None:
    article, problem = make_article(title="Reset the hub"), make_problem(title="Hub is dead")
    hidden = set_state(make_problem(title="A planted secret"), "hidden")
    _tally(WritingTally, shown=40, opened=20, solved=10, joined=2, posted=8)
    _tally(WritingTally, composer="review", shown=4, solved=4)
    _tally(SuggestionTally, post_id=article.id, shown=20, opened=15, solved=9)
    _tally(SuggestionTally, post_id=problem.id, shown=30, opened=1, posted=20)
    _tally(SuggestionTally, post_id=hidden.id, shown=30, solved=30)

    page = read_page(analyst.get("/desk/reports/deflection"))

    assert "31.8% ±13" in page.text or "32% ±13%" in page.text
    assert "Too few to tell." in page.text
    assert page.has("link", "Reset the hub")
    assert page.text.index("Reset the hub") < page.text.index("Shown often") < page.text.index("Hub is dead")
    assert "planted secret" not in page.text
    table = analyst.get("/desk/reports/deflection.csv").get_data(as_text=True)
    assert f"solved_most,{article.id},Reset the hub,20,15,9,0,0" in table
    assert "planted secret" not in table
    assert "review" not in table


def test_the_report_is_narrowed_to_period_product_and_language(analyst: Client) -> None:
    product = make_product()
    _tally(WritingTally, shown=10, solved=5, product_id=product.id)
    _tally(WritingTally, shown=20, solved=5, language="fa")
    _tally(WritingTally, shown=40, solved=5, day=DAY - timedelta(days=50))

    def writings(query: str) -> str:
        return analyst.get(f"/desk/reports/deflection.csv?{query}").get_data(as_text=True).splitlines()[1]

    assert writings("") == "writings,,problem,70,0,15,0,0"
    assert writings("from=2026-05-01&to=2026-05-02") == "writings,,problem,30,0,10,0,0"
    assert writings(f"product={product.slug}") == "writings,,problem,10,0,5,0,0"
    assert writings("language=fa") == "writings,,problem,20,0,5,0,0"


def test_with_few_writings_no_share_is_told(analyst: Client) -> None:
    _tally(WritingTally, shown=4, solved=4)

    assert "Too few to tell" in analyst.get("/desk/reports/deflection").text


def test_an_analyst_makes_a_text_evidence_of_a_need(analyst: Client) -> None:
    _searched("Solar charger", people=2, searches=7)
    _searched("only mine", people=1)
    with transaction():
        need = Need(label="a charger for the sun", language="en", post_count=1)
        db.session.add_all([need, Need(label="quiet fans", language="en", post_count=1)])
    about = "/desk/reports/searches/evidence?text=solar+charger&language=en"

    page = read_page(analyst.get(about))
    assert "“\u2068Solar charger\u2069” was looked for 7 times." in page.text
    assert page.has("link", "a charger for the sun")
    assert not page.has("link", "quiet fans")
    for _ in range(2):
        pressed = analyst.send(f"/desk/reports/searches/evidence/{need.id}?text=solar+charger&language=en")
        assert pressed.location == f"/desk/needs/{need.id}"

    [evidence] = db.session.scalars(select(Evidence))
    assert (evidence.need_id, evidence.voice.source, evidence.voice.times) == (need.id, "search", 7)
    assert "Solar charger" in analyst.get(f"/desk/needs/{need.id}").text
    assert analyst.get(about.replace("solar+charger", "only+mine")).status_code == 404
