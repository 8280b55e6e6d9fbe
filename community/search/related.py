"""What resembles a thread, for the column beside it: the comparison is kept a while, who may see what is asked anew.

A thread is read far more often than what resembles it changes. So each process remembers for KEPT_FOR which posts
resemble a thread of this version; it remembers ids and scores only, and the database decides at each reading.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.core import clock
from community.members.models import Viewer
from community.posts.models import Kind, Post
from community.search.similar import SimilarPost, least_score, rated_posts, resemblances

KEPT_FOR = timedelta(minutes=15)
MOST_KEPT = 5000
MOST_RELATED = 30
Key = tuple[int, int, datetime, tuple[str, ...]]

_kept: OrderedDict[Key, tuple[datetime, dict[int, float]]] = OrderedDict()
_lock = threading.Lock()


def related_posts(post: Post, viewer: Viewer, *, kinds: Sequence[Kind], limit: int) -> list[SimilarPost]:
    """Return the posts of these kinds that resemble a post, best first, without itself."""
    return rated_posts(_resembling(post, tuple(kinds)), viewer, limit=limit, product=post.product)


def _resembling(post: Post, kinds: tuple[str, ...]) -> dict[int, float]:
    key = (post.id, post.version, post.created_at, kinds)
    now = clock.now()
    with _lock:
        kept = _kept.get(key)
    if kept is not None and now - kept[0] < KEPT_FOR:
        return kept[1]
    text = f"{post.title}\n{post.plain}"
    least = least_score(text)
    found = {one: score for one, score in resemblances(text, kinds=kinds).items() if score >= least and one != post.id}
    best = dict(sorted(found.items(), key=lambda pair: -pair[1])[:MOST_RELATED])
    with _lock:
        _kept[key] = (now, best)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return best
