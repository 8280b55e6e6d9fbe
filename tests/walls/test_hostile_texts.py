"""No text that somebody wrote ever becomes script, wherever it is shown."""

from collections.abc import Callable

import pytest

from community.core.transaction import transaction
from community.members.actions import edit_profile
from community.members.models import Member
from tests.client import Client
from tests.factories import (
    make_answer,
    make_comment,
    make_draft,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_product,
    make_review,
    make_vote,
)
from tests.walls.hostile import TEXTS, what_could_run
from tests.walls.world import report

PER_PAGE = 12

pytestmark = pytest.mark.sqlite


def test_the_judge_sees_what_could_run() -> None:
    bad = ["<script>x</script>", "<img onerror=x>", "<a href=' javascript:x'>", "<p style=x>", "<iframe src=/>"]

    assert all(what_could_run(text) for text in bad)
    assert not what_could_run("<p>&lt;script&gt;</p><a href='https://a.example'>x</a>")
    assert len(TEXTS) >= 150


@pytest.mark.parametrize("start", range(0, len(TEXTS), PER_PAGE))
def test_a_hostile_text_stays_a_text_on_every_page(
    sign_in: Callable[[Member], Client], do_jobs: Callable[[], int], start: int
) -> None:
    texts = TEXTS[start : start + PER_PAGE]
    writer = make_member(name=texts[0][:80], organization=make_organization(name=texts[1][:80]))
    with transaction():
        edit_profile(writer, name=texts[0][:80], about="\n\n".join(texts)[:1000], language="en")
    product = make_product(name=texts[2][:80], description="\n".join(texts)[:1000])
    source = "\n\n".join(texts)
    problem = make_problem(
        by=writer, product=product, title=texts[3][:160], source=source, environment=texts[4], tried=source[:2000]
    )
    for text in texts:
        make_comment(on=make_answer(problem=problem, by=writer, source=text), by=writer, source=text)
    idea = make_idea(by=writer, product=product, title=texts[-1][:160], source=source)
    review = make_review(
        by=writer, product=product, title=texts[-2][:160], source=source, pros=texts[5], cons=source[:900]
    )
    make_vote(on=idea)
    case = report(problem, note=source[:900])
    make_draft(by=writer, fields={"title": texts[0], "source": source})
    do_jobs()
    everyone = ["/", "/problems", "/ideas", "/roadmap", "/products", f"/products/{product.slug}", f"/members/{writer.id}",
                f"/problems/{problem.id}", f"/ideas/{idea.id}", f"/reviews/{review.id}", f"/posts/{problem.id}/revisions"]  # fmt: skip
    own = ["/inbox", "/drafts", "/problems/ask", "/account", f"/problems/edit/{problem.id}", "/inbox/settings"]
    desk = [
        f"/desk/moderation/{case.id}",
        "/desk/moderation",
        "/desk/members",
        f"/desk/members/{writer.id}",
        "/desk/products",
    ]

    reader = sign_in(make_member(roles=("moderator", "administrator", "analyst")))
    pages = [(sign_in(writer), path) for path in (*everyone, *own)] + [(reader, path) for path in (*everyone, *desk)]
    for browser, path in pages:
        response = browser.get(path, follow_redirects=True)
        assert response.status_code == 200, path
        assert what_could_run(response.text) == [], path
    for text in texts:
        echoed = reader.get("/search", query_string={"q": text[:200]})
        assert what_could_run(echoed.text) == [], text
        preview = reader.send("/preview", {"source": text})
        assert what_could_run(preview.text) == [], text


def test_a_form_that_comes_back_holds_the_text_as_text(sign_in: Callable[[Member], Client]) -> None:
    browser = sign_in(make_member())

    for text in TEXTS:
        page = browser.send("/problems/ask", {"title": text * 40, "source": text})
        assert page.status_code == 200
        assert what_could_run(page.text) == [], text


def test_an_error_page_and_a_kept_text_stay_text(client: Client) -> None:
    for text in TEXTS[::5]:
        kept = client.send("/problems/ask", {"title": text, "source": text})
        assert what_could_run(kept.text) == [], text
        assert what_could_run(client.get("/nowhere", query_string={"x": text}).text) == []
        assert what_could_run(client.get("/sign-in", query_string={"next": text}).text) == []
