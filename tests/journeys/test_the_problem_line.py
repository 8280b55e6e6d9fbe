"""From a first visit to a solved problem, as people walk it: by the forms and links of the pages, without script."""

from collections.abc import Callable

from tests.factories import make_member, make_product
from tests.journeys.person import Person

DoJobs = Callable[[], int]


def test_a_customer_gets_unstuck_and_the_next_one_need_not_ask(person: Callable[..., Person], do_jobs: DoJobs) -> None:
    make_product(name="Roshana app", slug="app")

    # A stranger joins on the way to asking, and asks.
    asker = person()
    asker.visit("/problems")
    asker.follow("Ask the community")
    asker.follow("Join")
    asker.press("Create my account", name="Narges", email="narges@example.org", password="seven lamps at dusk")
    asker.visit("/problems/ask?title=The+app+signs+me+out+every+morning&product=app")
    asker.press("Post my problem", source="It wants a code from me **each day**.", environment="Samsung A54")
    assert asker.page.one("heading", "The app signs me out every morning")
    assert "No answer yet" in asker.page.text
    problem = asker.here
    do_jobs()

    # Somebody who knows finds it among the unanswered, and answers.
    helper = person(make_member(name="Bahram"))
    helper.visit("/problems?list=unanswered")
    helper.follow("The app signs me out every morning")
    helper.press("I have this problem too")
    helper.press("Post the answer", source="Set the phone clock to automatic.")
    assert "Thank you. Your answer is posted." in helper.page.text
    assert "Set the phone clock to automatic." in helper.page.text

    # The company says so, officially.
    agent = person(make_member(name="Leila", roles=("agent",)))
    agent.visit(problem)
    agent.press("Post the answer", source="Version 4.3 mends it.", official="y")
    assert "Official answer" in agent.page.text

    # The asker marks what helped.
    asker.visit(problem)
    assert "2 answers" in asker.page.text
    assert "1 person has this problem too" in asker.page.text
    asker.press("This solved it answer 1")
    assert "Marked as the answer that helped." in asker.page.text
    assert "Solved" in asker.page.by_id("standing").text
    do_jobs()

    # The next one sees it before posting, and is done.
    next_one = person(make_member())
    next_one.visit("/problems/ask")
    next_one.press(
        "Post my problem", title="Signed out by the app each morning", source="The app wants a code each day."
    )
    assert next_one.page.one("heading", "Before you post")
    next_one.press("This solved it")
    assert "Good to hear." in next_one.page.text
    assert next_one.here == problem

    # A stranger finds it solved, by list and by search.
    stranger = person()
    stranger.visit("/problems")
    assert "1 has it too The app signs me out every morning" in stranger.page.text
    stranger.visit("/search?q=app+signs+out")
    assert "The app signs me out every morning" in stranger.page.text
    stranger.visit(problem)
    assert "Accepted answer" in stranger.page.text


def test_a_change_of_mind_loses_nothing(person: Callable[..., Person], do_jobs: DoJobs) -> None:
    asker = person(make_member(name="Omid"))
    asker.visit("/problems/ask")
    asker.press("Preview", title="No light at all", source="The lamp stays *dark*.")
    assert "This is how it will look" in asker.page.text
    asker.press("Post my problem")
    problem = asker.here

    helper = person(make_member())
    helper.visit(problem)
    helper.press("Post the answer", source="Is it plugged in?")
    do_jobs()

    asker.visit(problem)
    asker.press("This solved it answer 1")
    asker.press("Undo")
    assert "Not solved yet" in asker.page.by_id("standing").text

    asker.follow("Edit on the problem")
    asker.press("Save the change", title="No light in the hall", tried="Another socket")
    assert asker.page.one("heading", "No light in the hall")
    assert "Another socket" in asker.page.text
    asker.follow("Edited")
    assert "No light at all" in asker.page.text

    asker.visit(problem)
    asker.press("Close")
    assert "It takes no new answers." in asker.page.text
    asker.press("Undo")
    assert asker.page.has("textbox", "Your answer")
