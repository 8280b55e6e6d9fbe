"""What ideas do when something happens to a post."""

from community.core.events import listen
from community.ideas import actions
from community.ideas.models import Idea
from community.posts.events import PostPublished, VoteChanged


@listen(PostPublished)
def begin_the_trend(event: PostPublished) -> None:
    """Give a new idea its place among the trending ones."""
    if isinstance(event.post, Idea):
        actions.recount_support([event.post])


@listen(VoteChanged)
def follow_the_votes(event: VoteChanged) -> None:
    """Keep the orders by trend and by organizations."""
    if isinstance(event.post, Idea):
        actions.recount_support([event.post])
