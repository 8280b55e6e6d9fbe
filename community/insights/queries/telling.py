"""Who stands behind a need, who was told, and whether it is solved for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.insights.intervals import share_interval
from community.insights.models import Evidence, Need, NeedFollow, NeedState, SolvedAnswer, Telling, Told, Voice
from community.members.models import Member, Viewer
from community.posts.models import Kind, Post
from community.posts.policies import may_read
from community.reviews.models import Review

MOST_SHOWN = 10
LOW_RATING = 3
FEWEST_ANSWERS = 5
UNSOLVED_SHARE = 0.3


@dataclass(frozen=True)
class Behind:
    """A member behind a need, with his own strongest post."""

    member: Member
    post: Post


@dataclass(frozen=True)
class SolvedFigures:
    """What customers say of a delivery: of `asked`, so many answered, and for so many of these it is solved.

    `share` is that of the answers; `pm` is half the width of its Wilson interval.
    """

    asked: int
    answered: int
    solved: int

    @property
    def unsolved(self) -> int:
        """How many say that it is not."""
        return self.answered - self.solved

    @property
    def share(self) -> float:
        """The share of the answers for whom it is solved."""
        return self.solved / self.answered if self.answered else 0.0

    @property
    def pm(self) -> float:
        """How far the share could be off by chance alone."""
        return share_interval(self.solved, self.answered).margin

    @property
    def calls_for_reopening(self) -> bool:
        """Whether, with 95 % certainty, it is unsolved for more than three in ten; five answers at the least."""
        certain = share_interval(self.unsolved, self.answered).low
        return self.answered >= FEWEST_ANSWERS and certain > UNSOLVED_SHARE


def behind(telling: Telling, *, after: int, most: int) -> list[Behind]:
    """Return the next members behind the need who were not told yet, by id, each with his strongest shown post.

    Suspended and imported members are left out, and whoever decided; two statements whatever the number.
    """
    told = select(Told.member_id).where(Told.telling_id == telling.id)
    ids = (
        _evidence_posts(telling.need_id)
        .with_only_columns(Post.author_id)
        .join(Member, Member.id == Post.author_id)
        .where(Member.email.is_not(None), Member.suspended_at.is_(None), Member.id > after, Member.id.not_in(told))
        .where(Member.id != (telling.by_id or 0))
        .group_by(Post.author_id)
        .order_by(Post.author_id)
        .limit(most)
    )
    authors = [one for one in db.session.scalars(ids) if one is not None]
    return _with_strongest_posts(telling.need_id, authors)


def _evidence_posts(need_id: int) -> Select[Post]:
    return (
        select(Post)
        .join(Voice, Voice.post_id == Post.id)
        .join(Evidence, Evidence.voice_id == Voice.id)
        .where(Evidence.need_id == need_id, ~Evidence.refused, Post.shown)
    )


def _with_strongest_posts(need_id: int, authors: Sequence[int]) -> list[Behind]:
    rows = _evidence_posts(need_id).where(Post.author_id.in_(authors)).options(joinedload(Post.author))
    found: dict[int, Behind] = {}
    for post in db.session.scalars(rows.order_by(Post.author_id, Evidence.weight.desc(), Post.id)):
        if post.author is not None:
            found.setdefault(post.author.id, Behind(post.author, post))
    return list(found.values())


def is_superseded(telling: Telling) -> bool:
    """Whether the product team has changed its mind meanwhile: then nobody is told of what no longer holds."""
    newer = select(Telling.id).where(Telling.need_id == telling.need_id, Telling.id > telling.id)
    return telling.need.state != telling.state or db.session.scalar(newer.limit(1)) is not None


def told_about(telling_ids: Sequence[int]) -> dict[int, Telling]:
    """Return decisions that were told, by id."""
    rows = select(Telling).where(Telling.id.in_(telling_ids))
    return {telling.id: telling for telling in db.session.scalars(rows)}


def tellings_of(need: Need) -> Sequence[Telling]:
    """Return the decisions about a need that were told or are on their way, the latest first."""
    rows = select(Telling).where(Telling.need_id == need.id).order_by(Telling.id.desc())
    return db.session.scalars(rows.limit(MOST_SHOWN)).all()


def get_told(telling_id: int, member: Member, *, for_update: bool = False) -> Told:
    """Return what the member was told, if it was a delivery and his post is still his to read."""
    rows = select(Told).where(Told.telling_id == telling_id, Told.member_id == member.id)
    rows = rows.options(joinedload(Told.telling), joinedload(Told.post))
    told = db.session.scalar(rows.with_for_update(of=Told) if for_update else rows)
    is_open = told is not None and told.telling.state == NeedState.DELIVERED and may_read(member, told.post)
    if told is None or not is_open:
        raise NotFoundError(_l("There is no such question, or it is not yours to answer."))
    return told


def answer_of(told: Told) -> SolvedAnswer | None:
    """Return what the member answered so far."""
    return db.session.get(SolvedAnswer, (told.telling_id, told.member_id))


def latest_delivery(need: Need) -> Telling | None:
    """Return the last delivery of the need that was told."""
    rows = select(Telling).where(Telling.need_id == need.id, Telling.state == NeedState.DELIVERED)
    return db.session.scalar(rows.order_by(Telling.id.desc()).limit(1))


def solved_figures(telling: Telling) -> SolvedFigures:
    """Count what was answered about a delivery; each member counts once."""
    counts = dict(
        db.session.execute(
            select(SolvedAnswer.is_solved, func.count())
            .where(SolvedAnswer.telling_id == telling.id)
            .group_by(SolvedAnswer.is_solved)
        ).all()
    )
    solved = counts.get(True, 0)
    return SolvedFigures(asked=telling.told_count, answered=solved + counts.get(False, 0), solved=solved)


def review_to_update(post: Post, viewer: Viewer) -> Review | None:
    """Return the post as a review of few stars whose author may now think better of the product."""
    if post.kind != Kind.REVIEW or not viewer.is_author_of(post) or not post.shown:
        return None
    review = db.session.get(Review, post.id)
    return review if review and review.rating is not None and review.rating <= LOW_RATING else None


def follower_ids(need: Need) -> list[int]:
    """Return who of the product team is to be told about the need: its owner and its followers."""
    ids = set(db.session.scalars(select(NeedFollow.member_id).where(NeedFollow.need_id == need.id)))
    return sorted(ids | ({need.owner_id} if need.owner_id else set()))


def is_following(viewer: Viewer, need: Need) -> bool:
    """Whether the viewer is told what happens to the need."""
    return viewer.is_signed_in and db.session.get(NeedFollow, (need.id, viewer.id)) is not None
