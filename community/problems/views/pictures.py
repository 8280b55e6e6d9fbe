"""Pictures chosen in a form survive until it is posted."""

from flask import request

from community.core.transaction import transaction
from community.members.session import current_member
from community.posts.forms import WithImages, alts_of
from community.posts.models import Post


def keep_pictures(form: WithImages) -> None:
    """Keep what was chosen, since a browser forgets files when the form is shown again."""
    if form.clean:
        with transaction():
            form.keep(_alts(), by=current_member())


def hand_over_pictures(form: WithImages, post: Post) -> None:
    """Give the post its pictures (within a transaction)."""
    form.hand_over(post, _alts(), by=current_member())


def _alts() -> list[str]:
    return alts_of(request.form.getlist("images_alt"))
