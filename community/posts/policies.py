"""Who may do what with any post."""

from community.members.models import Viewer
from community.posts.models import Audience, Kind, Post, State

ONE_WAY = frozenset({Kind.PROBLEM, Kind.IDEA})
TWO_WAYS = frozenset({Kind.REVIEW, Kind.ANSWER, Kind.ARTICLE})


def may_read(viewer: Viewer, post: Post) -> bool:
    """Tell of one loaded post what `queries.visible` asks the database."""
    if viewer.is_moderator or viewer.is_author_of(post):
        return True
    if not post.shown:
        return False
    if viewer.is_staff or post.audience == Audience.EVERYONE:
        return True
    is_own = viewer.organization_id is not None and viewer.organization_id == post.audience_organization_id
    return post.audience == Audience.ORGANIZATION and is_own


def may_comment(viewer: Viewer, post: Post) -> bool:
    """Members may remark on what is shown, but not on a remark."""
    return viewer.is_signed_in and post.shown and post.kind != Kind.COMMENT


def may_edit(viewer: Viewer, post: Post) -> bool:
    """The author may, while it is not removed; the company's articles are open to all staff."""
    if post.state == State.REMOVED:
        return False
    return viewer.is_author_of(post) or (post.kind == Kind.ARTICLE and viewer.is_staff)


def may_withdraw(viewer: Viewer, post: Post) -> bool:
    """Authors may take back what they wrote, while it stands."""
    return viewer.is_author_of(post) and post.state in (State.VISIBLE, State.PENDING)


def may_vote(viewer: Viewer, post: Post) -> bool:
    """Members may, on what others wrote and all can see; remarks take no votes."""
    return viewer.is_signed_in and post.shown and post.kind != Kind.COMMENT and not viewer.is_author_of(post)


def may_vote_against(viewer: Viewer, post: Post) -> bool:
    """Only "helpful" has another side; nobody votes down a problem or an idea."""
    return may_vote(viewer, post) and post.kind in TWO_WAYS


def may_follow(viewer: Viewer, post: Post) -> bool:
    """Members may follow any thread they see."""
    return viewer.is_signed_in and post.is_head


def may_speak_for_the_company(viewer: Viewer) -> bool:
    """Staff may mark what they write as official."""
    return viewer.is_staff


def may_mark_outdated(viewer: Viewer, post: Post) -> bool:
    """Staff, and the author, may say that an answer no longer holds."""
    return post.kind in (Kind.ANSWER, Kind.ARTICLE) and (viewer.is_staff or viewer.is_author_of(post))


def may_read_revisions(viewer: Viewer, post: Post) -> bool:
    """Whoever sees a post in full standing sees how it changed; of a withdrawn one only author and moderators do."""
    return post.shown or viewer.is_moderator or viewer.is_author_of(post)
