"""One line through everything: from signing up to a need that the product team answers."""

from collections.abc import Callable

from flask import Flask

from community.core.database import db
from community.insights.models import Need
from community.members.models import Member
from community.posts.models import Post
from tests.client import Client, client_of
from tests.factories import make_member, make_product
from tests.insights.saying import BILLS, SIGN_IN, found_needs, say
from tests.page import read_page

PASSWORD = "a long word that nobody guesses"


def newcomer(app: Flask, name: str) -> Client:
    browser = client_of(app)
    email = f"{name.lower()}@example.org"
    assert browser.send("/sign-up", {"name": name, "email": email, "password": PASSWORD}).status_code == 303
    return browser


def written(kind: str) -> Post:
    return db.session.query(Post).filter_by(kind=kind).order_by(Post.id.desc()).first() or Post()


def test_from_a_question_to_a_decision(
    app: Flask, sign_in: Callable[[Member], Client], do_jobs: Callable[[], int]
) -> None:
    product = make_product(name="Router R3")
    asker, helper = newcomer(app, "Sara"), newcomer(app, "Reza")

    words = {"title": "The router forgets its name", "source": "After each update the name is gone.", "resend_key": "a"}
    asked = asker.send("/problems/ask", {**words, "product": product.slug})
    do_jobs()
    similar = helper.send("/problems/ask", {**words, "title": "My router forgets its name", "resend_key": "b"})
    assert "The router forgets its name" in similar.text
    assert similar.status_code == 200

    problem = written("problem")
    helper.send(f"/problems/{problem.id}/answers", {"source": "Set it under advanced settings.", "resend_key": "c"})
    answer = written("answer")
    asker.send(f"/answers/{answer.id}/accept")
    do_jobs()
    assert "Your answer was accepted" in read_page(helper.get("/inbox")).text
    assert "Set it under advanced settings." in client_of(app).get(asked.headers["Location"]).text

    review = {"rating": "4", "title": "Good, but forgetful", "source": "Fast and quiet.", "resend_key": "d"}
    assert helper.send(f"/products/{product.slug}/review", review).status_code == 303
    idea = {"title": "Keep the name", "source": "It should survive updates.", "confirmed": "1", "resend_key": "e"}
    asker.send("/ideas/submit", idea)
    helper.send(f"/posts/{written('idea').id}/vote", {"value": "1"})
    assert written("idea").vote_count == 1

    helper.send(f"/posts/{written('idea').id}/report", {"reason": "spam"})
    moderator = sign_in(make_member(roles=("moderator",)))
    case = read_page(moderator.get("/desk/moderation"))
    assert "Keep the name" in case.text
    analyst = sign_in(make_member(roles=("analyst",)))
    decided = {"status": "planned", "source": "It comes in spring.", "after": "", "resend_key": "f"}
    assert analyst.send(f"/ideas/status/{written('idea').id}", decided).status_code == 303
    do_jobs()
    assert "Keep the name" in client_of(app).get("/roadmap").text
    assert "It comes in spring." in read_page(asker.get(f"/ideas/{written('idea').id}", follow_redirects=True)).text


def test_many_voices_become_needs_with_their_evidence(sign_in: Callable[[Member], Client]) -> None:
    say(SIGN_IN)
    say(BILLS)
    needs = found_needs()
    analyst = sign_in(make_member(roles=("analyst",)))

    board = read_page(analyst.get("/desk/needs"))
    page = read_page(analyst.get(f"/desk/needs/{needs[0].id}"))

    assert len(needs) >= 2
    assert needs[0].name in board.text
    assert any(sentence in page.text for sentence in (*SIGN_IN, *BILLS))
    analyst.send(f"/desk/needs/{needs[0].id}/rename", {"title": "What the team calls it"})
    found_needs()
    assert db.session.get_one(Need, needs[0].id).name == "What the team calls it"
    assert "What the team calls it" in read_page(analyst.get("/desk/reports/needs")).text
