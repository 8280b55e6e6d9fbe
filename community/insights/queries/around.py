"""What stands around a need: its people, ideas, articles, open problems, the needs beside it, releases and notes.

Who stands behind it is written down when it is counted, so that a need of many posts opens as fast as one of few;
whether the reader may see it is asked now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, load_only

from community.articles.models import Article
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.ideas.models import Idea
from community.insights.models import Evidence, Need, NeedComment, NeedIdea, Voice
from community.insights.queries.board import refuse_others
from community.insights.queries.filters import Filters, standing_needs
from community.members.models import Member, Organization, Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.problems.models import Problem
from community.products.models import Product, Release

SIMILAR = 5
BESIDE = 300
MOST_LINKED = 8
MOST_NOTES = 100


@dataclass(frozen=True)
class Counted:
    """A person, company or product with its share of a need."""

    thing: Member | Organization | Product
    count: int


def linked_ideas(need: Need, viewer: Viewer) -> Sequence[Idea]:
    """Return the ideas that would meet the need, the most wanted first."""
    linked = select(NeedIdea.idea_id).where(NeedIdea.need_id == need.id)
    return db.session.scalars(shown_to(Idea, viewer).where(Idea.id.in_(linked)).order_by(Idea.vote_count.desc())).all()


def suggested_ideas(need: Need, viewer: Viewer) -> Sequence[Idea]:
    """Return ideas that are evidence of the need and not linked yet, the most wanted first."""
    linked = select(NeedIdea.idea_id).where(NeedIdea.need_id == need.id)
    rows = shown_to(Idea, viewer).where(Idea.id.in_(need.figures.get("idea_posts", [])), Idea.id.not_in(linked))
    return db.session.scalars(rows.order_by(Idea.vote_count.desc(), Idea.id).limit(5)).all()


def open_problems(need: Need, viewer: Viewer) -> Sequence[Problem]:
    """Return problems behind the need that nobody answered, the newest first: an answer today is the shortest loop."""
    ids = need.figures.get("unanswered_posts", [])
    rows = shown_to(Problem, viewer).where(Problem.id.in_(ids), Problem.answer_count == 0, Problem.closed_at.is_(None))
    return db.session.scalars(rows.order_by(Problem.id.desc()).limit(MOST_LINKED)).all()


def linked_articles(need: Need, viewer: Viewer) -> Sequence[Article]:
    """Return articles made from a problem behind the need."""
    behind = select(Evidence.id).join(Voice, Voice.id == Evidence.voice_id)
    behind = behind.where(Voice.post_id == Article.problem_id, Evidence.need_id == need.id, ~Evidence.refused)
    rows = shown_to(Article, viewer).where(Article.problem_id.is_not(None), behind.exists())
    return db.session.scalars(rows.order_by(Article.id.desc()).limit(MOST_LINKED)).all()


def people_behind(need: Need) -> list[Counted]:
    """Return the customers who said it most; only for groups that may be named."""
    counts = _counts(need, "top_customers")
    return _in_order(counts, db.session.scalars(select(Member).where(Member.id.in_(counts))).all())


def organizations_behind(need: Need) -> list[Counted]:
    """Return the companies whose people said it; only for groups that may be named."""
    counts = _counts(need, "top_organizations")
    return _in_order(counts, db.session.scalars(select(Organization).where(Organization.id.in_(counts))).all())


def products_behind(need: Need) -> list[Counted]:
    """Return the products it was said about."""
    counts = _counts(need, "products")
    return _in_order(counts, db.session.scalars(select(Product).where(Product.id.in_(counts))).all())


def _counts(need: Need, name: str) -> dict[int, int]:
    return dict(need.figures.get(name, []))


def _in_order(counts: dict[int, int], things: Sequence[Member | Organization | Product]) -> list[Counted]:
    found = {thing.id: thing for thing in things}
    return [Counted(found[thing_id], count) for thing_id, count in counts.items() if thing_id in found]


def similar_needs(need: Need) -> list[Need]:
    """Return the needs that share most of the telling terms, each weighed by what it tells of both."""
    beside = standing_needs(Filters(theme=need.theme_id or 0, language="" if need.theme_id else need.language))
    loaded = load_only(Need.id, Need.label, Need.title, Need.terms, Need.customer_count, Need.state)
    rows = beside.where(Need.id != need.id).options(loaded).order_by(Need.rank.desc()).limit(BESIDE)
    own = dict(need.terms)
    scored = [
        (sum(own[term] * weight for term, weight in one.terms if term in own), one) for one in db.session.scalars(rows)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [one for score, one in scored[:SIMILAR] if score > 0]


def releases_of(need: Need, since: date) -> list[tuple[date, str]]:
    """Return the releases of the products it is about, and of the company as a whole, for the timeline."""
    products = [product_id for product_id, _count in need.figures.get("products", [])]
    about = or_(Release.product_id.is_(None), Release.product_id.in_(products))
    rows = select(Release).where(about, Release.released_on >= since).order_by(Release.released_on, Release.id)
    return [(release.released_on, release.name) for release in db.session.scalars(rows)]


def notes_on(need: Need) -> Sequence[NeedComment]:
    """Return what the product team said among itself, the oldest first."""
    rows = select(NeedComment).where(NeedComment.need_id == need.id).options(joinedload(NeedComment.author))
    return db.session.scalars(rows.order_by(NeedComment.id).limit(MOST_NOTES)).all()


def get_note(note_id: int, viewer: Viewer) -> NeedComment:
    """Return one's own note; to everybody else it is not there."""
    refuse_others(viewer)
    note = db.session.get(NeedComment, note_id)
    if note is None or note.author_id != viewer.id:
        raise NotFoundError(_l("There is no such note, or it is not yours."))
    return note


def voices_saying(words: str, need: Need, viewer: Viewer) -> Sequence[Post]:
    """Return posts with these words that the need does not hold yet, to be added by hand, the newest first."""
    held = select(Evidence.voice_id).where(Evidence.need_id == need.id, ~Evidence.refused)
    rows = shown_to(Post, viewer).join(Voice, Voice.post_id == Post.id).where(Voice.id.not_in(held))
    words_in = or_(Post.title.icontains(words, autoescape=True), Post.plain.icontains(words, autoescape=True))
    return db.session.scalars(rows.where(words_in).order_by(Post.id.desc()).limit(MOST_LINKED)).all()


def voice_of_post(post_id: int, viewer: Viewer) -> Voice:
    """Return what the engine read in a post that the reader may see."""
    refuse_others(viewer)
    rows = select(Voice).join(Voice.post).where(Post.id.in_(shown_to(Post, viewer).with_only_columns(Post.id)))
    voice = db.session.scalar(rows.where(Post.id == post_id))
    if voice is None:
        raise NotFoundError(_l("The engine has not read this post, or it is not open to you."))
    return voice
