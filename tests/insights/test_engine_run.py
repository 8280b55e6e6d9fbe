"""What a full run leaves in the database: themes and proposals, statements with their places, what labels taught."""

import pytest
from sqlalchemy import select

from community.core.database import db
from community.core.transaction import transaction
from community.insights import jobs
from community.insights.actions import learning, reading, running
from community.insights.actions.proposals import keep_proposals
from community.insights.actions.theming import keep_themes
from community.insights.models import (
    EngineRun,
    Evidence,
    LearnedReading,
    Need,
    NeedProposal,
    ProposalState,
    Theme,
    Voice,
)
from community.insights.voices import Change, FoundTheme, Grouping, Proposal
from tests.factories import make_member, make_problem, make_product, make_review
from tests.insights.saying import BILLS, SIGN_IN, found_needs, say

BOTH = (
    "The app signs me out at night and asks me to sign in with a code every single time.\n\n"
    "Also, for bookkeeping the bill does not carry the company tax number, says the accountant."
)


def test_a_post_with_two_wants_is_evidence_of_two_needs_each_with_its_place() -> None:
    say([*SIGN_IN, *BILLS])
    post = make_problem(by=make_member(), title="Two things", source=BOTH)

    found_needs()

    voice = db.session.scalars(select(Voice).where(Voice.post_id == post.id)).one()
    ties = db.session.scalars(select(Evidence).where(Evidence.voice_id == voice.id)).all()
    assert len(voice.statements) == 2
    assert len({evidence.need_id for evidence in ties}) == 2
    assert sorted([evidence.start, evidence.end] for evidence in ties) == voice.statements


def test_a_run_that_dies_while_it_writes_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    say([*SIGN_IN, *BILLS])
    jobs.read_everything()

    def die(*_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(running, "_keep_models", die)
    with pytest.raises(RuntimeError, match="killed"):
        jobs.refresh()
    left = [db.session.query(table).count() for table in (Need, Evidence, Theme, NeedProposal)]
    monkeypatch.undo()
    jobs.refresh()

    assert left == [0, 0, 0, 0]
    assert db.session.query(Need).count() > 0
    assert db.session.query(EngineRun).filter(EngineRun.finished_at.is_not(None)).count() == 1


def _needs(count: int, language: str = "en") -> list[Need]:
    with transaction():
        needs = [Need(label=f"Need {n}", language=language, labels={language: f"Need {n}"}) for n in range(count)]
        db.session.add_all(needs)
    return needs


def test_a_theme_keeps_its_id_while_most_of_its_needs_stay_and_obeys_people() -> None:
    needs = _needs(5)
    with transaction():
        keep_themes([FoundTheme("en", "Money", (0, 1, 2)), FoundTheme("en", "Signing in", (3, 4))], needs)
    money, signing = needs[0].theme_id, needs[3].theme_id
    with transaction():
        needs[4].theme_pinned = True
        keep_themes([FoundTheme("en", "Paying", (0, 1, 4)), FoundTheme("en", "Signing in", (2, 3))], needs)

    assert money != signing
    assert [need.theme_id for need in needs] == [money, money, signing, signing, signing]
    assert db.session.get_one(Theme, money).named("en") == "Paying"
    assert db.session.get_one(Theme, signing).need_count == 3


def test_a_refused_proposal_is_not_made_again_and_one_that_no_longer_holds_grows_stale() -> None:
    needs = _needs(4)
    merges = [Proposal(Change.MERGE, (needs[n].id, needs[n + 1].id), (), 0.8) for n in (0, 2)]
    with transaction():
        assert keep_proposals(Grouping((), frozenset(), proposals=tuple(merges)), needs) == 2
        db.session.scalars(select(NeedProposal).order_by(NeedProposal.id)).first().state = ProposalState.REFUSED  # type: ignore[union-attr]
    with transaction():
        still_open = keep_proposals(Grouping((), frozenset(), proposals=(merges[0],)), needs)

    states = db.session.scalars(select(NeedProposal.state).order_by(NeedProposal.id)).all()
    assert still_open == 0
    assert list(states) == [ProposalState.REFUSED, ProposalState.STALE]


def test_needs_that_name_the_same_things_in_two_languages_are_proposed_for_joining() -> None:
    persian, english = _needs(1, "fa") + _needs(1)
    with transaction():
        persian.terms = [["فاکتور", 0.5], ["مالیات", 0.4], ["ax3000", 0.3]]
        english.terms = [["invoic", 0.5], ["tax", 0.4], ["ax3000", 0.3]]
        count = keep_proposals(Grouping((), frozenset()), [persian, english])

    proposal = db.session.scalars(select(NeedProposal)).one()
    assert count == 1
    assert (proposal.change, proposal.need_ids) == ("join", sorted([persian.id, english.id]))
    assert ["فاکتور", "invoice"] in proposal.reason["terms"]


def test_stars_teach_and_what_was_learned_is_kept_with_its_error() -> None:
    product = make_product()
    for n in range(32):
        make_review(by=make_member(), product=product, rating=5, title=f"Purrs {n}", source=f"It purrs nicely {n}")
        make_review(by=make_member(), product=product, rating=1, title=f"Growls {n}", source=f"It growls often {n}")
    jobs.read_everything()

    with transaction():
        learning.learn_readings()

    kept = db.session.scalars(select(LearnedReading)).one()
    assert (kept.reading, kept.language, kept.seen) == ("mood", "en", 64)
    assert kept.error < 0.3
    assert learning.learned_models()["mood", "en"].log_odds("it growls") < 0


def test_words_of_a_withdrawn_post_leave_the_labels_of_both_languages() -> None:
    say([*SIGN_IN, *BILLS])
    need = found_needs()[0]
    with transaction():
        need.labels = {**need.labels, "fa": "جمله‌ای که هیچ‌کس دیگر نگفت"}
        voice_id = db.session.scalars(select(Evidence.voice_id).where(Evidence.need_id == need.id)).first()
        reading.forget([db.session.get_one(Voice, voice_id)])

    assert "fa" not in need.labels
    assert need.labels[need.language] == need.label


def test_a_run_says_what_it_cost() -> None:
    say([*SIGN_IN, *BILLS])

    run = jobs.refresh()

    assert 0 < run.details["cpu_seconds"] < 600
    assert 10 < run.details["peak_mb"] < 20_000
    assert run.details["needs"] == 2
