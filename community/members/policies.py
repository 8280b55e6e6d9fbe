"""Who may do what with members."""

from community.members.models import Member, Viewer


def may_administer(viewer: Viewer) -> bool:
    """Members, roles and organizations are the administrators' business alone."""
    return viewer.is_administrator


def may_suspend(viewer: Viewer, member: Member) -> bool:
    """An administrator may shut out anybody else."""
    return may_administer(viewer) and viewer.id != member.id
