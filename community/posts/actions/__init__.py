"""Writes that every subject shares."""

from community.posts.actions.beside import (
    bring_draft_back,
    claim_sending,
    discard_draft,
    end_follow,
    follow,
    follow_quietly,
    put_draft_away,
    save_draft,
)
from community.posts.actions.imaging import adopt_images, attach_images, keep_images
from community.posts.actions.states import change_state, recount_comments, withdraw
from community.posts.actions.voting import cast_vote, recount_votes, take_back_vote
from community.posts.actions.writing import (
    comment_on,
    edit,
    mark_official,
    mark_outdated,
    mark_resolved,
    move,
    publish,
    rerender,
    share_audience,
    write,
)

__all__ = [
    "adopt_images", "attach_images", "bring_draft_back", "cast_vote", "change_state", "claim_sending", "comment_on", "discard_draft", "edit",
    "end_follow", "follow", "follow_quietly", "keep_images", "mark_official", "mark_outdated", "mark_resolved", "move", "publish",
    "put_draft_away", "recount_comments", "recount_votes", "rerender", "save_draft", "share_audience", "take_back_vote", "withdraw", "write",
]  # fmt: skip
