"""Writes of the insight module: reading voices, the full run, counting, and what people decide."""

from community.insights.actions.counting import count_needs
from community.insights.actions.deciding import decide, link_idea, rename, unlink_idea
from community.insights.actions.evidence import move_evidence, refuse_evidence, restore_evidence
from community.insights.actions.shaping import dismiss, merge, restore, undo_merge

__all__ = [
    "count_needs", "decide", "dismiss", "link_idea", "merge", "move_evidence", "refuse_evidence", "rename", "restore",
    "restore_evidence", "undo_merge", "unlink_idea",
]  # fmt: skip
