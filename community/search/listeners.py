"""Tell the index what happens to posts, by a job in the same transaction."""

from community.core.events import listen
from community.core.jobs import later
from community.posts.events import PostChanged, PostPublished, PostStateChanged
from community.search.events import IndexPosts


@listen(PostPublished)
def index_new_post(event: PostPublished) -> None:
    """Make a new post findable; one that awaits approval stays out."""
    later(IndexPosts((event.post.id,)))


@listen(PostChanged)
def index_changed_post(event: PostChanged) -> None:
    """Find a post by its new words and facts."""
    later(IndexPosts((event.post.id,)))


@listen(PostStateChanged)
def index_shown_or_withdrawn_post(event: PostStateChanged) -> None:
    """Take a withdrawn post out, or put one back, with all that hangs below it."""
    later(IndexPosts((event.post.id,)))
