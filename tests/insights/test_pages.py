"""The desk of the product team."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest

from community.core.database import db
from community.core.transaction import transaction
from community.insights import chart
from community.insights.actions.counting import count_needs
from community.insights.models import Evidence, Need, Voice
from community.insights.queries.voices import marked
from community.insights.tables import csv_of
from community.members.models import Member
from community.posts.models import Post
from tests.client import Client
from tests.factories import make_idea, make_member, make_organization, make_problem, make_vote, set_state
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def make_need(posts: Sequence[Post], *, label: str = "Stay signed in") -> Need:
    """Put posts behind a need, as the engine would."""
    with transaction():
        need = Need(label=label, language="en", phrases=[label], terms=[["sign", 1.0]])
        db.session.add(need)
        db.session.flush()
        for number, post in enumerate(posts):
            voice = Voice(post_id=post.id, language="en", sentiment=-0.5, confidence=0.9)
            db.session.add(voice)
            db.session.flush()
            ties = [{"start": 0, "end": 3, "word": post.title[:3], "weight": 1.0}]
            db.session.add(Evidence(need_id=need.id, voice_id=voice.id, weight=0.9 - number / 100, ties=ties))
            if number == 0:
                need.quotes = {"nearest": voice.id}
        db.session.flush()
        count_needs()
    return need


def make_posts(count: int = 6) -> list[Post]:
    return [make_problem(title=f"Signed out {number}") for number in range(count)]


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(make_member(roles=("analyst",)))


def test_the_board_shows_people_and_why_a_need_stands_there(analyst: Client) -> None:
    make_need(make_posts())

    page = read_page(analyst.get("/desk/needs"))

    assert page.has("link", "Stay signed in")
    assert "6 customers" in " ".join(page.text.split())
    assert "Why it stands here" in page.text


def test_the_board_costs_the_same_for_many_needs(analyst: Client) -> None:
    for number in range(6):
        make_need(make_posts(2), label=f"Need {number}")

    with at_most_queries(15):
        analyst.get("/desk/needs")
    with at_most_queries(16):
        analyst.get("/desk/needs?view=columns")


def test_filters_narrow_the_board(analyst: Client) -> None:
    make_need(make_posts(2), label="Stay signed in")
    make_need(make_posts(2), label="Bills with tax number")

    page = read_page(analyst.get("/desk/needs?q=tax&state=new&language=en"))

    assert page.has("link", "Bills with tax number")
    assert not page.has("link", "Stay signed in")
    assert "Nothing fits" in read_page(analyst.get("/desk/needs?q=100%25")).text


def test_an_empty_board_says_what_will_appear(analyst: Client) -> None:
    assert "No needs yet" in read_page(analyst.get("/desk/needs")).text


def test_the_need_page_links_every_claim_to_its_posts(analyst: Client) -> None:
    posts = make_posts()
    need = make_need(posts)

    with at_most_queries(34):
        response = analyst.get(f"/desk/needs/{need.id}")

    page = read_page(response)
    for post in posts:
        assert page.has("link", post.title)
    assert "<mark>Sig</mark>" in response.get_data(as_text=True)


def test_names_are_not_shown_for_small_groups(analyst: Client) -> None:
    acme = make_organization(name="Acme Widgets")
    few = [make_problem(by=make_member(name=f"Person {n}", organization=acme)) for n in range(3)]
    many = [make_problem(by=make_member(name=f"Crowd {n}", organization=acme)) for n in range(5)]

    small = read_page(analyst.get(f"/desk/needs/{make_need(few).id}")).text
    large = read_page(analyst.get(f"/desk/needs/{make_need(many).id}")).text

    assert "Person" not in small
    assert "Acme Widgets" not in small
    assert "Acme Widgets" in large


def test_a_hidden_post_is_neither_shown_nor_counted(analyst: Client) -> None:
    posts = make_posts()
    need = make_need(posts)
    set_state(posts[0], "hidden")
    with transaction():
        count_needs()

    page = read_page(analyst.get(f"/desk/needs/{need.id}"))

    assert not page.has("link", posts[0].title)
    assert need.post_count == 5


def test_a_merged_need_leads_to_its_heir(analyst: Client) -> None:
    need, heir = make_need(make_posts(2), label="A"), make_need(make_posts(2), label="B")

    analyst.send(f"/desk/needs/{need.id}/merge/{heir.id}")

    assert analyst.get(f"/desk/needs/{need.id}").location.endswith(f"/desk/needs/{heir.id}")
    assert "Take them apart" in read_page(analyst.get(f"/desk/needs/{need.id}?merged=1")).text


def test_a_decision_needs_its_words_and_keeps_what_was_typed(analyst: Client) -> None:
    need = make_need(make_posts())
    fields = {
        "state": "declined",
        "owner": "0",
        "version": str(need.version),
        "decline_reason": "",
        "answer": "We will not.",
    }

    page = read_page(analyst.send(f"/desk/needs/{need.id}/decide", fields))

    assert "Please say why it is declined." in page.text
    assert "We will not." in page.text
    fields["decline_reason"] = "out_of_scope"
    assert analyst.send(f"/desk/needs/{need.id}/decide", fields).status_code == 303
    assert need.state == "declined"


def test_evidence_taken_out_is_listed_and_comes_back(analyst: Client) -> None:
    need = make_need(make_posts())
    evidence = db.session.query(Evidence).filter_by(need_id=need.id).first()
    assert evidence is not None

    analyst.send(f"/desk/evidence/{evidence.id}/refuse")
    assert "Taken out by a person" in read_page(analyst.get(f"/desk/needs/{need.id}")).text

    analyst.send(f"/desk/evidence/{evidence.id}/put-back")
    assert "Taken out by a person" not in read_page(analyst.get(f"/desk/needs/{need.id}")).text


@pytest.mark.parametrize(
    "path", ["/desk/needs", "/desk/needs/1", "/desk/reports", "/desk/reports/needs", "/desk/reports/ideas.csv"]
)
def test_the_desk_is_not_there_for_others(sign_in: SignIn, client: Client, path: str) -> None:
    make_need(make_posts(2))

    assert client.get(path).status_code == 404
    assert sign_in(make_member()).get(path).status_code == 404
    assert sign_in(make_member(roles=("moderator", "agent"))).get(path).status_code == 404


def test_reports_count_people_within_the_period(analyst: Client, stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    old = make_problem(title="Signed out old", at=datetime(2026, 3, 1, tzinfo=UTC))
    new = [make_problem(title=f"Signed out {n}", at=datetime(2026, 11, 10, tzinfo=UTC)) for n in range(2)]
    make_need([old, *new])

    page = read_page(analyst.get("/desk/reports/needs?from=2026-11-01&to=2026-11-20"))
    jalali = read_page(analyst.get("/desk/reports/needs?from=۱۴۰۵/۰۸/۱۰&to=۱۴۰۵/۰۸/۲۹"))

    assert "2 customers" in " ".join(page.text.split())
    assert "2 customers" in " ".join(jalali.text.split())
    assert "Nothing in this period" in read_page(analyst.get("/desk/reports/needs?from=2025-01-01&to=2025-02-01")).text


def test_the_idea_report_counts_supporters_and_not_the_hidden(analyst: Client) -> None:
    idea, hidden = make_idea(title="Quiet hours"), make_idea(title="Hidden idea")
    for _ in range(3):
        make_vote(on=idea)
    set_state(hidden, "hidden")

    page = read_page(analyst.get("/desk/reports/ideas"))

    assert page.has("link", "Quiet hours")
    assert "3 supporters in this period" in " ".join(page.text.split())
    assert not page.has("link", "Hidden idea")


def test_the_table_opens_as_text(analyst: Client) -> None:
    make_need(make_posts(2), label='=HYPERLINK("http://evil")')

    response = analyst.get("/desk/reports/needs.csv")

    assert response.mimetype == "text/csv"
    assert "'=HYPERLINK" in response.get_data(as_text=True)


def test_cells_that_look_like_formulas_are_guarded() -> None:
    table = csv_of(["a"], [["=1+1"], ["+1"], ["-1"], ["@x"], ["\tx"], ["plain"], [-5]])

    assert table == "\ufeffa\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\n'\tx\r\nplain\r\n-5\r\n"


def test_words_of_people_are_escaped_around_the_marks() -> None:
    [post] = [make_problem(title="<b>Sig</b>", source="<script>alert(1)</script> sign")]
    need = make_need([post])

    words = marked(db.session.query(Evidence).filter_by(need_id=need.id).one())

    assert "<script>" not in words
    assert words.startswith("<mark>&lt;b&gt;</mark>")


def test_the_chart_fits_its_frame_and_says_its_numbers() -> None:
    weekly = [[date(2026, 1, 5 + 7 * n).isoformat() if n < 4 else date(2026, 2, 2).isoformat(), n, n] for n in range(5)]

    drawn = chart.trend(weekly)

    for art in (drawn.wide, drawn.narrow):
        numbers = [float(one) for one in art.line.replace("M", " ").replace("L", " ").split()]
        assert all(0 <= x <= art.width for x in numbers[::2])
        assert all(0 <= y <= art.height for y in numbers[1::2])
    assert [row[1] for row in drawn.rows] == [4, 3, 2, 1, 0]
    assert all(low <= value <= high for _, value, low, high in drawn.rows)


def test_names_of_releases_never_run_into_each_other() -> None:
    weekly = [[date.fromordinal(date(2026, 1, 3).toordinal() + 7 * n).isoformat(), 2, 3] for n in range(26)]
    marks = [(date(2026, 3, 1), "Firmware 2.1"), (date(2026, 3, 9), "App 4.0"), (date(2026, 6, 1), "App 4.2")]

    drawn = chart.trend(weekly, marks)

    assert [name for _x, name in drawn.narrow.releases] == ["Firmware 2.1", "", "App 4.2"]
    assert len(drawn.wide.releases) == 3


@pytest.mark.parametrize("period", ["from=0001-01-01&to=9999-12-31", "from=9999-12-31&to=9999-12-31"])
@pytest.mark.parametrize("report", ["needs", "ideas", "needs.csv"])
def test_a_period_beyond_the_calendar_is_no_fault(analyst: Client, report: str, period: str) -> None:
    assert analyst.get(f"/desk/reports/{report}?{period}").status_code == 200


def test_evidence_cannot_be_moved_to_a_need_that_no_row_can_be(analyst: Client) -> None:
    make_need(make_posts())
    evidence = db.session.query(Evidence).first()
    assert evidence is not None

    response = analyst.send(f"/desk/evidence/{evidence.id}/move", {"need": str(10**30)})

    assert response.status_code == 404
