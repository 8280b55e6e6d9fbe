"""What the composers of all subjects do alike, for their views: nothing typed or chosen is ever lost."""

from flask import request
from wtforms import IntegerField

from community.core.errors import NotAllowedError, Sentence
from community.core.locale import _l
from community.core.transaction import transaction
from community.members.session import current_member
from community.posts import policies
from community.posts.forms import WithImages
from community.posts.models import Draft, Post
from community.posts.queries import draft_of

NEVER_KEPT = frozenset({"csrf_token", "resend_key", "version", "images", "kept_images"})
MOST_CHARACTERS = 60_000
NOT_THE_AUTHOR = _l("Only the author can change this.")


def typed_fields() -> dict[str, str] | None:
    """Return what a draft keeps of the form that was sent; None if that is more than any form of ours takes."""
    fields = {name: value for name, value in request.form.items() if name not in NEVER_KEPT}
    return fields if sum(map(len, fields.values())) <= MOST_CHARACTERS else None


def keep_pictures(form: WithImages) -> None:
    """Keep what was chosen, for a browser forgets files when the form is shown again; opens a transaction."""
    if form.clean:
        with transaction():
            form.keep(form.alts, by=current_member())


def draft_of_edit(post: Post, name: str, *, refusal: Sentence = NOT_THE_AUTHOR) -> Draft | None:
    """Return the member's unsaved words for a post that is his to change; anybody else is refused."""
    if not policies.may_edit(current_member(), post):
        raise NotAllowedError(refusal)
    return draft_of(current_member(), f"{name}-{post.id}")


def see_version(field: IntegerField, post: Post) -> None:
    """Let the form carry the version that the editor has now been shown beside his own words."""
    field.data, field.raw_data = post.version, None
