"""How far the loop around a need is closed, for its page: who was told, and whether it is solved for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.insights.models import Need, Telling
from community.insights.queries import telling as queries
from community.insights.queries.telling import SolvedFigures
from community.members.models import Viewer


@dataclass(frozen=True)
class NeedLoop:
    """What the product team sees of the way back; `solved` is there once a delivery was told."""

    tellings: Sequence[Telling]
    solved: SolvedFigures | None
    is_following: bool
    followers: int


def loop_of(need: Need, viewer: Viewer) -> NeedLoop:
    """Load it; five statements at most."""
    delivery = queries.latest_delivery(need)
    return NeedLoop(
        tellings=queries.tellings_of(need),
        solved=queries.solved_figures(delivery) if delivery else None,
        is_following=queries.is_following(viewer, need),
        followers=len(queries.follower_ids(need)),
    )
