"""One alert an episode, to owner and followers, with posts that its reader may see."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from community.core.database import db
from community.core.transaction import transaction
from community.insights.actions.alerting import raise_alert, raise_alerts
from community.insights.actions.telling import follow_need, unfollow_need
from community.insights.models import Alert, AlertKind, EngineRun, Need, NeedEvent, Rhythm
from community.insights.queries.schedules import next_day, period_before
from community.members.models import Member
from community.notifications.models import Notification
from tests.client import Client
from tests.factories import make_problem, set_state
from tests.factories.needs import make_analyst, make_need

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
SPIKE = {"posts": 9, "customers": 8, "days": 3}
SignIn = Callable[[Member], Client]


def rising(need: Need, figures: dict[str, int] | None = None) -> None:
    with transaction():
        db.session.get_one(Need, need.id).figures = {"spike": figures or SPIKE}


def ring() -> int:
    with transaction():
        return raise_alerts()


def woken() -> list[int]:
    return sorted(row.member_id for row in db.session.query(Notification).filter_by(kind="alert"))


def test_a_need_that_goes_on_rising_rings_once_and_again_after_a_week_of_calm(
    stop_clock: Callable[[datetime], None],
) -> None:
    stop_clock(NOON)
    need = make_need(evidence=[make_problem()])
    rising(need)
    rings = []

    for days in (0, 0, 1, 5, 11, 20):
        stop_clock(NOON + timedelta(days=days))
        rings.append(ring())

    assert rings == [1, 0, 0, 0, 0, 1]
    assert [(one.first_day, one.last_day) for one in db.session.query(Alert).order_by(Alert.id)] == [
        (date(2026, 5, 4), date(2026, 5, 17)), (date(2026, 5, 24), date(2026, 5, 26)),
    ]  # fmt: skip


def test_owner_and_followers_are_woken_and_nobody_else() -> None:
    owner, follower, former, _other = (make_analyst() for _ in range(4))
    need = make_need(evidence=[make_problem()], owner=owner)
    for one in (follower, former):
        with transaction():
            follow_need(db.session.get_one(Need, need.id), by=one)
    with transaction():
        unfollow_need(db.session.get_one(Need, need.id), by=former)
    rising(need)

    ring()

    assert woken() == [owner.id, follower.id]


def test_a_birth_wakes_the_product_team_but_not_those_of_the_first_run(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOON)
    analyst, need, old = make_analyst(), make_need(evidence=[make_problem()]), make_need(evidence=[make_problem()])
    with transaction():
        db.session.add(EngineRun(finished_at=NOON - timedelta(days=1)))
        for one, at in ((need, NOON), (old, NOON - timedelta(days=2))):
            db.session.add(NeedEvent(need_id=one.id, kind="born", created_at=at))

    rings = ring(), ring()

    assert rings == (1, 0)
    assert db.session.query(Alert).one().need_id == need.id
    assert woken() == [analyst.id]


def test_the_page_shows_the_posts_of_those_days_and_no_withdrawn_one(
    sign_in: SignIn, stop_clock: Callable[[datetime], None]
) -> None:
    stop_clock(NOON)
    hidden = make_problem(title="Xyzzy hidden", at=NOON - timedelta(days=1))
    posts = [
        make_problem(title="Within these days", at=NOON - timedelta(days=1)), hidden,
        make_problem(title="Long before", at=NOON - timedelta(days=30)),
    ]  # fmt: skip
    need = make_need(evidence=posts)
    set_state(hidden, "hidden")
    rising(need)
    ring()

    page = sign_in(make_analyst()).get("/desk/alerts").text

    assert "Within these days" in page
    assert "Xyzzy hidden" not in page
    assert "Long before" not in page


def test_whoever_lost_the_role_no_longer_reads_the_alert_in_his_inbox(sign_in: SignIn) -> None:
    owner = make_analyst(language="en")
    need = make_need(evidence=[make_problem()], owner=owner, title="Xyzzy name of a need")
    with transaction():
        today = date(2026, 5, 6)
        raise_alert(
            need.id, AlertKind.REOPENED, first_day=today, last_day=today, figures={"unsolved": 5, "answered": 5}
        )
    before = sign_in(owner).get("/inbox").text
    with transaction():
        db.session.get_one(Member, owner.id).is_analyst = False

    assert "Xyzzy name of a need" in before
    assert "Xyzzy name of a need" not in sign_in(owner).get("/inbox").text


@pytest.mark.parametrize(
    ("rhythm", "language", "after", "expected"),
    [
        (Rhythm.WEEKLY, "fa", date(2026, 5, 6), date(2026, 5, 9)), (Rhythm.WEEKLY, "fa", date(2026, 5, 9), date(2026, 5, 16)),
        (Rhythm.WEEKLY, "en", date(2026, 5, 6), date(2026, 5, 11)), (Rhythm.WEEKLY, "en", date(2026, 5, 11), date(2026, 5, 18)),
        (Rhythm.MONTHLY, "en", date(2026, 12, 31), date(2027, 1, 1)), (Rhythm.MONTHLY, "fa", date(2026, 5, 6), date(2026, 5, 22)),
        (Rhythm.MONTHLY, "fa", date(2026, 3, 20), date(2026, 3, 21)),
    ],
)  # fmt: skip
def test_weeks_begin_on_saturday_and_months_are_jalali_in_persian(
    rhythm: Rhythm, language: str, after: date, expected: date
) -> None:
    day = next_day(rhythm, language=language, after=after)
    period = period_before(rhythm, language=language, day=day)

    assert day == expected
    assert period.end == day - timedelta(days=1)
    assert next_day(rhythm, language=language, after=period.start) == day
