"""Pictures that were chosen for a text which is not posted yet."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from community.core import storage
from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.actions import adopt_images, keep_images
from community.posts.events import SweepImages
from community.posts.images import CleanImage
from community.posts.jobs import sweep_images
from community.posts.models import Attachment
from community.posts.queries import attachments_of, may_see_attachment
from tests.factories import make_member, make_problem

PICTURE = CleanImage(content=b"a picture", content_type="image/png", suffix=".png", width=2, height=1)


def kept_by(member: Member, *alts: str) -> list[int]:
    with transaction():
        return keep_images([PICTURE for _ in alts], alts, by=member)


def test_only_the_owner_sees_a_kept_picture() -> None:
    owner = make_member()
    [number] = kept_by(owner, "A lamp")
    image = db.session.get_one(Attachment, number)

    assert image.alt == "A lamp"
    assert may_see_attachment(owner, image)
    assert not may_see_attachment(make_member(), image)
    assert not may_see_attachment(make_member(roles=("moderator",)), image)


def test_a_post_adopts_the_pictures_kept_for_it() -> None:
    owner = make_member()
    numbers = kept_by(owner, "First", "")
    problem = make_problem(by=owner)

    with transaction():
        adopt_images(problem, numbers, by=owner)

    assert [image.alt for image in attachments_of([problem])[problem.id]] == ["First", ""]


def test_a_post_adopts_neither_what_is_posted_nor_what_is_others() -> None:
    owner, thief = make_member(), make_member()
    [posted], [kept] = kept_by(owner, "Posted"), kept_by(owner, "Kept")
    first, second, theirs = make_problem(by=owner), make_problem(by=owner), make_problem(by=thief)
    with transaction():
        adopt_images(first, [posted], by=owner)

    with transaction():
        adopt_images(second, [posted], by=owner)
        adopt_images(theirs, [posted, kept], by=thief)

    assert [image.alt for image in attachments_of([first])[first.id]] == ["Posted"]
    assert attachments_of([second, theirs]) == {second.id: [], theirs.id: []}


@pytest.mark.parametrize(("age", "stays"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_what_is_not_posted_within_a_day_is_swept(
    age: timedelta, stays: bool, stop_clock: Callable[[datetime], None]
) -> None:
    owner = make_member()
    [kept], [posted] = kept_by(owner, "Kept"), kept_by(owner, "Posted")
    problem = make_problem(by=owner)
    with transaction():
        adopt_images(problem, [posted], by=owner)
    paths = {image.alt: storage.path_of(image.key) for image in db.session.scalars(select(Attachment))}

    stop_clock(datetime.now(UTC) + age)
    sweep_images(SweepImages())

    assert (db.session.get(Attachment, kept) is not None) is stays
    assert paths["Kept"].exists() is stays
    assert paths["Posted"].exists()
