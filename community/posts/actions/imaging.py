"""Put pictures to a post: the row in the transaction, the file beside it."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from sqlalchemy import select

from community.core import storage
from community.core.database import db
from community.members.models import Member
from community.posts.images import CleanImage
from community.posts.models import Attachment, Post


def attach_images(post: Post, images: Sequence[CleanImage], alts: Sequence[str] = (), *, by: Member) -> None:
    """Keep the pictures with the post.

    Files are written before the transaction ends; should it fail, a sweep finds the files that no row names.
    """
    for image, alt in zip_longest(images, alts[: len(images)], fillvalue=""):
        if isinstance(image, CleanImage):
            db.session.add(_stored(post, image, str(alt), by))


def keep_images(images: Sequence[CleanImage], alts: Sequence[str] = (), *, by: Member) -> list[int]:
    """Keep the pictures of a text that is not posted yet; nobody but their owner sees them. Returns their ids."""
    rows = [_stored(None, image, alt, by) for image, alt in zip(images, [*alts, *("" for _ in images)], strict=False)]
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def adopt_images(post: Post, ids: Iterable[int], *, by: Member) -> None:
    """Give the post the pictures that were kept for it; those of others, and those posted already, stay where they are."""
    rows = select(Attachment).where(Attachment.id.in_(list(ids)), Attachment.post_id.is_(None))
    for row in db.session.scalars(rows.where(Attachment.member_id == by.id).with_for_update()):
        row.post = post


def _stored(post: Post | None, image: CleanImage, alt: str, by: Member) -> Attachment:
    key = storage.new_key(image.suffix)
    storage.save(key, image.content)
    return Attachment(
        post=post,
        member_id=by.id,
        key=key,
        content_type=image.content_type,
        width=image.width,
        height=image.height,
        size=len(image.content),
        alt=alt,
    )
