"""No text that somebody wrote runs in a real browser, even where the policy of the pages is switched off."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.factories import make_answer, make_comment, make_idea, make_member, make_problem, make_product, make_review
from tests.servers import Installation
from tests.walls.hostile import TEXTS

PER_PAGE = 40


@pytest.fixture
def unguarded(browser: Browser, installation: Installation) -> Iterator[Page]:
    """A page without the policy, in which anything that runs is noticed."""
    context = browser.new_context(base_url=installation.address, locale="en", bypass_csp=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def hostile_addresses(start: int) -> list[str]:
    texts = TEXTS[start : start + PER_PAGE]
    source = "\n\n".join(texts)
    writer, product = make_member(name=texts[0][:80]), make_product(name=texts[1][:80], description=source[:1000])
    problem = make_problem(
        by=writer, product=product, title=texts[2][:160], source=source, environment=texts[3], tried=source[:2000]
    )
    answer = make_answer(problem=problem, by=writer, source=source)
    make_comment(on=answer, by=writer, source=source[:5000])
    idea = make_idea(by=writer, product=product, title=texts[4][:160], source=source)
    review = make_review(by=writer, product=product, title=texts[5][:160], source=source, pros=texts[6], cons=texts[7])
    return [f"/problems/{problem.id}", f"/ideas/{idea.id}", f"/reviews/{review.id}", f"/members/{writer.id}",
            f"/products/{product.slug}", "/problems", "/ideas", "/"]  # fmt: skip


@pytest.mark.parametrize("start", range(0, len(TEXTS), PER_PAGE))
def test_nothing_runs_without_the_policy(unguarded: Page, start: int) -> None:
    ran: list[str] = []

    def note(dialog: Dialog) -> None:
        ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    unguarded.on("dialog", note)
    unguarded.on("request", lambda request: ran.append(request.url) if "evil.example" in request.url else None)
    for address in hostile_addresses(start):
        unguarded.goto(address)
        assert unguarded.evaluate("window.hit === undefined && document.title !== 'hit'"), address

    assert ran == []


def test_with_the_policy_nothing_is_even_tried(open_page: Callable[..., Page]) -> None:
    page = open_page()

    for address in hostile_addresses(0):
        page.goto(address)
        assert page.evaluate("window.hit === undefined && document.title !== 'hit'"), address
