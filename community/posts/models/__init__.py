"""The tables that every contribution shares."""

from community.posts.models.beside import PUT_AWAY, Attachment, Draft, Follow, Revision, Submission, Vote
from community.posts.models.post import Audience, Comment, Kind, Post, State, outside_name

__all__ = [
    "PUT_AWAY", "Attachment", "Audience", "Comment", "Draft", "Follow", "Kind", "Post", "Revision", "State", "Submission", "Vote",
    "outside_name",
]  # fmt: skip
