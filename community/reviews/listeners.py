"""What reviews do when something happens to a post."""

from community.core.events import listen
from community.posts.events import PostChanged, PostPublished, PostStateChanged, VoteChanged
from community.posts.models import Post
from community.reviews import actions
from community.reviews.models import Review


@listen(PostPublished)
def count_a_new_review(event: PostPublished) -> None:
    """Add its stars to the product's score."""
    _recount(event.post)


@listen(PostChanged)
def count_changed_stars(event: PostChanged) -> None:
    """Let changed stars count."""
    _recount(event.post)


@listen(PostStateChanged)
def count_what_is_shown(event: PostStateChanged) -> None:
    """Take the stars of a withdrawn review out of the score, and those of a restored one in again."""
    _recount(event.post)


@listen(VoteChanged)
def order_by_helpfulness(event: VoteChanged) -> None:
    """Keep the order by how sure it is that a review helps."""
    if isinstance(event.post, Review):
        actions.recount_helpfulness(event.post)


def _recount(post: Post) -> None:
    if isinstance(post, Review) and post.product is not None:
        actions.recount_score(post.product)
