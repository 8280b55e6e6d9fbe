"""What the sample company's product team did with the needs that the engine found: joined, named, answered."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from community.core import clock
from community.core.database import db
from community.demo import texts
from community.ideas.models import Idea
from community.insights import actions
from community.insights.actions.deciding import Verdict
from community.insights.models import Evidence, Need, NeedState, Voice
from community.members.models import OPERATOR, Member
from community.posts.models import Post
from community.products import actions as products
from community.products.queries import product_by_slug

# A need is one with the named posts when they are at least this share of its evidence.
SHARE = 0.5


def tend() -> None:
    """Let the analysts note releases, and join, name and answer the needs behind the posts they name."""
    _note_releases()
    titles = {said.id: said.title for said in texts.posts()}
    for tended in texts.rows("needs"):
        posts = [titles[post_id] for post_id in tended["posts"]]
        needs = _needs_behind(posts)
        if needs:
            _shape(needs, tended, [titles[post_id] for post_id in tended["ideas"]])


def _note_releases() -> None:
    today = clock.now().date()
    for row in texts.rows("releases"):
        product = product_by_slug(row["product"]) if row["product"] else None
        products.note_release(row["name"], today - timedelta(days=row["days_ago"]), product=product, by=OPERATOR)


def _needs_behind(titles: Sequence[str]) -> list[Need]:
    """Return the needs that mostly consist of these posts, the largest first."""
    rows = (
        select(Evidence.need_id)
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .where(Post.title.in_(titles), ~Evidence.refused)
    )
    counts = Counter(db.session.scalars(rows))
    needs = {need.id: need for need in db.session.scalars(select(Need).where(Need.id.in_(counts)))}
    return [needs[need_id] for need_id, count in counts.most_common() if count >= SHARE * needs[need_id].post_count]


def _shape(needs: Sequence[Need], tended: dict[str, Any], ideas: Sequence[str]) -> None:
    heir, analyst = needs[0], _member(tended["by"])
    for need in needs[1:]:
        actions.merge(need, heir, by=analyst)
    actions.rename(heir, tended["title"], by=analyst)
    for idea in db.session.scalars(select(Idea).where(Idea.title.in_(ideas))):
        actions.link_idea(heir, idea, by=analyst)
    verdict = Verdict(
        state=NeedState(tended["state"]),
        owner=_member(tended["owner"]),
        answer=tended.get("answer", ""),
        answer_fa=tended.get("answer_fa", ""),
    )
    actions.decide(heir, verdict, by=analyst, version=heir.version)


def _member(key: str) -> Member:
    email = next(member.email for member in texts.members() if member.key == key)
    return db.session.scalars(select(Member).where(Member.email == email)).one()
