"""What articles do when something happens to a post."""

from community.articles import actions
from community.core.events import listen
from community.posts.events import PostChanged, PostStateChanged
from community.posts.models import Kind, Post


@listen(PostStateChanged)
def hide_the_link(event: PostStateChanged) -> None:
    """Let the article's page forget, or name again, the problem it was made from."""
    _refresh(event.post)


@listen(PostChanged)
def rename_the_link(event: PostChanged) -> None:
    """Let the article's page name the problem as it is called now."""
    _refresh(event.post)


def _refresh(post: Post) -> None:
    if post.kind == Kind.PROBLEM:
        actions.refresh_article_of(post)
