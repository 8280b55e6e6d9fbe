"""Where a post is read: each subject says how its kind is addressed."""

from collections.abc import Callable

from flask import url_for

from community.posts.models import Draft, Post

Address = Callable[[Post], str]
Place = Callable[[Post, Post], str]
Composer = Callable[[int], str]
_addresses: dict[str, Address] = {}
_places: dict[str, Place] = {}
_composers: dict[str, Composer] = {}


def register(kind: str, address: Address, *, place: Place | None = None) -> None:
    """Tell how the head of this kind is addressed; `place(head, post)` finds a post below it in a thread of many pages."""
    _addresses[kind] = address
    _places[kind] = place or (lambda head, post: address(head))


def url_of(post: Post) -> str:
    """Return the address of the post: its thread's, and within it the post's own place.

    The address of a thread tells its title. Below one that is withdrawn, whose own author may not read it, it tells none.
    """
    head = post.head
    if head is post:
        return _addresses[head.kind](head)
    if not head.shown:
        return f"{url_for('pages.post', post_id=head.id)}#post-{post.id}"
    return f"{_places[head.kind](head, post)}#post-{post.id}"


def register_composer(name: str, address: Composer) -> None:
    """Tell where drafts of this form are gone on with; a form about a thing is named "answer-12" and gets the 12."""
    _composers[name] = address


def composer_of(draft: Draft) -> str | None:
    """Return where to go on writing the draft, if its form is known."""
    return composer_named(draft.form)


def composer_named(form: str) -> str | None:
    """Return where a draft of this name is gone on with, if its form is known."""
    name, _, number = form.partition("-")
    return _composers[name](int(number or 0)) if name in _composers else None
