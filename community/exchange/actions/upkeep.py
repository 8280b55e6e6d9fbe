"""Count what is cached on rows anew, and render old posts with today's renderer; a few hundred posts in a transaction."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from community.core import text
from community.core.database import db
from community.core.transaction import transaction
from community.posts import actions as posts
from community.posts.models import Post
from community.problems.actions import recount_answers
from community.problems.models import Problem

TOGETHER = 200


def recount_all() -> int:
    """Count votes, remarks and answers of every post from their rows; return how many posts were wrong."""
    return sum(_each_post(_recount))


def rerender_old() -> int:
    """Render posts of an older renderer anew; what people typed stays as it is. Return how many there were."""
    return sum(_each_post(_rerender))


def _each_post(work: Callable[[Post], bool]) -> Iterator[int]:
    """Do the work on every post, by id; yield for each transaction how often it changed something."""
    last_id = 0
    while True:
        with transaction():
            rows = select(Post).where(Post.id > last_id).order_by(Post.id).limit(TOGETHER).with_for_update()
            found = db.session.scalars(rows).all()
            changed = sum(work(post) for post in found)
            last_id = found[-1].id if found else last_id
        db.session.expunge_all()
        if not found:
            return
        yield changed


def _recount(post: Post) -> bool:
    before = _counts(post)
    posts.recount_votes(post)
    posts.recount_comments(post)
    if isinstance(post, Problem):
        recount_answers(post)
    return _counts(post) != before


def _counts(post: Post) -> tuple[int, ...]:
    answers = post.answer_count if isinstance(post, Problem) else 0
    return post.vote_count, post.against_count, post.comment_count, answers


def _rerender(post: Post) -> bool:
    if post.renderer_version == text.VERSION:
        return False
    posts.rerender(post)
    return True
