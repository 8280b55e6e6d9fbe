"""What is not open to somebody reaches them through no output: pages, search, counts, headers, exports, errors."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from community.core import jobs
from community.core.database import db
from community.moderation.models import Case, Decision
from tests.client import Client
from tests.walls.crawling import all_of, browser_of, crawl, ordinary
from tests.walls.planted import AROUND, Plot, make_plot, plant, plant_needs

VIEWERS = ("stranger", "member", "colleague", "below", "author", "moderator", "agent", "analyst", "administrator")
SEEDS = (
    "/", "/problems", "/problems?list=unanswered", "/problems?list=mine", "/ideas", "/ideas?status=all", "/roadmap",
    "/products", "/articles", "/inbox", "/inbox/settings", "/drafts", "/account", "/problems/ask", "/ideas/submit",
    "/desk/needs", "/desk/needs?view=columns", "/desk/needs/proposals", "/desk/needs/weights", "/desk/engine",
    "/desk/engine/terms", "/desk/engine/themes", "/desk/releases", "/desk/organizations", f"/desk/needs/1?add={quote(AROUND)}",
    "/desk/reports/needs", "/desk/reports/ideas", "/desk/reports/needs.csv",
    "/desk/reports/ideas.csv", "/desk/reports/voice", "/desk/reports/voice.json", "/desk/reports/needs.json", "/desk/moderation", "/desk/audit", "/desk/members", "/desk/products", "/robots.txt",
    f"/search?q={quote(AROUND)}", f"/search?q={quote(AROUND)}&kind=problem", f"/search/suggest?q={quote(AROUND)}",
    f"/search?q={quote(AROUND)}&explain=1&sort=newest", f"/search?q={quote(AROUND)}x", "/search?lang=en", "/search?official=0",
    "/search/saved", "/search/synonyms", "/search/suggest?q=author",
    "/desk/reports/searches", "/desk/reports/searches?by=without_result", "/desk/reports/searches.csv",
    "/desk/reports/deflection", "/desk/reports/deflection.csv", f"/search/similar?title={quote(AROUND)}+hums&form=review-1",
    f"/search/similar?title={quote(AROUND)}&kind=problem", f"/search/similar?title={quote(AROUND)}&kind=idea",
)  # fmt: skip
BY_POST = (
    "/p/{id}",
    "/posts/{id}/revisions",
    "/posts/{id}/comments",
    "/posts/{id}/decision",
    "/posts/{id}/withdraw",
    "/search/related/{id}",
)
BY_KIND = {
    "problem": ("/problems/{id}", "/problems/{id}/x", "/problems/similar/{id}", "/articles/beside/{id}", "/problems/edit/{id}",
                "/articles/from/{id}", "/posts/{id}/report"),
    "idea": ("/ideas/{id}", "/ideas/{id}/x", "/ideas/similar/{id}", "/ideas/edit/{id}", "/ideas/status/{id}"),
    "review": ("/reviews/{id}", "/reviews/{id}/x", "/reviews/edit/{id}"),
    "article": ("/articles/{id}", "/articles/{id}/x", "/articles/edit/{id}"),
    "answer": ("/answers/edit/{id}", "/search/similar/{id}"),
    "comment": ("/posts/{id}/edit", "/search/similar/{id}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(lasting: Flask) -> Plot:
    """The planted rows, once for all tests that only look at them."""
    made = make_plot()
    plant(made)
    while jobs.run_due():
        pass
    plant_needs(made)
    db.session.remove()
    return made


@pytest.fixture
def plot(planted: Plot) -> Plot:
    """The same, known to this test's session."""
    db.session.add_all([*planted.people.values(), planted.things["product"], *planted.posts])
    db.session.add_all([post.product for post in planted.posts if post.product])
    return planted


def leaks(plot: Plot, viewer: str, response: TestResponse) -> list[str]:
    text = all_of(response)
    return [secret for secret, who in plot.secrets.items() if viewer not in who and secret in text]


