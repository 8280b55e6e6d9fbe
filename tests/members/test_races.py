"""What several do at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from community.core.database import db
from community.core.errors import CommunityError
from community.core.transaction import transaction
from community.members import actions, queries
from community.members.models import Member, Role
from tests.client import client_of
from tests.factories import make_member

PASSWORD = "four unrelated words"


def at_once(app: Flask, *deeds: Callable[[], object]) -> list[object]:
    """Do the deeds in threads that start together; what a rule refused is returned as its error."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> object:
        with app.app_context():
            start.wait(timeout=20)
            try:
                return deed()
            except CommunityError as error:
                return error
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def test_two_administrators_cannot_remove_each_other(own_app: Flask) -> None:
    first, second = (make_member(roles=("administrator",)).id for _ in range(2))

    def remove(member_id: int, by_id: int) -> Callable[[], None]:
        def deed() -> None:
            with transaction():
                by = queries.get_member(by_id)
                member = queries.member_to_administer(member_id, by)
                actions.take_role(member, Role.ADMINISTRATOR, by=by)

        return deed

    results = at_once(own_app, remove(first, second), remove(second, first))

    left = db.session.scalars(select(Member.id).where(Member.is_administrator)).all()
    assert len(left) == 1
    assert sum(isinstance(result, CommunityError) for result in results) == 1


def test_one_address_gets_one_account(own_app: Flask) -> None:
    typed = {"name": "Sara", "email": "sara@example.com", "password": PASSWORD}

    statuses = at_once(own_app, *[lambda: client_of(own_app).send("/sign-up", typed).status_code] * 6)

    assert db.session.scalar(select(func.count()).select_from(Member)) == 1
    assert sorted(map(str, statuses)) == ["200"] * 5 + ["303"]
