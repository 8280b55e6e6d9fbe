"""People for the journeys."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.journeys.person import Person


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """Let somebody come: `person()` is a stranger, `person(member)` is signed in."""
    return lambda member=None: Person(app, member)
