"""The tabs of a page, with how much each of them holds."""

from community.core.locale import _, number
from community.posts.queries import MOST_COUNTED


def tab(url: str, label: str, count: int, *, is_current: bool) -> dict[str, object]:
    """Return what `ui.tabs` needs; beyond what is counted, the tab says "more than 1,000"."""
    if count <= MOST_COUNTED:
        return {"url": url, "label": label, "count": count, "current": is_current}
    many = _("%(label)s (more than %(count)s)", label=label, count=number(MOST_COUNTED))
    return {"url": url, "label": many, "current": is_current}
