"""Submitting, editing and answering ideas by form."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from community.core.database import db
from community.core.transaction import transaction
from community.ideas import queries
from community.ideas.models import Idea, Status
from community.members.models import Member
from community.posts.queries import attachments_of, draft_of, revisions_of
from tests.client import Client
from tests.factories import make_draft, make_idea, make_member, make_product
from tests.page import Element, read_page

SignIn = Callable[[Member], Client]
WORDS = {"title": "Quiet hours at night", "source": "Only outages should ring.", "product": ""}


def form_of(page: Element, button: str) -> dict[str, str]:
    """The fields of the form with this button, as a browser would send them."""
    return next(form.fields for form in page.all("form") if form.has("button", button))


def opened(browser: Client, path: str, button: str) -> dict[str, str]:
    response = browser.get(path)
    assert response.status_code == 200
    return form_of(read_page(response), button)


def ideas() -> list[Idea]:
    return db.session.query(Idea).order_by(Idea.id).all()


def picture() -> BytesIO:
    content = BytesIO()
    Image.new("RGB", (8, 8), "green").save(content, "PNG")
    content.seek(0)
    return content


def test_a_member_submits_an_idea_and_is_led_to_it(sign_in: SignIn) -> None:
    make_product(slug="modem-r3", name="Modem R3")
    browser = sign_in(make_member())
    fields = opened(browser, "/ideas/submit?product=modem-r3&title=Quiet+hours", "Share my idea")

    response = browser.send("/ideas/submit", {**fields, "source": "Only outages should ring."})

    [idea] = ideas()
    assert (idea.title, idea.product and idea.product.slug) == ("Quiet hours", "modem-r3")
    assert response.status_code == 303
    assert response.location == f"/ideas/{idea.id}/quiet-hours"
    assert "Only outages should ring." in browser.get(response.location).text


def test_the_form_sent_twice_makes_one_idea(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    fields = {**opened(browser, "/ideas/submit", "Share my idea"), **WORDS}

    first, second = browser.send("/ideas/submit", fields), browser.send("/ideas/submit", fields)

    assert len(ideas()) == 1
    assert first.location == second.location


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/ideas/submit")

    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=/ideas/submit")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"title": "x" * 161}, "1 character too long"),
        ({"source": "!!! ..."}, "Please write a few words."),
        ({"source": "y" * 20_001}, "1 character too long"),
        ({"product": "no-such-thing"}, "choose a product from the list"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    sign_in: SignIn, changes: dict[str, str], complaint: str
) -> None:
    browser = sign_in(make_member())

    page = read_page(browser.send("/ideas/submit", {**WORDS, **changes}))

    assert page.title.startswith("Error:")
    assert complaint in page.text
    kept = form_of(page, "Share my idea")
    assert kept["title"] == {**WORDS, **changes}["title"]
    assert kept["source"] == {**WORDS, **changes}["source"]
    assert ideas() == []


def test_similar_ideas_are_shown_before_without_script(sign_in: SignIn, do_jobs: Callable[[], int]) -> None:
    there = make_idea(title="Quiet hours at night for outages", source="Only outages should ring at night.")
    do_jobs()
    browser = sign_in(make_member())

    page = read_page(browser.send("/ideas/submit", WORDS))

    assert page.has("link", there.title)
    assert len(ideas()) == 1
    fields = form_of(page, "Share my idea")
    assert fields["source"] == WORDS["source"]
    browser.send("/ideas/submit", {**fields, "confirmed": "1"})
    assert len(ideas()) == 2


def test_what_was_seen_while_typing_is_not_shown_a_second_time(sign_in: SignIn, do_jobs: Callable[[], int]) -> None:
    there = make_idea(title="Quiet hours at night for outages", source="Only outages should ring at night.")
    do_jobs()

    sign_in(make_member()).send("/ideas/submit", {**WORDS, "seen": str(there.id)})

    assert len(ideas()) == 2


def test_a_vote_for_a_similar_idea_puts_the_draft_away(sign_in: SignIn) -> None:
    there, member = make_idea(), make_member()
    make_draft(by=member, form="idea", fields={"title": "Quiet hours"})

    response = sign_in(member).send(f"/ideas/same-as/{there.id}", {"title": "Quiet hours"})

    assert response.status_code == 303
    assert there.vote_count == 1
    assert draft_of(member, "idea") is None


def test_a_draft_comes_back(sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="idea", fields={"title": "Half an id", "source": "Half a tex"})

    fields = opened(sign_in(member), "/ideas/submit", "Share my idea")

    assert (fields["title"], fields["source"]) == ("Half an id", "Half a tex")
    assert opened(sign_in(make_member()), "/ideas/submit", "Share my idea")["title"] == ""


def test_pictures_survive_a_form_that_is_shown_again(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    with_picture = {**WORDS, "title": "", "images": (picture(), "a.png"), "images_alt": "A lamp"}

    page = read_page(browser.send("/ideas/submit", with_picture))
    kept = page.one("checkbox", "Picture 1")["value"]
    browser.send("/ideas/submit", {**WORDS, "kept_images": kept})

    [idea] = ideas()
    [image] = attachments_of([idea])[idea.id]
    assert image.alt == "A lamp"


def test_a_file_that_is_no_picture_is_refused_and_the_words_are_kept(sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    page = read_page(browser.send("/ideas/submit", {**WORDS, "images": (BytesIO(b"<svg/>"), "a.png")}))

    assert "is not a picture we can take" in page.text
    assert form_of(page, "Share my idea")["source"] == WORDS["source"]
    assert ideas() == []


def test_a_preview_saves_nothing(sign_in: SignIn) -> None:
    page = read_page(sign_in(make_member()).send("/ideas/submit", {**WORDS, "source": "**Loud**", "preview": "1"}))

    assert "This is how it will look" in page.text
    assert ideas() == []


def test_an_author_edits_and_everyone_can_read_what_it_said(sign_in: SignIn, client: Client) -> None:
    author = make_member()
    idea = make_idea(by=author, title="Louder alarm")
    browser = sign_in(author)
    fields = opened(browser, f"/ideas/edit/{idea.id}", "Save the change")

    response = browser.send(f"/ideas/edit/{idea.id}", {**fields, "title": "Softer alarm"})

    assert response.location == f"/ideas/{idea.id}/softer-alarm"
    assert "Louder alarm" in client.get(f"/posts/{idea.id}/revisions").text


def test_of_two_edits_at_once_none_is_lost(sign_in: SignIn) -> None:
    author = make_member()
    idea = make_idea(by=author, source="As it was.")
    browser = sign_in(author)
    fields = opened(browser, f"/ideas/edit/{idea.id}", "Save the change")
    browser.send(f"/ideas/edit/{idea.id}", {**fields, "source": "What the phone sent."})

    response = browser.send(f"/ideas/edit/{idea.id}", {**fields, "source": "What the laptop sent."})

    assert response.status_code == 409
    page = read_page(response)
    assert "What the phone sent." in page.text
    again = form_of(page, "Save the change")
    assert again["source"] == "What the laptop sent."
    assert browser.send(f"/ideas/edit/{idea.id}", again).status_code == 303
    assert idea.source == "What the laptop sent."
    assert len(revisions_of(idea)) == 2


def test_nobody_else_opens_the_form_for_editing(sign_in: SignIn, client: Client) -> None:
    idea = make_idea()

    assert sign_in(make_member()).get(f"/ideas/edit/{idea.id}").status_code == 403
    assert client.get(f"/ideas/edit/{idea.id}").status_code == 303


def decided(browser: Client, idea: Idea, **changes: str) -> Element:
    fields = opened(browser, f"/ideas/status/{idea.id}", "Publish the answer")
    response = browser.send(f"/ideas/status/{idea.id}", {**fields, "source": "We heard you.", **changes})
    return read_page(response)


def test_an_analyst_answers_and_the_page_says_it(sign_in: SignIn, client: Client) -> None:
    idea = make_idea(title="Quiet hours")

    decided(sign_in(make_member(roles=("analyst",))), idea, status="planned")

    assert idea.status == Status.PLANNED
    assert "We heard you." in client.get(f"/ideas/{idea.id}/quiet-hours").text


def test_declining_without_a_reason_is_refused_beside_the_field(sign_in: SignIn) -> None:
    idea = make_idea()

    page = decided(sign_in(make_member(roles=("analyst",))), idea, status="declined", reason="")

    assert "Please say why it is declined." in page.text
    assert form_of(page, "Publish the answer")["source"] == "We heard you."
    assert idea.status == Status.NEW


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",)])
def test_for_others_there_is_no_way_to_decide(sign_in: SignIn, roles: tuple[str, ...]) -> None:
    idea, browser = make_idea(title="Quiet hours"), sign_in(make_member(roles=roles))

    assert browser.get(f"/ideas/status/{idea.id}").status_code == 404
    assert browser.send(f"/ideas/status/{idea.id}", {"status": "planned", "source": "x y"}).status_code == 404
    assert "Answer for the company" not in browser.get(f"/ideas/{idea.id}/quiet-hours").text
    assert idea.status == Status.NEW


def test_of_two_who_decide_at_once_the_slower_sees_both_answers(sign_in: SignIn) -> None:
    idea = make_idea()
    slow, fast = sign_in(make_member(roles=("analyst",))), sign_in(make_member(roles=("administrator",)))
    fields = opened(slow, f"/ideas/status/{idea.id}", "Publish the answer")
    decided(fast, idea, status="planned", source="In spring.")

    response = slow.send(f"/ideas/status/{idea.id}", {**fields, "status": "delivered", "source": "It is there."})

    assert response.status_code == 409
    page = read_page(response)
    assert "In spring." in page.text
    again = form_of(page, "Publish the answer")
    assert again["source"] == "It is there."
    slow.send(f"/ideas/status/{idea.id}", again)
    assert idea.status == Status.DELIVERED


def test_an_answer_sent_twice_is_given_once(sign_in: SignIn) -> None:
    idea, browser = make_idea(), sign_in(make_member(roles=("analyst",)))
    fields = opened(browser, f"/ideas/status/{idea.id}", "Publish the answer")
    sent = {**fields, "status": "planned", "source": "In spring."}

    assert browser.send(f"/ideas/status/{idea.id}", sent).status_code == 303
    assert browser.send(f"/ideas/status/{idea.id}", sent).status_code == 303

    with transaction():
        assert len(queries.changes_of(idea)) == 1
