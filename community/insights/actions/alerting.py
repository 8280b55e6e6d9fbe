"""Alerts: one for each episode, with a pause after it in which the same need does not ring again."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from community.core import clock, locale
from community.core.database import db
from community.core.events import announce
from community.insights.events import AlertRaised
from community.insights.models import Alert, AlertKind, EngineRun, Need, NeedEvent
from community.insights.queries.alerts import running_episode
from community.insights.trends import COOL_DOWN_DAYS

NEWBORN = timedelta(days=3)


def raise_alerts() -> int:
    """Ring for every need that rises suddenly or was born since the last look; return how many rang."""
    today = locale.local(clock.now()).date()
    return sum(1 for _ in _spikes(today)) + sum(1 for _ in _births())


def raise_alert(
    need_id: int, kind: AlertKind, *, first_day: date, last_day: date, figures: dict[str, Any]
) -> Alert | None:
    """Ring once for this need, kind and first day."""
    same = select(Alert.id).where(Alert.need_id == need_id, Alert.kind == kind.value, Alert.first_day == first_day)
    if db.session.scalar(same) is not None:
        return None
    alert = Alert(need_id=need_id, kind=kind.value, first_day=first_day, last_day=last_day, figures=figures)
    db.session.add(alert)
    announce(AlertRaised(alert))
    return alert


def _spikes(today: date) -> Iterator[Alert]:
    """Begin an episode where none is running; a running one goes on silently while the need still rises."""
    for need_id, figures in db.session.execute(_live(Need.id, Need.figures)):
        spike = figures.get("spike")
        if not spike:
            continue
        episode = running_episode(need_id, since=today - timedelta(days=COOL_DOWN_DAYS))
        if episode is not None:
            episode.last_day, episode.figures = today, spike
            continue
        first = today - timedelta(days=spike["days"] - 1)
        alert = raise_alert(need_id, AlertKind.SPIKE, first_day=first, last_day=today, figures=spike)
        if alert is not None:
            yield alert


def _births() -> Iterator[Alert]:
    """Ring for needs found since the first full run: what that one found was there before anybody looked."""
    first_run = select(func.min(EngineRun.finished_at)).scalar_subquery()
    born = (
        _live(Need.id, Need.customer_count, Need.post_count, NeedEvent.created_at)
        .join(NeedEvent, NeedEvent.need_id == Need.id)
        .where(NeedEvent.kind == "born", NeedEvent.created_at > clock.now() - NEWBORN)
        .where(NeedEvent.created_at > first_run)
    )
    for need_id, customers, posts, at in db.session.execute(born).all():
        day = locale.local(at).date()
        figures = {"customers": customers, "posts": posts}
        alert = raise_alert(need_id, AlertKind.BORN, first_day=day, last_day=day, figures=figures)
        if alert is not None:
            yield alert


def _live(*columns: Any) -> Any:
    standing = (Need.merged_into_id.is_(None), Need.dismissed_at.is_(None), Need.post_count > 0)
    return select(*columns).where(*standing).order_by(Need.id)
