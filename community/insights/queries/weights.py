"""How much each factor of the ranking counts, and what other weights would change."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import load_only

from community.core.database import db
from community.insights.models import EngineSetting, Need
from community.insights.queries.filters import Filters, standing_needs
from community.insights.ranking import DEFAULT_WEIGHTS, Factor

FIRST = 12


@dataclass(frozen=True)
class Placed:
    """A need with its place now and its place under other weights; `points` are each factor's, in their order."""

    need: Need
    place: int
    was: int
    score: float
    points: list[float]


def weights() -> dict[Factor, float]:
    """Return the weights in force: what the product team set, else the defaults."""
    setting = db.session.scalar(select(EngineSetting).where(EngineSetting.name == "weights"))
    own: Mapping[str, float] = setting.value if setting else {}
    return {factor: float(own.get(factor.value, DEFAULT_WEIGHTS[factor])) for factor in Factor}


def order_under(chosen: Mapping[Factor, float]) -> list[Placed]:
    """Return the first needs under these weights, from the factors as last counted."""
    rows = standing_needs(Filters()).options(load_only(Need.id, Need.label, Need.title, Need.factors, Need.rank))
    needs = [need for need in db.session.scalars(rows) if need.factors.get("parts")]
    before = {need.id: place for place, need in enumerate(sorted(needs, key=lambda one: (-one.rank, one.id)), 1)}
    scored = [(need, _points(need, chosen)) for need in needs]
    scored.sort(key=lambda pair: (-sum(pair[1]), pair[0].id))
    return [
        Placed(need, place, before[need.id], sum(points), points)
        for place, (need, points) in enumerate(scored[:FIRST], 1)
    ]


def _points(need: Need, chosen: Mapping[Factor, float]) -> list[float]:
    stands = {part["factor"]: part["stands"] for part in need.factors["parts"]}
    return [stands.get(factor.value, 0.0) * chosen[factor] for factor in Factor]
