"""Writes of the insight module: reading voices, the full run, counting, and what people decide."""

from community.insights.actions.correcting import confirm_evidence, correct_distress, correct_kind, correct_mood
from community.insights.actions.counting import count_needs
from community.insights.actions.deciding import decide, link_idea, move_to_state, rename, unlink_idea
from community.insights.actions.desk import comment, drop_comment, drop_view, save_view, set_weights
from community.insights.actions.evidence import add_evidence, move_evidence, refuse_evidence, restore_evidence
from community.insights.actions.proposing import accept_proposal, refuse_proposal
from community.insights.actions.shaping import dismiss, merge, restore, split, undo_merge
from community.insights.actions.teaching import add_pair, drop_pair, set_detail, shape_theme

__all__ = [
    "accept_proposal", "add_evidence", "add_pair", "comment", "confirm_evidence", "correct_distress", "correct_kind",
    "correct_mood", "count_needs", "decide", "dismiss", "drop_comment", "drop_pair", "drop_view", "link_idea", "merge",
    "move_evidence", "move_to_state", "refuse_evidence", "refuse_proposal", "rename", "restore", "restore_evidence",
    "save_view", "set_detail", "set_weights", "shape_theme", "split", "undo_merge", "unlink_idea",
]  # fmt: skip
