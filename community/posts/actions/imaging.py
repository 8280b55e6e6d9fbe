"""Put pictures to a post: the row in the transaction, the file beside it."""

from collections.abc import Sequence
from itertools import zip_longest

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
            db.session.add(_kept(post, image, str(alt), by))


def _kept(post: Post, image: CleanImage, alt: str, by: Member) -> Attachment:
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
