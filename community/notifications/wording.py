"""What one notification says, in a sentence: the same in the inbox and by mail."""

from community.core.locale import _, _n
from community.insights.models import AlertKind, NeedState
from community.notifications.models import Notification, NotificationKind
from community.posts.models import Kind


def sentence_of(notification: Notification, *, need_name: str = "") -> str:
    """Say in the reader's language why he is told; `need_name` is for the product team's eyes."""
    details = notification.details
    if notification.kind == NotificationKind.NEED:
        return news_of(details["state"])
    if notification.kind == NotificationKind.ALERT:
        return _alert(details["kind"], need_name)
    if notification.kind == NotificationKind.SEARCH:
        return _n("New in a search you follow", "%(count)s new results in a search you follow", details["count"])
    if notification.kind == NotificationKind.DECISION:
        return _decision(details["action"])
    if notification.kind == NotificationKind.ACCEPTED:
        return _("Your answer was accepted")
    if notification.kind == NotificationKind.OFFICIAL:
        return _("The company answered")
    if notification.kind == NotificationKind.STATUS:
        return _("The company answered an idea")
    return _reply(notification)


def news_of(state: str) -> str:
    """Say what became of what somebody wrote about."""
    if state == NeedState.DELIVERED:
        return _("What you wrote about has been delivered")
    if state == NeedState.PLANNED:
        return _("What you wrote about is planned")
    return _("The company decided against what you wrote about")


def _alert(kind: str, need_name: str) -> str:
    if kind == AlertKind.SPIKE:
        return _("A need rises suddenly: %(name)s", name=need_name)
    if kind == AlertKind.BORN:
        return _("A new need was found: %(name)s", name=need_name)
    return _("For too many customers it is not solved: %(name)s", name=need_name)


def _decision(action: str) -> str:
    if action == "hide":
        return _("A moderator hid your post")
    if action == "remove":
        return _("A moderator took your post down")
    if action == "restore":
        return _("Your post is back")
    return _("Your post was approved")


def _reply(notification: Notification) -> str:
    name = notification.actor.name if notification.actor else _("A customer")
    if notification.post.kind == Kind.ANSWER:
        return _("New answer from %(name)s", name=name)
    return _("New comment from %(name)s", name=name)
