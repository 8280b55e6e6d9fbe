"""The ways into what all posts share: votes, follows, comments, revisions, drafts, pictures."""

from flask import Blueprint

blueprint = Blueprint("posts", __name__)

from community.posts.views import beside, commenting, drafting, images  # noqa: E402 - they need the blueprint

__all__ = ["beside", "blueprint", "commenting", "drafting", "images"]
