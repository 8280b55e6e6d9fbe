"""The desk of the product team: narrowing, kept views, weights, splitting, correcting, deciding with the ideas, notes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from community.core import clock, locale
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.ideas.models import Idea, Status, StatusChange
from community.insights import actions, targets
from community.insights.actions.correcting import Mood
from community.insights.actions.counting import count_needs
from community.insights.actions.deciding import Verdict
from community.insights.models import Correction, Evidence, Need, NeedProposal, NeedState, VoiceKind
from community.insights.queries import board, engine, outcome, weights
from community.insights.queries.filters import Filters, heard_within
from community.insights.ranking import DEFAULT_WEIGHTS, Factor
from community.members import actions as members
from community.members.models import OPERATOR, Member
from community.products import actions as products
from tests.client import Client
from tests.factories import make_idea, make_member, make_organization, make_problem, make_product, make_review
from tests.insights.test_pages import make_need, make_posts
from tests.page import read_page

SignIn = Callable[[Member], Client]


@pytest.fixture
def team() -> Member:
    return make_member(name="Ana Analyst", roles=("analyst",))


@pytest.fixture
def analyst(sign_in: SignIn, team: Member) -> Client:
    return sign_in(team)


def evidence_of(need: Need) -> list[Evidence]:
    return list(db.session.query(Evidence).filter_by(need_id=need.id).order_by(Evidence.weight.desc()))


def test_a_period_and_a_product_count_customers_anew() -> None:
    modem = make_product(slug="modem")
    posts = [make_problem(product=modem), *make_posts(3)]
    with transaction():
        posts[1].created_at = clock.now() - timedelta(days=400)
    need = make_need(posts)
    last_month = clock.now().date() - timedelta(days=30)

    recent, about_it = heard_within(Filters(start=last_month)), heard_within(Filters(product="modem"))

    assert (recent[need.id].customers, about_it[need.id].customers) == (3, 1)
    assert board.ranked(Filters(start=last_month)).rows == [need]


def test_a_segment_shows_no_need_of_fewer_than_five_customers() -> None:
    with transaction():
        plan = members.add_organization_field("Plan", by=OPERATOR)
    large, small = make_organization(), make_organization()
    with transaction():
        for company in (large, small):
            members.describe_organization(company, {plan.id: f"plan of {company.name}"}, by=OPERATOR)
    need = make_need([make_problem(by=make_member(organization=large)) for _ in range(5)])
    make_need([make_problem(by=make_member(organization=small)) for _ in range(4)], label="Small")

    by_field = heard_within(Filters(fields=((plan.id, f"plan of {large.name}"),)))

    assert set(by_field) == {need.id}
    assert heard_within(Filters(organization=small.name)) == {}
    assert heard_within(Filters(fields=((plan.id, f"plan of {small.name}"),))) == {}


def test_moods_owners_and_orders_narrow_the_board(team: Member) -> None:
    sad, glad = make_need(make_posts(2), label="Sad"), make_need(make_posts(3), label="Glad")
    with transaction():
        sad.unhappy, glad.unhappy, glad.sentiment = 0.9, 0.0, 0.5
        sad.owner = team

    def shown(**filters: object) -> list[str]:
        return [need.label for need in board.ranked(Filters(**filters)).rows]  # type: ignore[arg-type]

    assert shown(mood="negative") == shown(owner=team.id) == ["Sad"]
    assert shown(mood="positive") == shown(owner=-1) == ["Glad"]
    assert shown(sort="unhappy") == ["Sad", "Glad"]
    assert shown(sort="customers") == ["Glad", "Sad"]


def test_twelve_posts_of_one_customer_are_one_customer(analyst: Client) -> None:
    loud = make_member()
    make_need([make_problem(by=loud) for _ in range(12)])

    assert "12 posts, 1 customer" in " ".join(read_page(analyst.get("/desk/needs")).text.split())


def test_a_kept_view_is_the_keepers_unless_shared(analyst: Client, sign_in: SignIn) -> None:
    other = sign_in(make_member(roles=("analyst",)))
    analyst.send("/desk/views?state=new&mood=negative", {"view_name": "Angry ones"})
    analyst.send("/desk/views?state=planned", {"view_name": "Coming", "shared": "y"})

    mine, theirs = (read_page(one.get("/desk/needs")).text for one in (analyst, other))

    assert "Angry ones" in mine
    assert "Angry ones" not in theirs
    assert "Coming" in theirs
    assert "mood=negative" in analyst.get("/desk/needs").get_data(as_text=True)


def test_a_card_moves_by_a_form_but_never_past_the_words_customers_read(analyst: Client) -> None:
    need = make_need(make_posts(2))

    back = analyst.send(f"/desk/needs/{need.id}/state", {"state": "watching", "query": "view=columns"})
    asked = analyst.send(f"/desk/needs/{need.id}/state", {"state": "planned"})

    assert back.location == "/desk/needs?view=columns"
    assert asked.location == f"/desk/needs/{need.id}?state=planned#decide"
    assert db.session.get_one(Need, need.id).state == NeedState.WATCHING


def test_other_weights_show_their_order_and_are_kept_only_when_asked(analyst: Client) -> None:
    many = make_need(make_posts(8), label="Many")
    firms = [make_problem(by=make_member(organization=make_organization())) for _ in range(2)]
    few = make_need(firms, label="Few firms")
    only_firms = {factor.value: "0" for factor in Factor} | {"organizations": "3"}

    tried = analyst.send("/desk/needs/weights", {**only_firms, "try": "1"})

    shown = read_page(tried).text
    assert shown.index("Few firms") < shown.index("Many")
    assert weights.weights() == {**DEFAULT_WEIGHTS}
    assert [need.id for need in board.ranked(Filters()).rows] == [many.id, few.id]

    analyst.send("/desk/needs/weights", only_firms)

    assert weights.weights()[Factor.ORGANIZATIONS] == 3.0
    assert [need.id for need in board.ranked(Filters()).rows] == [few.id, many.id]
    with transaction():
        count_needs()
    assert [need.id for need in board.ranked(Filters()).rows] == [few.id, many.id]


def test_chosen_posts_become_a_need_of_their_own_and_join_back(analyst: Client) -> None:
    need = make_need(make_posts(4))
    chosen = [one.voice_id for one in evidence_of(need)[:2]]

    response = analyst.send(f"/desk/needs/{need.id}/split", {"voice": chosen, "title": "Only these"})
    born = db.session.query(Need).filter_by(title="Only these").one()

    assert response.location == f"/desk/needs/{born.id}"
    assert {one.voice_id for one in evidence_of(born)} == set(chosen)
    assert len(evidence_of(need)) == 2

    analyst.send(f"/desk/needs/{born.id}/merge/{need.id}")

    assert len(evidence_of(need)) == 4
    assert born.merged_into_id == need.id


def test_a_need_is_not_split_into_all_and_nothing(team: Member) -> None:
    need = make_need(make_posts(2))

    with pytest.raises(ConflictError), transaction():
        actions.split(need, {one.voice_id for one in evidence_of(need)}, by=team)


def test_a_proposal_is_done_once_or_left_for_ever(analyst: Client) -> None:
    small, large = make_need(make_posts(2), label="A"), make_need(make_posts(3), label="B")
    with transaction():
        proposal = NeedProposal(change="join", key="k", need_ids=[small.id, large.id], overlap=0.8)
        db.session.add(proposal)
    assert "Are these one need in two languages?" in read_page(analyst.get("/desk/needs/proposals")).text

    response = analyst.send(f"/desk/needs/proposals/{proposal.id}", {"accept": "1"})

    assert response.location == f"/desk/needs/{large.id}#history"
    assert small.merged_into_id == large.id
    assert analyst.send(f"/desk/needs/proposals/{proposal.id}", {"accept": "1"}).status_code == 409


def test_a_proposed_split_keeps_the_largest_part(team: Member) -> None:
    need = make_need(make_posts(5))
    ids = [one.voice_id for one in evidence_of(need)]
    with transaction():
        proposal = NeedProposal(change="split", key="s", need_ids=[need.id], parts=[ids[:2], ids[2:]])
        db.session.add(proposal)

    with transaction():
        standing = actions.accept_proposal(proposal, by=team)

    assert standing is need
    assert {one.voice_id for one in evidence_of(need)} == set(ids[2:])


def test_every_correction_holds_and_counts_on_the_health_page(analyst: Client) -> None:
    need = make_need(make_posts(3))
    first, second, third = evidence_of(need)

    analyst.send(f"/desk/evidence/{first.id}/confirm")
    analyst.send(f"/desk/evidence/{second.id}/refuse")
    analyst.send(f"/desk/evidence/{third.id}/correct", {"mood": "positive", "kind": "wish", "distress": ""})

    voice = third.voice
    assert (voice.sentiment, voice.kind, voice.corrected) == (0.6, VoiceKind.WISH, {"mood": "positive", "kind": "wish"})
    assert [(one.was, one.now) for one in db.session.query(Correction).filter_by(kind="mood")] == [
        ("negative", "positive")
    ]
    found = {one.what: (one.right, one.judged) for one in engine.health(make_member(roles=("analyst",))).accuracy}
    assert found == {"need": (1, 2), "mood": (0, 1), "kind": (0, 1), "distress": (0, 0)}
    assert "nobody looked yet" in read_page(analyst.get("/desk/engine")).text


def test_a_post_is_found_and_added_by_hand(analyst: Client) -> None:
    need = make_need(make_posts(2))
    stray = make_problem(title="A stray walrus")
    make_need([stray], label="Other")

    page = read_page(analyst.get(f"/desk/needs/{need.id}?add=walrus"))
    analyst.send(f"/desk/needs/{need.id}/add/{stray.id}")

    assert page.has("link", "A stray walrus")
    assert stray.id in {one.voice.post_id for one in evidence_of(need)}


def test_a_decision_moves_the_linked_ideas_with_the_answer_in_their_language(team: Member) -> None:
    need = make_need(make_posts(2))
    persian, english = make_idea(title="نام شرکت روی قبض"), make_idea(title="Company name on the bill")
    with transaction():
        for idea in (persian, english):
            actions.link_idea(need, idea, by=team)
    verdict = Verdict(
        NeedState.PLANNED,
        answer="Next spring.",
        answer_fa="بهار آینده.",
        target_on=date(2027, 3, 31),
        target_is_quarter=True,
    )

    with transaction():
        moved = actions.decide(need, verdict, by=team, version=need.version)

    said = {idea.title: idea.status for idea in (persian, english)}
    assert moved == 2
    assert set(said.values()) == {Status.PLANNED}
    answers = {change.idea_id: change.source for change in db.session.query(StatusChange)}
    assert answers == {persian.id: "بهار آینده.", english.id: "Next spring."}
    assert (need.target_on, need.target_is_quarter) == (date(2027, 3, 31), True)


def test_ideas_stay_where_they_are_when_asked_so(team: Member) -> None:
    need, idea = make_need(make_posts(2)), make_idea()
    with transaction():
        actions.link_idea(need, idea, by=team)

    with transaction():
        verdict = Verdict(NeedState.DELIVERED, answer="Done.", moves_ideas=False)
        assert actions.decide(need, verdict, by=team, version=need.version) == 0

    assert db.session.get_one(Idea, idea.id).status == Status.NEW


def test_before_and_after_compare_equal_times(team: Member) -> None:
    decided = clock.now() - timedelta(days=20)
    sad = [make_review(rating=1) for _ in range(3)]
    glad = [make_review(rating=5)]
    with transaction():
        for post in sad:
            post.created_at = decided - timedelta(days=5)
        glad[0].created_at = decided + timedelta(days=5)
    need = make_need([*sad, *glad])
    with clock.at(decided), transaction():
        actions.decide(need, Verdict(NeedState.DELIVERED, answer="It is there."), by=team, version=need.version)

    found = outcome.outcome_of(need)

    assert found is not None
    assert (found.days, found.before.customers, found.after.customers) == (20, 3, 1)
    assert found.before.rating is not None
    assert found.after.rating is not None
    assert (found.before.rating.mean, found.after.rating.mean) == (1.0, 5.0)


def test_nothing_is_compared_on_the_day_of_the_decision(team: Member) -> None:
    need = make_need(make_posts(2))
    with transaction():
        actions.decide(need, Verdict(NeedState.DELIVERED, answer="It is there."), by=team, version=need.version)

    assert outcome.outcome_of(need) is None


def test_releases_of_its_products_stand_on_the_timeline(analyst: Client) -> None:
    modem, router = make_product(), make_product()
    need = make_need([make_problem(product=modem) for _ in range(3)])
    today = clock.now().date()
    with transaction():
        products.note_release("Modem 9", today, product=modem, by=OPERATOR)
        products.note_release("Router 7", today, product=router, by=OPERATOR)

    page = analyst.get(f"/desk/needs/{need.id}").get_data(as_text=True)

    assert page.count("Modem 9") == 3  # on both drawings, and in words
    assert "Router 7" not in page


def test_a_note_is_the_teams_and_only_its_writer_takes_it_back(analyst: Client, sign_in: SignIn) -> None:
    need = make_need(make_posts(2))
    analyst.send(f"/desk/needs/{need.id}/notes", {"words": "Ask finance first."})
    colleague = sign_in(make_member(roles=("analyst",)))

    page = read_page(colleague.get(f"/desk/needs/{need.id}")).text

    assert "Ask finance first." in page
    assert colleague.send("/desk/notes/1/drop").status_code == 404
    assert analyst.send("/desk/notes/1/drop").status_code == 303


def test_only_the_product_team_teaches_the_engine() -> None:
    stranger, voice = make_member(), evidence_of(make_need(make_posts(1)))[0].voice

    for teach in (
        lambda: actions.set_detail(1.6, by=stranger),
        lambda: actions.add_pair("قبض", "bill", by=stranger),
        lambda: actions.set_weights(DEFAULT_WEIGHTS, by=stranger),
        lambda: actions.save_view("Mine", "", shared=False, by=stranger),
        lambda: actions.correct_mood(voice, Mood.NEUTRAL, by=stranger),
    ):
        with pytest.raises(NotAllowedError), transaction():
            teach()


def test_a_pair_of_terms_is_added_found_and_dropped(analyst: Client) -> None:
    analyst.send("/desk/engine/terms", {"fa": "قبض", "en": "Bill"})

    assert "Ana Analyst" in read_page(analyst.get("/desk/engine/terms?q=BILL")).text
    assert "ships with the engine" in read_page(analyst.get("/desk/engine/terms?q=invoice")).text
    assert "No such pair" in read_page(analyst.get("/desk/engine/terms?q=walrusses")).text
    assert analyst.send("/desk/engine/terms/1/drop").status_code == 303


@pytest.mark.pure
def test_a_quarter_is_named_in_the_readers_calendar() -> None:
    with locale.in_language("en"):
        assert [name for _day, name in targets.quarters(date(2026, 11, 22), 2)] == ["Q4 2026", "Q1 2027"]
        assert targets.quarter(date(2027, 3, 20)) == "Q1 2027"
    with locale.in_language("fa"):
        assert [name for _day, name in targets.quarters(date(2026, 11, 22), 3)] == [
            "پاییز ۱۴۰۵",
            "زمستان ۱۴۰۵",
            "بهار ۱۴۰۶",
        ]
        assert targets.quarter(date(2027, 3, 31)) == "زمستان ۱۴۰۵"


def test_no_need_page_of_many_posts_counts_them_again(analyst: Client) -> None:
    need = make_need(make_posts(6))

    assert need.figures["top_customers"]
    assert len(need.figures["unanswered_posts"]) == 6
    assert "Answer these today" in read_page(analyst.get(f"/desk/needs/{need.id}")).text


def test_a_small_group_is_not_broken_down_by_organizations(analyst: Client) -> None:
    few = make_need([make_problem(by=make_member(organization=make_organization())) for _ in range(4)])

    shown = (read_page(analyst.get(address)).text for address in ("/desk/needs", f"/desk/needs/{few.id}"))

    for text in shown:
        assert "4 organizations" not in text
        assert "organizations 4" not in " ".join(text.split())


def test_each_reading_names_the_typed_words_that_caused_it(analyst: Client) -> None:
    need = make_need([make_problem(title="Terrible and slow")])
    with transaction():
        voice = evidence_of(need)[0].voice
        voice.kind_words = [{"start": 0, "end": 8, "value": 3.0}]

    text = " ".join(read_page(analyst.get(f"/desk/needs/{need.id}")).text.split())

    assert "because of Terrible" in text.replace("\u2068", "").replace("\u2069", "")
