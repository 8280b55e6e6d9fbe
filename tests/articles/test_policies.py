"""Who writes articles."""

import pytest

from community.articles import policies
from community.members.models import Visitor
from tests.factories import make_member


@pytest.mark.parametrize(
    ("roles", "may"),
    [((), False), (("moderator",), True), (("agent",), True), (("analyst",), True), (("administrator",), True)],
)
def test_staff_write_and_customers_do_not(roles: tuple[str, ...], may: bool) -> None:
    assert policies.may_write(make_member(roles=roles)) is may


def test_strangers_do_not() -> None:
    assert not policies.may_write(Visitor())
