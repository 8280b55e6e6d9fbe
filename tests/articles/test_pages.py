"""The pages of articles, as people open them."""

from collections.abc import Callable

import pytest

from community.articles.models import Article
from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Member
from community.posts import actions as posts
from community.problems import actions as problems
from community.problems.actions import Words
from community.problems.models import Problem
from tests.client import Client
from tests.factories import make_answer, make_article, make_comment, make_member, make_problem, make_product, set_state
from tests.page import Element, read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]
HX = {"HX-Request": "true"}


def url_of(article: Article) -> str:
    return f"/articles/{article.id}/{article.title.lower().replace(' ', '-')}"


def agent() -> Member:
    return make_member(roles=("agent",))


def form_of(page: Element, button: str) -> dict[str, str]:
    return next(form.fields for form in page.all("form") if form.has("button", button))


def opened(browser: Client, path: str, button: str) -> dict[str, str]:
    response = browser.get(path)
    assert response.status_code == 200
    return form_of(read_page(response), button)


def articles() -> list[Article]:
    return db.session.query(Article).order_by(Article.id).all()


def solved(**options: str) -> Problem:
    problem = make_problem(**options)  # type: ignore[arg-type]
    make_answer(problem=problem, source="Turn it **off** and on.", accepted=True)
    return problem


def test_staff_write_an_article_and_everyone_reads_it(sign_in: SignIn, client: Client) -> None:
    make_product(slug="modem-r3")
    browser = sign_in(agent())
    fields = opened(browser, "/articles/write?product=modem-r3", "Publish the article")

    response = browser.send("/articles/write", {**fields, "title": "Where to place it", "source": "In the middle."})

    [article] = articles()
    assert response.location == url_of(article)
    assert article.product is not None
    assert "In the middle." in client.get(url_of(article)).text
    assert read_page(client.get("/articles")).has("link", "Where to place it")


def test_for_customers_there_is_no_such_page(sign_in: SignIn, client: Client) -> None:
    problem, browser = solved(), sign_in(make_member())

    for path in ("/articles/write", f"/articles/from/{problem.id}"):
        assert browser.get(path).status_code == 404
        assert browser.send(path, {"title": "Mine", "source": "My words."}).status_code == 404
        assert client.get(path).status_code == 303
    assert "Write an article" not in browser.get("/articles").text
    assert articles() == []


def test_a_solved_problem_becomes_an_article_linked_both_ways(sign_in: SignIn, client: Client) -> None:
    problem, browser = solved(title="It beeps"), sign_in(agent())
    fields = opened(browser, f"/articles/from/{problem.id}", "Publish the article")
    assert (fields["title"], fields["source"]) == ("It beeps", "Turn it **off** and on.")

    browser.send(f"/articles/from/{problem.id}", {**fields, "title": "What to do when it beeps"})

    [article] = articles()
    assert article.problem == problem
    assert read_page(client.get(url_of(article))).has("link", "It beeps")
    assert read_page(client.get(f"/articles/beside/{problem.id}", headers=HX)).has("link", "What to do when it beeps")


def test_the_form_sent_twice_makes_one_article(sign_in: SignIn) -> None:
    problem, browser = solved(), sign_in(agent())
    fields = opened(browser, f"/articles/from/{problem.id}", "Publish the article")

    first, second = (browser.send(f"/articles/from/{problem.id}", fields) for _ in range(2))

    assert len(articles()) == 1
    assert first.location == second.location


def test_two_colleagues_make_one_article_and_no_text_is_lost(sign_in: SignIn) -> None:
    problem, one, other = solved(), sign_in(agent()), sign_in(agent())
    fields = opened(other, f"/articles/from/{problem.id}", "Publish the article")
    one.send(f"/articles/from/{problem.id}", opened(one, f"/articles/from/{problem.id}", "Publish the article"))

    response = other.send(f"/articles/from/{problem.id}", {**fields, "source": "My longer words."})

    assert response.status_code == 409
    assert "My longer words." in response.text
    assert len(articles()) == 1
    assert other.get(f"/articles/from/{problem.id}").location == url_of(articles()[0])


def test_an_unsolved_problem_does_not_become_an_article(sign_in: SignIn) -> None:
    response = sign_in(agent()).send(f"/articles/from/{make_problem().id}", {"title": "Early", "source": "My words."})

    assert response.status_code == 409
    assert articles() == []


def test_a_hidden_problem_is_not_found_and_its_words_fill_no_form(sign_in: SignIn) -> None:
    problem = set_state(solved(title="An unspeakable title"), "hidden")

    response = sign_in(agent()).get(f"/articles/from/{problem.id}")

    assert response.status_code == 404
    assert "unspeakable" not in response.text


