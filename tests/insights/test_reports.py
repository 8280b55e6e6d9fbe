"""The reports as pages and as tables to take along."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest

from community.core.transaction import transaction
from community.insights import actions
from community.insights.actions.deciding import Verdict
from community.insights.models import Need, NeedState
from community.insights.queries.customer_voice import customer_voice
from community.insights.queries.periods import Period
from community.insights.tables import Table, json_of, one_csv_of, xlsx_of
from community.members.models import Member
from community.posts.models import Audience
from tests.client import Client
from tests.factories import (
    make_answer,
    make_member,
    make_organization,
    make_problem,
    make_product,
    make_review,
    set_state,
)
from tests.insights.test_pages import make_need
from tests.page import read_page

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PERIOD = Period(datetime(2026, 11, 1, tzinfo=UTC).date(), NOW.date())


@pytest.fixture
def analyst(sign_in: Callable[[Member], Client], stop_clock: Callable[[datetime], None]) -> Client:
    stop_clock(NOW)
    return sign_in(make_member(roles=("analyst",)))


def asked(days_ago: int, **about: object) -> object:
    return make_problem(at=NOW - timedelta(days=days_ago), **about)


def grown_need(**about: object) -> Need:
    return make_need([asked(n % 18, **about) for n in range(14)] + [asked(25 + n, **about) for n in range(2)])


def test_the_voice_of_the_customer_says_what_was_heard_moved_and_decided(analyst: Client) -> None:
    product = make_product(name="Lamp", name_fa="چراغ")
    need = grown_need(product=product)
    make_answer(problem=asked(3, product=product, title="Flickers"), by=make_member(name="Kind Helper"), at=NOW)
    decider, verdict = make_member(roles=("analyst",)), Verdict(NeedState.PLANNED, answer="Soon.", answer_fa="به‌زودی.")
    with transaction():
        actions.decide(need, verdict, by=decider, version=need.version)

    page = read_page(analyst.get(f"/desk/reports/voice?from=2026-11-01&to=2026-11-20&product={product.slug}"))

    words = " ".join(page.text.split())
    assert "14 customers" in words
    assert "×7" in words
    assert "Still unanswered" in words
    assert "Kind Helper" in words
    assert "Stay signed in : Planned" in words.replace("in:", "in :")
    assert "Read the post" in words


def test_another_product_has_another_voice(analyst: Client) -> None:
    grown_need(product=make_product())
    other = make_product()

    page = read_page(analyst.get(f"/desk/reports/voice?product={other.slug}"))

    assert "Nobody spoke in these days" in page.text


def test_what_the_reader_may_not_see_counts_nowhere(analyst: Client) -> None:
    product = make_product()
    inside = asked(2, product=product, audience=Audience.ORGANIZATION, by=make_member(organization=make_organization()))
    hidden = asked(2, product=product, title="Hidden words")
    make_need([asked(1, product=product), hidden])
    set_state(hidden, "hidden")
    helper = make_member(name="Staff helper", roles=("agent",))
    make_answer(problem=inside, by=helper, at=NOW)

    voice = customer_voice(PERIOD, make_member(roles=("analyst",)), product)
    page = analyst.get(f"/desk/reports/voice?product={product.slug}").text

    assert voice.now.problems == 1
    assert [problem.title for problem in voice.unanswered] != ["Hidden words"]
    assert voice.helpers == []
    assert "Hidden words" not in page


def test_stars_and_mood_come_with_their_error(analyst: Client) -> None:
    product = make_product()
    make_need([make_review(product=product, rating=stars, at=NOW - timedelta(days=2)) for stars in (1, 2, 5)])

    heard = customer_voice(PERIOD, make_member(roles=("analyst",)), product).now

    assert heard.rating is not None
    assert (round(heard.rating.mean, 2), heard.rating.count) == (2.67, 3)
    assert heard.rating.margin == pytest.approx(2.36, abs=0.02)
    assert heard.unhappy == pytest.approx(2 / 3)
    assert heard.sentiment is not None


@pytest.mark.parametrize("report", ["voice", "needs", "ideas"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_every_report_comes_as_tables_to_the_product_team_only(
    analyst: Client, client: Client, report: str, form: str
) -> None:
    make_need([asked(1)])

    sent = analyst.get(f"/desk/reports/{report}.{form}")

    assert sent.status_code == 200
    assert f"{report}-" in sent.headers["Content-Disposition"]
    assert client.get(f"/desk/reports/{report}.{form}").status_code != 200


def test_each_claim_of_the_tables_leads_to_its_need_or_post(analyst: Client) -> None:
    need = grown_need()

    report = json.loads(analyst.get("/desk/reports/voice.json?from=2026-11-01&to=2026-11-20").text)

    assert report["from"] == "2026-11-01"
    assert report["needs"][0]["url"].endswith(f"/desk/needs/{need.id}")
    assert report["movers"][0]["factor"] == 7.0
    assert all("/p/" in quote["url"] for quote in report["quotes"])
    assert {row["period"] for row in report["heard"]} == {"now", "before"}


def test_tables_run_no_formula_and_say_numbers_as_numbers() -> None:
    tables = [Table("a", "Needs/[1]", ["name", "count"], [["=1+1", 3], ["+2", 0.5]]), Table("b", "Other", ["x"], [])]

    sheets = ZipFile(io.BytesIO(xlsx_of(tables, from_right=True)))
    first = sheets.read("xl/worksheets/sheet1.xml").decode()

    assert 'rightToLeft="1"' in first
    assert "<f>" not in first
    assert "<v>0.5</v>" in first
    assert "=1+1" in sheets.read("xl/sharedStrings.xml").decode()
    assert "'=1+1" in one_csv_of(tables)
    assert json.loads(json_of(tables, report="x"))["a"][0] == {"name": "=1+1", "count": 3}
