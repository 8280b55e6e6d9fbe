"""Write, publish and edit posts; source, rendered and plain are stored together."""

from typing import Any, TypeVar

from sqlalchemy import func, select

from community.core import clock, text
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.language import detect, direction
from community.core.locale import _l
from community.members.models import Member
from community.posts import policies
from community.posts.actions import states
from community.posts.actions.beside import follow_quietly
from community.posts.events import OfficialMarked, PostChanged, PostPublished
from community.posts.models import Audience, Comment, Post, Revision, State
from community.products import policies as product_policies
from community.products.models import Product

AnyPost = TypeVar("AnyPost", bound=Post)


def write(post: Post, *, title: str = "", source: str, also: tuple[str, ...] = ()) -> None:
    """Set the words of a post and all that follows from them; `also` are the subject's own texts, found by search too."""
    rendered = text.render(source)
    post.title = text.clean_line(title)[: text.LONGEST_TITLE]
    post.source = text.clean(source)
    post.rendered = rendered.html
    post.plain = "\n".join(part for part in (rendered.plain, *also) if part)
    post.renderer_version = text.VERSION
    words = f"{post.title}\n{post.plain}"
    post.language = detect(words)
    post.direction = direction(words)


def publish(post: AnyPost, *, by: Member, parent: Post | None = None, state: State = State.VISIBLE) -> AnyPost:
    """Put a written post into the community, below `parent` if it is not the head of a thread."""
    post.author = by
    post.organization_id = by.organization_id
    post.state = state
    if parent is not None:
        post.parent = parent
        post.thread = parent.head
        post.product_id = parent.head.product_id
        share_audience(post, parent.head)
    elif post.audience == Audience.ORGANIZATION and post.audience_organization_id is None:
        post.audience_organization_id = by.organization_id
    post.shown = state == State.VISIBLE and (parent is None or parent.shown)
    db.session.add(post)
    db.session.flush()
    if post.shown and parent is not None:
        post.head.last_activity_at = clock.now()
    follow_quietly(post.head, by=by)
    announce(PostPublished(post, by=by))
    return post


def share_audience(post: Post, other: Post) -> None:
    """Mean a post for the same eyes as another one."""
    post.audience = other.audience
    post.audience_organization_id = other.audience_organization_id


def comment_on(post: Post, *, source: str, by: Member, official: bool = False) -> Comment:
    """Remark on a post."""
    if not policies.may_comment(by, post) or (official and not policies.may_speak_for_the_company(by)):
        raise NotAllowedError(_l("You cannot comment here."))
    comment = Comment(official=official)
    write(comment, source=source)
    publish(comment, by=by, parent=post)
    states.recount_comments(post)
    return comment


def edit(
    post: Post, *, by: Member, version: int, title: str = "", source: str,
    fields: dict[str, Any] | None = None, also: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Change the words of a post and keep what it said before.

    `version` is the one the editor saw: if somebody else was faster, `ConflictError`. `fields` are the subject's own
    values as they were, for the revision. Words that a customer changes speak for the company no more.
    """
    if not policies.may_edit(by, post):
        raise NotAllowedError(_l("Only the author can change this."))
    if post.version != version:
        raise ConflictError(_l("Somebody changed this while you were writing. Both texts are below."))
    _keep_revision(post, fields or {}, by)
    write(post, title=title, source=source, also=also)
    post.version += 1
    post.edited_at = clock.now()
    post.official = post.official and policies.may_speak_for_the_company(by)
    announce(PostChanged(post))


def _keep_revision(post: Post, fields: dict[str, Any], by: Member) -> None:
    last = db.session.scalar(select(func.max(Revision.number)).where(Revision.post_id == post.id)) or 0
    db.session.add(
        Revision(
            post_id=post.id,
            number=last + 1,
            title=post.title,
            source=post.source,
            fields=fields,
            by_id=by.id,
            written_at=post.edited_at or post.created_at,
        )
    )


def move(head: Post, product: Product | None) -> None:
    """Take a whole thread to another product; each post below is announced, for search knows it by its product."""
    if product is head.product:
        return
    if product is not None and not product_policies.may_post_about(product):
        raise ConflictError(_l("This product takes no new posts."))
    head.product = product
    below = list(db.session.scalars(select(Post).where(Post.thread_id == head.id).order_by(Post.id)))
    for post in below:
        post.product = product
    for post in (head, *below):
        announce(PostChanged(post))


def mark_resolved(post: Post, *, resolved: bool) -> None:
    """Note that the thread found its answer, or lost it; search puts solved threads first."""
    post.resolved_at = (post.resolved_at or clock.now()) if resolved else None
    announce(PostChanged(post))


def mark_official(post: Post, *, official: bool, by: Member) -> None:
    """Let a post by staff speak for the company, or for its author again."""
    if not policies.may_speak_for_the_company(by):
        raise NotAllowedError(_l("Only staff can speak for the company."))
    post.official = official
    announce(PostChanged(post))
    announce(OfficialMarked(post, by=by))


def mark_outdated(post: Post, *, outdated: bool, by: Member) -> None:
    """Say that an answer or article no longer holds, or does again."""
    if not policies.may_mark_outdated(by, post):
        raise NotAllowedError(_l("Only the author or staff can mark this as outdated."))
    post.outdated = outdated
    announce(PostChanged(post))


def rerender(post: Post) -> None:
    """Render an old post with today's renderer; its words stay as typed."""
    rendered = text.render(post.source)
    post.rendered = rendered.html
    post.renderer_version = text.VERSION
