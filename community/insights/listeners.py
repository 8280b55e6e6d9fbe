"""What is said, changed or withdrawn below is read anew; what the product team decides is written down."""

from community.core.events import listen
from community.core.jobs import later
from community.insights.events import NeedDecided, ReadPosts
from community.insights.policies import VOICED
from community.moderation.actions import record_audit
from community.posts.events import PostChanged, PostPublished, PostStateChanged
from community.posts.models import Kind, Post


@listen(PostPublished)
def read_published(event: PostPublished) -> None:
    """Read what was written; what was answered is counted anew."""
    _read(event.post)


@listen(PostChanged)
def read_changed(event: PostChanged) -> None:
    """Read what was changed; a post whose words stay the same is not read again."""
    if event.post.kind in VOICED:
        later(ReadPosts((event.post.id,)))


@listen(PostStateChanged)
def read_or_forget(event: PostStateChanged) -> None:
    """Forget what was withdrawn, read what came back."""
    _read(event.post)


def _read(post: Post) -> None:
    if post.kind in VOICED:
        later(ReadPosts((post.id,)))
    elif post.kind == Kind.ANSWER:
        later(ReadPosts((post.head_id,)))


@listen(NeedDecided)
def audit_decision(event: NeedDecided) -> None:
    """Write down what the product team decided."""
    details = {"was": event.was, "state": event.need.state}
    record_audit("need_decided", by_id=event.by.id, subject="need", subject_id=event.need.id, details=details)
