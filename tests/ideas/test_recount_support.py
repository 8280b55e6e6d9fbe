"""The orders of ideas follow the votes, and can be worked out anew from their rows."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from community.core import clock
from community.core.database import db
from community.core.errors import NotAllowedError
from community.core.transaction import transaction
from community.ideas import actions
from community.ideas.models import Idea
from community.ideas.trend import trend_of
from community.posts import actions as posts
from community.posts.models import Vote
from tests.factories import make_idea, make_member, make_organization, make_vote


def test_people_of_one_organization_count_once() -> None:
    idea, one, other = make_idea(), make_organization(), make_organization()

    for organization in (one, one, one, other, None):
        make_vote(on=idea, by=make_member(organization=organization))

    assert (idea.vote_count, idea.organization_count) == (5, 2)


def test_an_organization_counts_no_more_when_its_last_vote_is_taken_back() -> None:
    idea, voter = make_idea(), make_member(organization=make_organization())
    make_vote(on=idea, by=voter)

    with transaction():
        posts.take_back_vote(idea, by=voter)

    assert (idea.vote_count, idea.organization_count) == (0, 0)


def test_a_vote_lifts_the_trend_and_taking_it_back_lowers_it_again() -> None:
    idea, voter = make_idea(), make_member()
    before = idea.trend

    make_vote(on=idea, by=voter)
    voted = idea.trend
    with transaction():
        posts.take_back_vote(idea, by=voter)

    assert voted > before
    assert idea.trend == pytest.approx(before)


def test_ones_own_vote_counts_for_nothing() -> None:
    author = make_member(organization=make_organization())
    idea = make_idea(by=author)

    with pytest.raises(NotAllowedError):
        make_vote(on=idea, by=author)
    with transaction():
        db.session.add(Vote(post_id=idea.id, member_id=author.id, organization_id=author.organization_id))
        actions.recount_support([idea])

    assert idea.organization_count == 0
    assert idea.trend == pytest.approx(trend_of(idea.created_at, []))


def test_the_command_repairs_what_was_kept_wrongly(app: Flask) -> None:
    idea = make_idea(at=clock.now() - timedelta(weeks=3))
    make_vote(on=idea, by=make_member(organization=make_organization()))
    right = idea.trend
    with transaction():
        db.session.execute(update(Idea.__table__).values(trend=0.0, organization_count=99))

    result = app.test_cli_runner().invoke(args=["ideas", "recount"])

    assert "ideas 1" in result.output
    db.session.expire_all()
    assert idea.trend == pytest.approx(right)
    assert idea.organization_count == 1
