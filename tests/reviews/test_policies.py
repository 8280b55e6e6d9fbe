"""Who may review."""

from community.core import clock
from community.members.models import Visitor
from community.reviews import policies
from tests.factories import make_member, make_product


def test_members_review_what_is_offered() -> None:
    offered, archived = make_product(), make_product(archived_at=clock.now())

    assert policies.may_review(make_member(), offered)
    assert not policies.may_review(make_member(), archived)
    assert not policies.may_review(Visitor(), offered)
