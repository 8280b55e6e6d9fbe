"""What leaves the house by mail, by the API and by webhooks carries no secret to anybody it does not belong to."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from community.core import settings
from community.core.database import db
from community.core.transaction import transaction
from community.insights.models import NeedState, Voice
from community.insights.policies import VOICED
from community.notifications.events import PlanLetters
from community.notifications.jobs.letters import plan_letters
from community.tokens.actions import make_token
from community.tokens.policies import Scope
from community.webhooks.actions import add_endpoint
from community.webhooks.models import Delivery
from community.webhooks.policies import MessageKind
from tests.client import Client
from tests.factories import make_member
from tests.factories.needs import make_need
from tests.notifications.deciding import decided
from tests.walls.planted import Plot, make_plot, plant

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def plot(stop_clock: Callable[[datetime], None]) -> Plot:
    """Everything planted is also evidence of needs that were decided."""
    stop_clock(NOON)
    plot = make_plot()
    plant(plot)
    db.session.query(Voice).delete()
    db.session.commit()
    voiced = [post for post in [*plot.things.values(), *plot.posts] if getattr(post, "kind", "") in VOICED]
    with transaction():
        add_endpoint("https://hooks.example.org/", list(MessageKind), by=plot.people["administrator"])
    for state in (NeedState.PLANNED, NeedState.DELIVERED, NeedState.DECLINED):
        decided(make_need(evidence=voiced[state.value == "planned" :: 3]), state)
        voiced = voiced[1:]
        db.session.query(Voice).delete()
        db.session.commit()
    return plot


def leaked(plot: Plot, role: str, text: str) -> list[str]:
    return [word for word, who in plot.secrets.items() if role not in who and word in text.lower()]


def test_no_mail_tells_its_reader_more_than_he_may_read(
    plot: Plot, change_settings: Callable[..., object], do_jobs: Callable[[], int],
    stop_clock: Callable[[datetime], None], tmp_path: Path,
) -> None:  # fmt: skip
    change_settings(mail_url=f"file://{tmp_path / 'mail'}")
    do_jobs()
    stop_clock(NOON + timedelta(hours=1))
    plan_letters(PlanLetters())
    do_jobs()
    roles = {member.email: role for role, member in plot.people.items()}

    mails = [message_from_bytes(file.read_bytes(), policy=policy.default)
             for file in (settings.current().var / "mail").glob("*.eml")]  # fmt: skip

    assert len(mails) >= 2
    for mail in mails:
        said = str(mail["Subject"]) + "".join(part.get_content() for part in mail.iter_parts())  # type: ignore[attr-defined]
        address = mail["To"].addresses[0].addr_spec
        own = re.sub(re.escape(address), "", said.replace("\u2060", ""))
        assert leaked(plot, roles.get(address, "stranger"), own) == [], address


@pytest.mark.parametrize("role", ["analyst", "administrator"])
def test_no_program_reads_more_than_its_tokens_owner(plot: Plot, client: Client, role: str) -> None:
    need = make_need(evidence=[post for post in plot.posts if post.kind in VOICED])
    with transaction():
        _, secret = make_token("Wall", list(Scope), by=plot.people[role])
    headers = {"Authorization": f"Bearer {secret}"}
    paths = ["", f"/{need.id}", f"/{need.id}/evidence?limit=100", f"/{need.id}/decisions"]

    answers = [client.get(f"/api/v1/needs{path}", headers=headers) for path in paths]

    assert [one.status_code for one in answers] == [200] * 4
    assert answers[2].get_json()["data"]
    assert leaked(plot, role, "".join(json.dumps(one.get_json(), ensure_ascii=False) for one in answers)) == []


def test_webhooks_carry_no_words_at_all(plot: Plot) -> None:
    told = json.dumps([one.payload for one in db.session.query(Delivery)], ensure_ascii=False)

    assert "need.state_changed" in told
    assert leaked(plot, "nobody", told) == []
    assert make_member().name not in told
