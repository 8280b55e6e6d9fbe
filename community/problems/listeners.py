"""What problems do when something happens to a post."""

from community.core.events import listen
from community.posts.events import PostStateChanged
from community.problems import actions, queries
from community.problems.models import Answer


@listen(PostStateChanged)
def keep_the_problem_true(event: PostStateChanged) -> None:
    """Recount the answers, and take back the solution that was taken down."""
    if isinstance(event.post, Answer):
        queries.lock_problem(event.post.problem)
        actions.follow_state(event.post, by=event.by)
