import io
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from community.core import clock
from community.core.database import db
from community.members.models import Member
from community.posts.models import Attachment, Draft, Vote
from community.posts.queries import attachments_of, is_following
from community.problems.models import Problem
from tests.client import Client
from tests.factories import make_answer, make_draft, make_member, make_problem, make_product, set_state
from tests.page import read_page
from tests.problems.pictures import picture
from tests.problems.places import address

SignIn = Callable[[Member], Client]
DoJobs = Callable[[], int]
WORDS = {"title": "The app signs me out", "source": "Every morning it wants a code from me."}


def ask_form(client: Client, query: str = "") -> dict[str, str]:
    return read_page(client.get(f"/problems/ask{query}")).by_id("ask").fields


def problems() -> list[Problem]:
    return list(db.session.scalars(select(Problem).order_by(Problem.id)))


def test_a_problem_is_posted_and_shown(sign_in: SignIn) -> None:
    asker, product = make_member(), make_product(slug="app", name="The app")
    browser = sign_in(asker)

    details = {"product": "app", "environment": "Pixel 7", "tried": "A restart"}
    response = browser.send("/problems/ask", {**ask_form(browser), **WORDS, **details})

    [problem] = problems()
    assert response.status_code == 303
    assert response.location == address(problem)
    assert (problem.author, problem.product, problem.environment, problem.tried) == (
        asker, product, "Pixel 7", "A restart",
    )  # fmt: skip
    assert WORDS["title"] in read_page(browser.get(response.location)).text


def test_a_stranger_is_asked_to_sign_in_and_keeps_the_title(client: Client) -> None:
    response = client.get("/problems/ask?title=No+light")

    assert response.status_code == 303
    assert response.location == "/sign-in?next=/problems/ask?title%3DNo%2Blight"


def test_a_title_and_a_product_are_brought_along(sign_in: SignIn) -> None:
    make_product(slug="app")

    fields = ask_form(sign_in(make_member()), "?title=No+light&product=app")

    assert (fields["title"], fields["product"]) == ("No light", "app")


def test_an_unknown_or_archived_product_brought_along_is_left_out(sign_in: SignIn) -> None:
    make_product(slug="old", archived_at=clock.now())

    for slug in ("old", "unknown"):
        assert ask_form(sign_in(make_member()), f"?product={slug}")["product"] == ""


