"""Where a post is read: each subject says how its kind is addressed."""

from collections.abc import Callable

from community.posts.models import Draft, Post

Address = Callable[[Post], str]
Composer = Callable[[int], str]
_addresses: dict[str, Address] = {}
_composers: dict[str, Composer] = {}


def register(kind: str, address: Address) -> None:
    """Tell how the head of this kind is addressed."""
    _addresses[kind] = address


def url_of(post: Post) -> str:
    """Return the address of the post: its thread's, and within it the post's own place."""
    head = post.head
    url = _addresses[head.kind](head)
    return url if head is post else f"{url}#post-{post.id}"


def register_composer(name: str, address: Composer) -> None:
    """Tell where drafts of this form are gone on with; a form about a thing is named "answer-12" and gets the 12."""
    _composers[name] = address


def composer_of(draft: Draft) -> str | None:
    """Return where to go on writing the draft, if its form is known."""
    name, _, number = draft.form.partition("-")
    return _composers[name](int(number or 0)) if name in _composers else None
