"""A need ranks by its people, and every point can be accounted for."""

from datetime import UTC, datetime, timedelta

import pytest

from community.insights.ranking import Factor, Mention, Rank, rank_needs

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _mention(
    customer: str,
    *,
    days: float = 5,
    organization: str | None = None,
    negative: bool = False,
    unanswered: bool | None = None,
) -> Mention:
    return Mention(customer, organization, NOW - timedelta(days=days), negative, unanswered)


def _crowd(count: int, *, negative: bool = False, unanswered: bool | None = None) -> list[Mention]:
    return [_mention(f"c{n}", days=n * 17 % 56, negative=negative, unanswered=unanswered) for n in range(count)]


def _order(ranks: list[Rank]) -> list[int]:
    return [rank.need_id for rank in ranks]


def test_more_customers_come_first() -> None:
    assert _order(rank_needs({1: _crowd(5), 2: _crowd(50), 3: _crowd(12)}, now=NOW)) == [2, 3, 1]


def test_twelve_posts_by_one_customer_do_not_raise_a_need() -> None:
    others = {2: _crowd(9), 3: _crowd(6)}
    once = {**others, 1: [_mention("ring", negative=True, unanswered=True)]}
    often = {**others, 1: [_mention("ring", negative=True, unanswered=True) for _ in range(12)]}

    assert rank_needs(once, now=NOW) == rank_needs(often, now=NOW)
    assert next(rank for rank in rank_needs(often, now=NOW) if rank.need_id == 1).customers == 1


def test_what_was_said_lately_weighs_more() -> None:
    old = [_mention(f"c{n}", days=200) for n in range(10)]
    new = [_mention(f"c{n}", days=60) for n in range(10)]

    assert _order(rank_needs({1: old, 2: new}, now=NOW)) == [2, 1]


@pytest.mark.parametrize(
    ("calm", "unhappy"),
    [
        (_crowd(10, negative=False), _crowd(10, negative=True)),
        (_crowd(10, unanswered=False), _crowd(10, unanswered=True)),
    ],
)
def test_of_two_equal_needs_the_unhappier_comes_first(calm: list[Mention], unhappy: list[Mention]) -> None:
    assert _order(rank_needs({1: calm, 2: unhappy}, now=NOW)) == [2, 1]


def test_a_rising_need_passes_a_fading_one_of_the_same_size() -> None:
    fading = [_mention(f"c{n}", days=30) for n in range(10)]
    rising = [_mention(f"c{n}", days=27) for n in range(10)]

    assert _order(rank_needs({1: fading, 2: rising}, now=NOW)) == [2, 1]


def test_organizations_count_once_each() -> None:
    spread = [_mention(f"c{n}", organization=f"o{n}") for n in range(6)]
    single = [_mention(f"c{n}", organization="o") for n in range(6)]

    ranks = rank_needs({1: single, 2: spread}, now=NOW)

    assert [(rank.need_id, rank.organizations) for rank in ranks] == [(2, 6), (1, 1)]


def test_the_points_of_the_parts_are_the_score() -> None:
    for rank in rank_needs({1: _crowd(5), 2: _crowd(50, negative=True), 3: _crowd(12)}, now=NOW):
        assert {part.factor for part in rank.parts} == set(Factor)
        assert sum(part.points for part in rank.parts) == pytest.approx(rank.score)


def test_a_weight_of_nothing_silences_a_factor() -> None:
    ranks = rank_needs({1: _crowd(5), 2: _crowd(50)}, now=NOW, weights={Factor.NEGATIVE: 1.0})

    assert all(part.points == 0 for rank in ranks for part in rank.parts if part.factor is not Factor.NEGATIVE)


def test_no_needs_give_no_ranks() -> None:
    assert rank_needs({}, now=NOW) == []
    assert rank_needs({1: []}, now=NOW) == []
