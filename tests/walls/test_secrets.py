"""What is not open to somebody reaches them through no output: pages, search, counts, headers, exports, errors."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from community.core.database import db
from community.insights.models import Need
from community.members.models import Member
from community.moderation.models import Case, Decision
from community.posts.models import Post
from tests.client import Client, client_of
from tests.factories import set_state
from tests.insights.saying import BILLS, SIGN_IN, found_needs, say
from tests.walls.planted import AROUND, Plot, make_plot, plant

VIEWERS = ("stranger", "member", "colleague", "below", "author", "moderator", "agent", "analyst", "administrator")
OUTSIDERS = ("stranger", "member")
SEEDS = (
    "/", "/problems", "/problems?list=unanswered", "/problems?list=mine", "/ideas", "/ideas?status=all", "/roadmap",
    "/products", "/articles", "/inbox", "/inbox/settings", "/drafts", "/account", "/problems/ask", "/ideas/submit",
    "/desk/needs", "/desk/needs?view=columns", "/desk/reports/needs", "/desk/reports/ideas", "/desk/reports/needs.csv",
    "/desk/reports/ideas.csv", "/desk/moderation", "/desk/audit", "/desk/members", "/desk/products", "/robots.txt",
    f"/search?q={quote(AROUND)}", f"/search?q={quote(AROUND)}&kind=problem", f"/search/suggest?q={quote(AROUND)}",
    f"/search/similar?title={quote(AROUND)}&kind=problem", f"/search/similar?title={quote(AROUND)}&kind=idea",
)  # fmt: skip
BY_POST = ("/p/{id}", "/posts/{id}/revisions", "/posts/{id}/comments", "/posts/{id}/decision", "/posts/{id}/withdraw")
BY_KIND = {
    "problem": ("/problems/{id}", "/problems/{id}/x", "/problems/similar/{id}", "/articles/beside/{id}", "/problems/edit/{id}",
                "/articles/from/{id}", "/posts/{id}/report"),
    "idea": ("/ideas/{id}", "/ideas/{id}/x", "/ideas/similar/{id}", "/ideas/edit/{id}", "/ideas/status/{id}"),
    "review": ("/reviews/{id}", "/reviews/{id}/x", "/reviews/edit/{id}"),
    "article": ("/articles/{id}", "/articles/{id}/x", "/articles/edit/{id}"),
    "answer": ("/answers/edit/{id}", "/search/similar/{id}"),
    "comment": ("/posts/{id}/edit", "/search/similar/{id}"),
}  # fmt: skip
MOST_PAGES = 120
NOT_OPENED = ("/static/", "/language/", "/sign-")
LINK = re.compile(r'(?:href|src|hx-get|action|data-[a-z-]+)="(/[^"]*)"')


@pytest.fixture
def plot(do_jobs: Callable[[], int]) -> Plot:
    made = make_plot()
    plant(made)
    do_jobs()
    return made


def browser_of(app: Flask, plot: Plot, viewer: str) -> Client:
    return client_of(app, plot.people.get(viewer))


def all_of(response: TestResponse) -> str:
    """Return all that an answer says: status line, headers, body; addresses decoded too."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
    text = f"{response.status}\n{headers}\n{response.get_data().decode(errors='replace')}"
    return f"{text}\n{unquote(text)}\n{unescape(text)}".lower()


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


def crawl(browser: Client, seeds: list[str]) -> Iterator[tuple[str, TestResponse]]:
    """Open the seeds, wherever they lead on, and many of the pages that these link to."""
    waiting, seen, links = list(seeds), set(seeds), 0
    while waiting:
        address = waiting.pop(0)
        response = browser.get(address)
        yield address, response
        target = without_place(address, response.headers.get("Location", "/"))
        if target not in seen:
            seen.add(target)
            waiting.insert(0, target)
        for link in LINK.findall(response.text) if response.mimetype == "text/html" else ():
            target = without_place(address, unescape(link))
            if links < MOST_PAGES and target not in seen and not target.startswith(NOT_OPENED):
                seen.add(target)
                waiting.append(target)
                links += 1