def test_when_the_problem_is_hidden_guests_read_its_name_no_more(client: Client) -> None:
    problem = solved(title="An unspeakable title")
    article = make_article(problem=problem)
    assert "unspeakable" in client.get(url_of(article)).text

    set_state(problem, "hidden")

    assert "unspeakable" not in client.get(url_of(article)).text


def test_when_the_problem_is_renamed_guests_read_its_new_name(client: Client) -> None:
    problem = solved(title="Old name", source="It beeps.")
    article = make_article(problem=problem)
    client.get(url_of(article))

    with transaction():
        words = Words("New name", "It beeps.")
        problems.edit_problem(problem, words, by=problem.author, version=1, product=problem.product)  # type: ignore[arg-type]

    assert "New name" in client.get(url_of(article)).text


def test_beside_a_problem_without_script_one_is_led_to_its_article(client: Client, sign_in: SignIn) -> None:
    problem, bare = solved(), solved()
    article = make_article(problem=problem)

    assert client.get(f"/articles/beside/{problem.id}").location == url_of(article)
    assert "No article about this" in client.get(f"/articles/beside/{bare.id}").text
    assert client.get(f"/articles/beside/{bare.id}", headers=HX).text.strip() == ""
    assert "Turn this into an article" in sign_in(agent()).get(f"/articles/beside/{bare.id}", headers=HX).text


def test_any_staff_edit_and_what_it_said_is_kept(sign_in: SignIn, client: Client) -> None:
    article, browser = make_article(title="Old title"), sign_in(make_member(roles=("analyst",)))
    fields = opened(browser, f"/articles/edit/{article.id}", "Save the change")

    browser.send(f"/articles/edit/{article.id}", {**fields, "title": "New title"})

    assert article.title == "New title"
    assert "Old title" in client.get(f"/posts/{article.id}/revisions").text
    assert sign_in(make_member()).get(f"/articles/edit/{article.id}").status_code == 403


def test_of_two_edits_at_once_none_is_lost(sign_in: SignIn) -> None:
    article, one, other = make_article(), sign_in(agent()), sign_in(agent())
    fields = opened(other, f"/articles/edit/{article.id}", "Save the change")
    theirs = opened(one, f"/articles/edit/{article.id}", "Save the change")
    one.send(f"/articles/edit/{article.id}", {**theirs, "source": "From a colleague."})

    response = other.send(f"/articles/edit/{article.id}", {**fields, "source": "From me."})

    assert response.status_code == 409
    page = read_page(response)
    assert "From a colleague." in page.text
    other.send(f"/articles/edit/{article.id}", form_of(page, "Save the change"))
    assert article.source == "From me."


def test_an_outdated_article_says_so_on_top(client: Client) -> None:
    article, by = make_article(source="Press the red button."), agent()
    with transaction():
        posts.mark_outdated(article, outdated=True, by=by)

    text = read_page(client.get(url_of(article))).one("main").text

    assert text.index("This no longer holds") < text.index("Press the red button.")
    assert "Outdated" in client.get("/articles").text


def test_members_say_whether_it_helped_and_comment(sign_in: SignIn) -> None:
    article, browser = make_article(), sign_in(make_member())

    browser.send(f"/posts/{article.id}/vote", {"value": "1"})
    fields = opened(browser, url_of(article), "Post the comment")
    browser.send(f"/posts/{article.id}/comments", {**fields, "source": "It did help me."})

    page = read_page(browser.get(url_of(article)))
    assert "You found it helpful" in page.text
    assert "It did help me." in page.text


@pytest.mark.parametrize("query", ["sort=x&product=x&after=x", "after=bm90LWEtY3Vyc29y"])
def test_an_address_that_makes_no_sense_shows_the_list(client: Client, query: str) -> None:
    make_article(title="Here it is")

    assert read_page(client.get(f"/articles?{query}")).has("link", "Here it is")


def test_empty_lists_offer_the_next_step(client: Client) -> None:
    make_product(slug="modem-r3")

    assert read_page(client.get("/articles")).has("link", "See the problems")
    assert read_page(client.get("/articles?product=modem-r3")).has("link", "See its problems")


def test_the_page_takes_few_statements(client: Client, sign_in: SignIn) -> None:
    article, browser = make_article(problem=solved(), product=make_product()), sign_in(make_member())
    for _ in range(20):
        make_comment(on=article)
    path = url_of(article)
    browser.get(path)

    with at_most_queries(12):
        browser.get(path)
    client.get(path)
    with at_most_queries(1):
        client.get(path)