def addresses(plot: Plot) -> Iterator[str]:
    yield from SEEDS
    yield from (f"/attachments/{number}" for number in plot.pictures)
    yield from (f"/desk/moderation/{number}" for (number,) in db.session.query(Case.id))
    yield from (f"/members/{person.id}" for person in plot.people.values())
    yield from (f"/desk/members/{person.id}" for person in plot.people.values())
    for slug in {plot.things["product"].slug, *(post.product.slug for post in plot.posts if post.product)}:
        yield from (f"/products/{slug}?show={tab}" for tab in ("reviews", "problems", "ideas", "articles"))
        yield f"/products/{slug}/review"
    for post in plot.posts:
        yield from (pattern.format(id=post.id) for pattern in (*BY_POST, *BY_KIND[post.kind]))


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_page_says_what_is_not_for_its_reader(app: Flask, plot: Plot, viewer: str) -> None:
    browser = browser_of(app, plot, viewer)
    found, met = [], set()

    for address, response in crawl(browser, list(addresses(plot))):
        found += [(address, secret) for secret in leaks(plot, viewer, response)]
        text = all_of(response)
        met |= {secret for secret, who in plot.secrets.items() if viewer in who and secret in text}

    assert not found, "\n".join(map(str, found))
    if viewer in ("author", "moderator", "colleague", "analyst"):
        mine = {secret for secret, who in plot.secrets.items() if viewer in who}
        assert len(met) > len(mine) * 0.8, f"the crawl did not come by {mine - met}"


@pytest.mark.parametrize("viewer", ["stranger", "below", "analyst"])
def test_searching_for_a_secret_is_like_searching_for_nothing(app: Flask, plot: Plot, viewer: str) -> None:
    browser = browser_of(app, plot, viewer)
    forms = (
        "/search?q={}",
        "/search?q={}&explain=1&solved=0",
        "/search?q=%22{}%22",
        "/search/suggest?q={}",
        "/search/similar?title={}",
    )
    nothing = {form: answer_for(browser, form, "xywugiwugiwugith") for form in forms}

    for secret, who in plot.secrets.items():
        for form in forms if viewer not in who else ():
            assert answer_for(browser, form, secret) == nothing[form], (form, secret)
        near = f"/search?q={secret[:-1]}" if viewer not in who else "/search"
        assert viewer in who or secret not in all_of(browser.get(near)), near


def answer_for(browser: Client, form: str, word: str) -> tuple[int, str]:
    response = browser.get(form.format(word))
    return response.status_code, ordinary(response).replace(word, "WORD")


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_picture_is_seen_with_its_post_only(app: Flask, plot: Plot, viewer: str) -> None:
    browser = browser_of(app, plot, viewer)

    for number, who in plot.pictures.items():
        assert (browser.get(f"/attachments/{number}").status_code == 200) == (viewer in who)


COMMANDS = (
    ["posts", "export"], ["insights", "export"], ["insights", "report"],
    ["search", "similar", AROUND, "--kind", "problem", "--limit", "50", "--json"],
    ["search", "similar", AROUND, "--kind", "idea", "--limit", "50", "--json"],
    ["search", "query", AROUND, "--limit", "50", "--json"],
)  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_export_says_more_than_a_stranger_may_read(app: Flask, plot: Plot, arguments: list[str]) -> None:
    result = app.test_cli_runner().invoke(args=arguments)

    assert result.exit_code == 0, result.output
    assert [one for one, who in plot.secrets.items() if "stranger" not in who and one in result.output.lower()] == []


def test_errors_for_programs_say_nothing_either(app: Flask, plot: Plot) -> None:
    browser = browser_of(app, plot, "member")

    for post in plot.posts:
        response = browser.get(f"/p/{post.id}", headers={"Accept": "application/json"})
        assert not leaks(plot, "member", response)
        if response.status_code == 404:
            assert json.loads(response.text)["incident"] is None


def test_a_note_for_colleagues_never_reaches_the_author(app: Flask, plot: Plot) -> None:
    decision = db.session.query(Decision).filter(Decision.note != "").one()

    page = browser_of(app, plot, "author").get(f"/posts/{decision.post_id}/decision")

    assert decision.words in page.text
    assert decision.note not in page.text