def without_place(address: str, link: str) -> str:
    parts = urlsplit(urljoin(address, link))
    return f"{parts.path}?{parts.query}".rstrip("?")


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
    forms = ("/search?q={}", "/search/suggest?q={}", "/search/similar?title={}")
    nothing = {form: answer_for(browser, form, "xywugiwugiwugith") for form in forms}

    for secret, who in plot.secrets.items():
        for form in forms if viewer not in who else ():
            assert answer_for(browser, form, secret) == nothing[form], (form, secret)
        near = f"/search?q={secret[:-1]}" if viewer not in who else "/search"
        assert viewer in who or secret not in all_of(browser.get(near)), near


def answer_for(browser: Client, form: str, word: str) -> tuple[int, str]:
    response = browser.get(form.format(word))
    return response.status_code, ordinary(response).replace(word, "WORD")


def ordinary(response: TestResponse) -> str:
    """Return the body without what differs between two equal pages: the token of the form and the resend key."""
    lines = response.text.splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and "resend_key" not in line)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_picture_is_seen_with_its_post_only(app: Flask, plot: Plot, viewer: str) -> None:
    browser = browser_of(app, plot, viewer)

    for number, who in plot.pictures.items():
        assert (browser.get(f"/attachments/{number}").status_code == 200) == (viewer in who)


@pytest.mark.parametrize("viewer", OUTSIDERS)
def test_for_outsiders_nothing_changed(
    app: Flask, do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None], viewer: str
) -> None:
    stop_clock(datetime(2026, 5, 1, tzinfo=UTC))
    plot = make_plot()
    do_jobs()
    browser = browser_of(app, plot, viewer)
    author, product = plot.people["author"].id, plot.things["product"].slug
    pages = [
        "/", "/problems", "/problems?list=unanswered", "/ideas", "/roadmap", "/articles", f"/products/{product}",
        f"/products/{product}?show=problems", f"/members/{author}", f"/search?q={quote(AROUND)}",
        f"/search/suggest?q={quote(AROUND)}", f"/search/similar?title={quote(AROUND)}&kind=problem",
    ]  # fmt: skip
    before = {page: ordinary(browser.get(page)) for page in pages}
    make_withdrawn_things(plot)
    do_jobs()

    after = {page: ordinary(browser.get(page)) for page in pages}

    for page in pages:
        assert set(after[page].splitlines()) ^ set(before[page].splitlines()) == set(), page


def make_withdrawn_things(plot: Plot) -> None:
    """Plant, then withdraw what planting left for all to see."""
    plant(plot)
    known = {thing.id for thing in plot.things.values() if isinstance(thing, Post)}
    for post in plot.posts:
        if post.is_head and post.shown and post.audience == "everyone" and post.id not in known:
            set_state(post, "hidden")


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


def test_needs_forget_the_words_of_what_was_withdrawn(
    app: Flask, sign_in: Callable[[Member], Client], do_jobs: Callable[[], int]
) -> None:
    secret = "zimbelkraut"
    spoken = [f"{sentence} {secret}" if number < 6 else sentence for number, sentence in enumerate(SIGN_IN)]
    withdrawn = say(spoken)[:6]
    say(BILLS)
    needs = [need.id for need in found_needs()]
    for post in withdrawn:
        set_state(post, "hidden")
    do_jobs()
    plot = make_plot()
    browser = sign_in(plot.people["analyst"])
    seeds = ["/desk/needs", "/desk/reports/needs", "/desk/reports/needs.csv", *(f"/desk/needs/{one}" for one in needs)]

    pages = {address: all_of(response) for address, response in crawl(browser, seeds)}

    assert needs
    assert db.session.query(Need).filter(Need.post_count > 0).count()
    assert [address for address, text in pages.items() if secret in text] == []
    for arguments in (["insights", "export"], ["insights", "report"]):
        assert secret not in app.test_cli_runner().invoke(args=arguments).output.lower()