def test_the_same_form_sent_twice_makes_one_post(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    form = {**ask_form(browser), **WORDS}

    first, second = browser.send("/problems/ask", form), browser.send("/problems/ask", form)

    assert len(problems()) == 1
    assert first.location == second.location


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Say in one sentence what is not working."),
        ("title", "ع" * 320, "This is 160 characters too long."),
        ("title", "!!! ???", "Please write a few words."),
        ("source", " \n ", "Tell what you did and what you saw."),
        ("source", "ک" * 20_001, "This is 1 character too long."),
        ("source", "x" * 10_000, "One of these words is too long to be shown."),
        ("environment", "x " * 150, "This is 99 characters too long."),
        ("tried", "x " * 2600, "This is 199 characters too long."),
        ("product", "unknown", "Please choose a product from the list."),
    ],
)
def test_what_cannot_be_posted_is_said_beside_the_field(field: str, value: str, sentence: str, sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    response = browser.send("/problems/ask", {**ask_form(browser), **WORDS, field: value})

    page = read_page(response)
    assert page.title.startswith("Error:")
    assert sentence in page.by_id(f"{field}-error").text
    kept = page.by_id("ask").fields
    assert all(kept[name] == words for name, words in WORDS.items() if name != field)
    assert kept[field] == ("" if field == "product" else value.strip())
    assert problems() == []


def test_control_characters_are_dropped(sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    browser.send("/problems/ask", {**WORDS, "title": "No\x00 li\x07ght", "source": "It is\x00 dark.\r\nVery."})

    assert (problems()[0].title, problems()[0].source) == ("No light", "It is dark.\nVery.")


def test_a_long_honest_text_is_taken_whole(sign_in: SignIn) -> None:
    text = ("واژه " * 3999).strip()

    sign_in(make_member()).send("/problems/ask", {**WORDS, "title": "ع" * 160, "source": text})

    assert problems()[0].source == text
    assert problems()[0].title == "ع" * 160


def test_the_preview_posts_nothing(sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    page = read_page(
        browser.send("/problems/ask", {**ask_form(browser), **WORDS, "source": "**Bold**", "preview": "1"})
    )

    assert "This is how it will look" in page.text
    assert any(one.tag == "strong" and one.text == "Bold" for one in page.walk())
    assert page.by_id("ask").fields["source"] == "**Bold**"
    assert problems() == []


@pytest.fixture
def similar(do_jobs: DoJobs) -> Problem:
    """A solved problem that an index knows, much like the one that is asked."""
    problem = make_problem(
        title="The app signs me out every morning", source="It wants a code from me each day.", solved=True
    )
    do_jobs()
    return problem


def test_without_script_similar_problems_are_shown_before_posting(similar: Problem, sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    step = read_page(browser.send("/problems/ask", {**ask_form(browser), **WORDS}))

    assert step.one("heading", "Before you post")
    assert step.has("link", similar.title)
    assert problems() == [similar]
    fields = step.by_id("ask").fields
    assert fields["title"] == WORDS["title"]
    assert step.has("button", "None of these, post my problem")

    response = browser.send("/problems/ask", {**fields, "confirmed": "1"})
    assert response.status_code == 303
    assert len(problems()) == 2


def test_what_was_shown_while_typing_is_not_shown_again(similar: Problem, sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    response = browser.send("/problems/ask", {**ask_form(browser), **WORDS, "seen": f"{similar.id},5"})

    assert response.status_code == 303


def test_going_on_from_the_step_without_confirming_posts_what_was_not_changed(
    similar: Problem, sign_in: SignIn
) -> None:
    browser = sign_in(make_member())
    step = read_page(browser.send("/problems/ask", {**ask_form(browser), **WORDS}))

    assert browser.send("/problems/ask", step.by_id("ask").fields).status_code == 303


def test_the_step_shows_nothing_that_the_asker_may_not_see(do_jobs: DoJobs, sign_in: SignIn) -> None:
    problem = make_problem(title="The app signs me out every morning", source="A secret code each day.")
    do_jobs()
    set_state(problem, "hidden")
    browser = sign_in(make_member())

    assert browser.send("/problems/ask", {**ask_form(browser), **WORDS}).status_code == 303


def test_what_one_may_not_see_cannot_be_joined(sign_in: SignIn) -> None:
    hidden = set_state(make_problem(), "hidden")

    assert sign_in(make_member()).send(f"/problems/same-as/{hidden.id}", WORDS).status_code == 404


def test_joining_an_open_problem_counts_and_follows(sign_in: SignIn) -> None:
    member, problem = make_member(), make_problem()
    make_draft(by=member, form="problem", fields=WORDS)

    response = sign_in(member).send(f"/problems/same-as/{problem.id}", WORDS)

    assert response.location == address(problem)
    assert problem.vote_count == 1
    assert db.session.get(Vote, (problem.id, member.id)) is not None
    assert is_following(member, problem)
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_nobody_joins_his_own_problem(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)

    assert sign_in(asker).send(f"/problems/same-as/{problem.id}").status_code == 403
    assert problem.vote_count == 0


def test_a_draft_is_gone_on_with(sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="problem", fields={**WORDS, "tried": "A restart"})

    fields = ask_form(sign_in(member))

    assert fields["title"] == WORDS["title"]
    assert fields["tried"] == "A restart"
    assert ask_form(sign_in(make_member()))["title"] == ""


def test_posting_ends_the_draft(sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="problem", fields=WORDS)
    browser = sign_in(member)

    browser.send("/problems/ask", {**ask_form(browser)})

    assert len(problems()) == 1
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_title_brought_along_leaves_the_draft_alone(sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="problem", fields=WORDS)
    browser = sign_in(member)

    page = read_page(browser.get("/problems/ask?title=Something+else"))

    assert page.by_id("ask").fields["title"] == "Something else"
    assert page.one("link", f"Go on with “{WORDS['title']}”")["href"] == "/problems/ask"
    browser.send("/problems/ask", {**page.by_id("ask").fields, "source": "It broke."})
    assert ask_form(browser)["title"] == WORDS["title"]


def test_drafts_lead_back_to_their_forms(sign_in: SignIn) -> None:
    member, problem = make_member(), make_problem()
    answer = make_answer(by=member)
    for form in (
        "problem",
        "problem-2",
        f"answer-{problem.id}",
        f"problem_edit-{problem.id}",
        f"answer_edit-{answer.id}",
    ):
        make_draft(by=member, form=form)

    links = read_page(sign_in(member).get("/drafts")).all("link", "Go on writing")

    assert {link["href"] for link in links} == {
        "/problems/ask",
        "/problems/ask?draft=2",
        f"/problems/{problem.id}#your-answer",
        f"/problems/edit/{problem.id}",
        f"/answers/edit/{answer.id}",
    }


def test_a_second_draft_has_its_own_address(sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="problem-2", fields={"title": "The second"})

    assert ask_form(sign_in(member), "?draft=2")["title"] == "The second"
    assert ask_form(sign_in(member), "?draft=-1")["title"] == ""
    assert ask_form(sign_in(member), "?draft=99999999999999999999999")["title"] == ""


def test_pictures_are_posted_with_their_texts(sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    browser.send("/problems/ask", {**WORDS, "images": [picture(), picture()], "images_alt": ["The error"]})

    [problem] = problems()
    assert [image.alt for image in attachments_of([problem])[problem.id]] == ["The error", ""]


def test_pictures_survive_a_form_that_comes_back(sign_in: SignIn) -> None:
    member = make_member()
    browser = sign_in(member)

    data = {"title": "", "source": WORDS["source"], "images": picture(), "images_alt": "The error"}
    page = read_page(browser.send("/problems/ask", data))
    assert page.has("checkbox", "Picture 1")
    [image] = db.session.scalars(select(Attachment))
    assert image.post_id is None
    assert browser.get(f"/attachments/{image.id}").status_code == 200
    assert sign_in(make_member()).get(f"/attachments/{image.id}").status_code == 404

    browser.send("/problems/ask", {**page.by_id("ask").fields, **WORDS})

    [problem] = problems()
    assert [image.alt for image in attachments_of([problem])[problem.id]] == ["The error"]


def test_a_picture_whose_mark_is_taken_off_stays_behind(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    data = {"title": "", "images": picture()}
    fields = read_page(browser.send("/problems/ask", data)).by_id("ask").fields
    fields.pop("kept_images")

    browser.send("/problems/ask", {**fields, **WORDS})

    assert attachments_of(problems())[problems()[0].id] == []


def test_nobody_takes_the_pictures_of_others(sign_in: SignIn) -> None:
    owner, thief = make_member(), make_member()
    sign_in(owner).send("/problems/ask", {"title": "", "images": picture()})
    [image] = db.session.scalars(select(Attachment))

    sign_in(thief).send("/problems/ask", {**WORDS, "kept_images": image.id})

    db.session.refresh(image)
    assert image.post_id is None
    assert attachments_of(problems())[problems()[0].id] == []


def test_what_is_no_picture_is_refused_and_the_text_stays(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    lying = FileStorage(io.BytesIO(b"<svg onload=alert(1)>"), filename="cat.png", content_type="image/png")

    page = read_page(browser.send("/problems/ask", {**WORDS, "images": lying}))

    assert "“cat.png” is not a picture we can take." in page.by_id("images-error").text
    assert page.by_id("ask").fields["source"] == WORDS["source"]
    assert problems() == []


def test_five_pictures_are_too_many(sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    page = read_page(browser.send("/problems/ask", {**WORDS, "images": [picture() for _ in range(5)]}))

    assert "At most 4 pictures fit here." in page.by_id("images-error").text


def test_nonsense_in_hidden_fields_breaks_nothing(sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    nonsense = {"draft": "x", "seen": "a,,-1,99999999999999999999", "kept_images": "99999999999999999999"}
    response = browser.send("/problems/ask", {**WORDS, **nonsense})

    assert response.status_code in (200, 303)


def test_asking_has_a_rate(sign_in: SignIn, change_settings: Callable[..., object]) -> None:
    change_settings(rate_limit_scale=0.05)
    browser = sign_in(make_member())

    assert browser.send("/problems/ask", WORDS).status_code == 303
    response = browser.send("/problems/ask", WORDS)

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert WORDS["source"] in response.get_data(as_text=True)


def test_the_form_is_not_lost_when_the_session_has_ended(client: Client) -> None:
    response = client.send("/problems/ask", WORDS)

    assert response.status_code == 401
    assert WORDS["source"] in response.get_data(as_text=True)


def test_looking_at_the_form_changes_nothing(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    before = db.session.scalar(select(func.count()).select_from(Draft))

    browser.get("/problems/ask?title=Hello")

    assert db.session.scalar(select(func.count()).select_from(Draft)) == before
    assert problems() == []
