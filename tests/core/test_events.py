"""Events travel upwards inside the teller's transaction."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from community.core.database import db
from community.core.events import announce, listen
from community.core.transaction import transaction
from community.members.models import Organization


@dataclass(frozen=True)
class OrganizationSeen:
    """Only the tests tell this."""

    organization: Organization


@dataclass(frozen=True)
class SomethingElse:
    """Nobody tells this."""


heard: list[int] = []


@listen(OrganizationSeen)
def hear(event: OrganizationSeen) -> None:
    """Note the id that the row had when the event was told."""
    heard.append(event.organization.id)
    if event.organization.name == "unlucky":
        raise RuntimeError("the listener failed")


@listen(SomethingElse)
def hear_something_else(event: SomethingElse) -> None:
    """Be called by mistake."""
    heard.append(-1)


def test_listeners_of_the_class_hear_it_and_rows_have_their_ids() -> None:
    heard.clear()
    with transaction():
        organization = Organization(name="A")
        db.session.add(organization)
        announce(OrganizationSeen(organization))

    assert heard == [organization.id]


def test_a_failing_listener_undoes_what_was_told() -> None:
    with pytest.raises(RuntimeError, match="listener failed"), transaction():
        organization = Organization(name="unlucky")
        db.session.add(organization)
        announce(OrganizationSeen(organization))

    assert db.session.scalars(select(Organization)).all() == []
