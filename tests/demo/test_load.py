from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from community.app import create_app
from community.core import clock, settings
from community.core.database import db
from community.core.jobs import Job
from community.demo.cli import SIGN_INS
from community.demo.people import PASSWORD
from community.exchange.actions.upkeep import recount_all
from community.ideas.models import Idea, Status
from community.insights.models import Need
from community.members.actions import check_password
from community.members.models import Member, Organization
from community.members.queries import member_by_email
from community.moderation.models import Case
from community.notifications.models import Notification
from community.pages.queries.reputation import standings
from community.posts.models import Comment, Follow, Post, State, Vote
from community.problems.models import Answer, Problem
from community.products.models import Category, Product
from community.reviews.models import Review
from tests.conftest import configuration, empty_database


@contextmanager
def own_house(pytestconfig: pytest.Config, folder: pytest.TempPathFactory) -> Iterator[Flask]:
    """Build an application whose database is its own, and forget its settings afterwards."""
    before = list(settings._current)
    path = folder.mktemp("demo")
    with empty_database(pytestconfig, path) as url:
        application = create_app(configuration(path, url))
        with application.app_context():
            db.create_all()
            yield application
            db.session.remove()
            db.engine.dispose()
    settings._current[:] = before


@pytest.fixture(scope="module")
def loaded(
    app: Flask, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Result]]:
    """Load once for all tests of this module; the run's own application comes first, so that its settings come back."""
    with own_house(pytestconfig, tmp_path_factory) as application:
        yield application, application.test_cli_runner().invoke(args=["demo", "load"])


@pytest.fixture
def house(loaded: tuple[Flask, Result]) -> Iterator[Flask]:
    with loaded[0].app_context():
        yield loaded[0]
        db.session.remove()


def count(entity: type) -> int:
    return db.session.scalar(select(func.count()).select_from(entity)) or 0


def test_it_tells_how_to_sign_in_with_every_role(loaded: tuple[Flask, Result], house: Flask) -> None:
    output = loaded[1].output

    assert loaded[1].exit_code == 0, output
    assert PASSWORD in output
    for role in SIGN_INS:
        member = member_by_email(f"{role}@example.com")
        assert member is not None
        assert f"{role}@example.com" in output
        assert check_password(member, PASSWORD)
        assert role in ("customer", *member.roles)


def test_the_community_is_as_large_as_promised(house: Flask) -> None:
    assert (count(Product), count(Category), count(Member), count(Organization)) == (8, 3, 60, 10)
    assert count(Post) >= 250
    assert count(Review) >= 30


def test_ideas_stand_in_every_status_with_an_answer(house: Flask) -> None:
    assert set(db.session.scalars(select(Idea.status))) == {status.value for status in Status}


def test_reports_and_a_pending_post_wait_for_a_moderator(house: Flask) -> None:
    waiting = db.session.scalars(select(Case).where(Case.closed_at.is_(None))).all()

    assert len(waiting) >= 8
    assert State.PENDING in {case.post.state for case in waiting}


def test_all_work_is_done_so_that_the_first_page_is_complete(house: Flask) -> None:
    assert db.session.scalars(select(Job.kind).where(Job.run_at <= clock.now())).all() == []
    assert count(Need) >= 2


def test_nothing_lies_in_the_future_and_no_reply_before_what_it_replies_to(house: Flask) -> None:
    latest = [db.session.scalar(select(func.max(table.created_at))) for table in (Post, Vote, Follow, Notification)]
    children = db.session.scalars(select(Post).where(Post.parent_id.is_not(None))).all()

    assert max(at for at in latest if at) <= clock.now()
    assert [post.id for post in children if post.parent and post.created_at <= post.parent.created_at] == []


def test_every_count_equals_its_rows(house: Flask) -> None:
    votes = dict(
        db.session.execute(select(Vote.post_id, func.count()).where(Vote.value == 1).group_by(Vote.post_id)).all()
    )
    answers = select(func.count()).select_from(Answer).where(Answer.state == State.VISIBLE)
    remarks = select(func.count()).select_from(Comment).where(Comment.state == State.VISIBLE)

    assert {post.id: post.vote_count for post in db.session.scalars(select(Post)) if post.vote_count} == votes
    assert db.session.scalar(select(func.sum(Problem.answer_count))) == db.session.scalar(answers)
    assert db.session.scalar(select(func.sum(Post.comment_count))) == db.session.scalar(remarks)


def test_scores_and_reputation_are_counted(house: Flask) -> None:
    members = db.session.scalars(select(Member)).all()
    known_for = standings([member.id for member in members])
    rated = db.session.scalar(select(func.count(Review.rating)).where(Review.shown))

    assert [member.name for member in members if member.reputation != known_for[member.id].total] == []
    assert db.session.scalar(select(func.sum(Product.score_count))) == rated


def test_inboxes_tell_things_in_their_order_and_only_the_last_days_are_unread(house: Flask) -> None:
    lines = db.session.scalars(select(Notification).order_by(Notification.id)).all()

    assert len(lines) > 100
    assert [line.created_at for line in lines] == sorted(line.created_at for line in lines)
    assert 0 < sum(line.read_at is None for line in lines) < len(lines) / 4


def test_a_second_load_is_refused(house: Flask) -> None:
    result = house.test_cli_runner().invoke(args=["demo", "load"])

    assert result.exit_code == 1
    assert "needs an empty database" in result.output


def test_a_second_start_changes_nothing_and_tells_the_sign_ins_again(house: Flask) -> None:
    posts = count(Post)

    result = house.test_cli_runner().invoke(args=["demo", "load", "--if-empty"])

    assert result.exit_code == 0
    assert PASSWORD in result.output
    assert count(Post) == posts


def test_production_is_left_alone_unless_told_so(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with own_house(pytestconfig, tmp_path_factory) as application:
        settings.configure(replace(settings.current(), production=True))
        runner = application.test_cli_runner()

        refused = runner.invoke(args=["demo", "load"])
        quiet = runner.invoke(args=["demo", "load", "--if-empty"])

        assert refused.exit_code == 1
        assert "--yes" in refused.output
        assert (quiet.exit_code, quiet.output) == (0, "")
        assert count(Member) == 0


def test_every_count_kept_on_a_row_agrees_with_the_rows(house: Flask) -> None:
    assert recount_all() == 0
