"""Needs with evidence, without the engine."""

from collections.abc import Sequence

from community.core.database import db
from community.core.transaction import transaction
from community.insights.models import Evidence, Need, NeedState, Voice
from community.members.models import Member
from community.posts.models import Post
from tests.factories.members import make_member
from tests.factories.numbers import next_number


def make_need(
    *, evidence: Sequence[Post] = (), state: NeedState = NeedState.NEW, owner: Member | None = None, title: str = ""
) -> Need:
    """Make a need behind which these posts stand, the first one the strongest."""
    with transaction():
        need = Need(label=title or f"Need {next_number()}", language="en", state=state, post_count=len(evidence))
        need.owner_id = owner.id if owner else None
        db.session.add(need)
        db.session.flush()
        for place, post in enumerate(evidence):
            voice = Voice(post_id=post.id, language="en")
            db.session.add(voice)
            db.session.flush()
            db.session.add(Evidence(need_id=need.id, voice_id=voice.id, weight=1 - place / 1000))
    return need


def make_analyst(**options: object) -> Member:
    """Make somebody of the product team."""
    return make_member(roles=("analyst",), **options)  # type: ignore[arg-type]
