"""What can happen to any post, and the rows beside it."""

from dataclasses import dataclass

from community.members.models import Member
from community.posts.models import Post


@dataclass(frozen=True)
class PostPublished:
    """A post was written; it may still await approval. The index, the inbox and the insight module listen."""

    post: Post
    by: Member | None


@dataclass(frozen=True)
class PostChanged:
    """Something a search or a reading depends on changed: words, product, resolved, official, outdated."""

    post: Post


@dataclass(frozen=True)
class PostStateChanged:
    """A post, and all below it, was shown or withdrawn. Counts, scores, the index and the inbox listen."""

    post: Post
    was: str
    by: Member | None


@dataclass(frozen=True)
class VoteChanged:
    """A member gave (1, -1) or took back (0) a me-too, support or helpful. The subjects keep their orders by it."""

    post: Post
    by: Member
    value: int


@dataclass(frozen=True)
class OfficialMarked:
    """Staff let a post speak for the company, or for its author again; the audit log listens."""

    post: Post
    by: Member


@dataclass(frozen=True)
class SweepImages:
    """A task: remove files that no attachment names, left by a failed sending, and resend keys past their use."""
