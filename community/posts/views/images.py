"""Pictures of posts, for whoever may see the post."""

from flask import Response, send_file
from flask.typing import ResponseReturnValue

from community.core import storage
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.members.session import visitor
from community.posts import queries
from community.posts.models import Attachment
from community.posts.views import blueprint


@blueprint.get("/attachments/<int:attachment_id>")
def attachment(attachment_id: int) -> ResponseReturnValue:
    """Send a picture: kept by the reader's browser only, and never run as anything but a picture."""
    image = db.session.get(Attachment, attachment_id)
    if image is None or not queries.may_see_attachment(visitor(), image) or not storage.path_of(image.key).exists():
        raise NotFoundError(_l("There is no such picture, or it is not open to you."))
    response: Response = send_file(storage.path_of(image.key), mimetype=image.content_type, etag=image.key)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
