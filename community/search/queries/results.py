"""The page of results: what the index found, as far as the viewer may see it, one result for each thread."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import aliased, defer, joinedload

from community.core import clock
from community.core.database import db
from community.core.language import terms
from community.members.models import Viewer
from community.posts.models import Kind, Post
from community.posts.queries import shown_to
from community.products.models import Product
from community.products.queries import offered_products
from community.search.engines import IndexUnavailableError, engine
from community.search.highlights import Part, marked, passage
from community.search.queries import plain
from community.search.ranking import Standing, score, score_of_thread
from community.search.sought import Found, Scope, Sought, read_query

PAGE_SIZE = 20
MOST_PAGED = 200
MOST_COUNTED = 1000
MOST_PRODUCTS = 4
WITHOUT_BODIES = (defer(Post.source), defer(Post.rendered))
KINDS = (Kind.PROBLEM, Kind.IDEA, Kind.REVIEW, Kind.ARTICLE)


@dataclass(frozen=True)
class Result:
    """One thread that answers: its head, and the post in it whose words do best."""

    head: Post
    post: Post
    score: float
    title: list[Part]
    passage: list[Part]

    @property
    def is_below(self) -> bool:
        """Whether the words stand in an answer or comment below the head."""
        return self.post.id != self.head.id

    @property
    def is_solved(self) -> bool:
        """Whether the thread found its answer."""
        return self.head.resolved_at is not None


@dataclass(frozen=True)
class ResultsPage:
    """What is shown for one search; `is_plain` says that the database answered because the index could not."""

    sought: Sought
    scope: Scope
    results: Sequence[Result] = ()
    count: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    products: Sequence[Product] = ()
    is_loose: bool = False
    is_plain: bool = False
    next_cursor: str | None = None
    previous_cursor: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether there are more than could be counted."""
        return self.count > MOST_COUNTED

    @property
    def is_last_shown(self) -> bool:
        """Whether this is the last page, though more was found."""
        return self.next_cursor is None and self.count > MOST_PAGED


@dataclass(frozen=True)
class _Thread:
    head_id: int
    head_kind: str
    post_id: int
    is_solved: bool
    score: float


def results_page(
    text: str, viewer: Viewer, *, scope: Scope, cursor: str | None = None, size: int = PAGE_SIZE
) -> ResultsPage:
    """Find what the viewer may see; at most five statements, however much is found."""
    sought = read_query(text)
    if not sought:
        return ResultsPage(sought, scope)
    found, is_plain = _find(sought, scope, viewer)
    threads = _threads(found, viewer)
    counts = Counter(thread.head_kind for thread in threads if _is_in(thread, replace(scope, kind="")))
    threads = [thread for thread in threads if _is_in(thread, scope)]
    first = _first_of(threads, cursor)
    shown = threads[:MOST_PAGED][first : first + size]
    return ResultsPage(
        sought,
        scope,
        results=_results(shown, sought, viewer),
        count=MOST_COUNTED + 1 if found.is_cut and len(threads) > MOST_PAGED else len(threads),
        counts=counts,
        products=_products(sought.terms),
        is_loose=found.is_loose,
        is_plain=is_plain,
        next_cursor=_cursor_after(threads[:MOST_PAGED], first + size),
        previous_cursor=_cursor_before(threads, first, size),
    )


def _find(sought: Sought, scope: Scope, viewer: Viewer) -> tuple[Found, bool]:
    """Ask the index, for all kinds at once so that each can be counted; if there are too many, for the chosen one."""
    try:
        found = engine().find(sought, replace(scope, kind=""))
        if found.is_cut and scope.kind:
            found = engine().find(sought, scope)
    except IndexUnavailableError:
        return plain.find(sought, scope, viewer), True
    return found, False


def _threads(found: Found, viewer: Viewer) -> list[_Thread]:
    """Let the database decide what the viewer may see, and rank the threads."""
    now, words = clock.now(), {hit.id: hit.score for hit in found.hits}
    by_thread: dict[int, list[tuple[float, Standing]]] = {}
    for standing in _standings(words, viewer):
        rated = (score(words[standing.post_id], standing, now), standing)
        by_thread.setdefault(standing.head_id, []).append(rated)
    threads = []
    for head_id, rated_posts in by_thread.items():
        best = max(rated_posts, key=lambda rated: (rated[0], -rated[1].post_id))[1]
        whole = score_of_thread([rated for rated, _ in rated_posts])
        threads.append(_Thread(head_id, best.head_kind, best.post_id, best.is_solved, whole))
    return sorted(threads, key=lambda thread: (-thread.score, -thread.head_id))


def _standings(ids: Collection[int], viewer: Viewer) -> Iterable[Standing]:
    if not ids:
        return
    head = aliased(Post.__table__, name="head")
    rows = (
        shown_to(Post, viewer)
        .with_only_columns(
            Post.id, Post.kind, Post.official, Post.outdated, Post.vote_count, Post.resolved_at,
            Post.last_activity_at, head.c.id, head.c.kind, head.c.resolved_at, head.c.last_activity_at,
        )
        .outerjoin(head, head.c.id == Post.thread_id)
        .where(Post.id.in_(ids))
    )  # fmt: skip
    for (
        post_id,
        kind,
        official,
        outdated,
        votes,
        resolved,
        active,
        head_id,
        head_kind,
        head_resolved,
        head_active,
    ) in db.session.execute(rows):
        yield Standing(
            post_id=post_id,
            head_id=head_id or post_id,
            kind=kind,
            head_kind=head_kind or kind,
            is_solved=(head_resolved if head_id else resolved) is not None,
            official=official,
            outdated=outdated,
            votes=votes,
            active_at=head_active or active,
        )


def _is_in(thread: _Thread, scope: Scope) -> bool:
    """Whether the thread is in the scope, by what the database says; the product was the index's to narrow."""
    right_kind = not scope.kind or thread.head_kind == scope.kind
    return right_kind and (scope.is_solved is None or thread.is_solved == scope.is_solved)


def _results(threads: Sequence[_Thread], sought: Sought, viewer: Viewer) -> list[Result]:
    ids = {one for thread in threads for one in (thread.head_id, thread.post_id)}
    if not ids:
        return []
    rows = shown_to(Post, viewer).where(Post.id.in_(ids)).options(joinedload(Post.product), *WITHOUT_BODIES)
    posts = {post.id: post for post in db.session.scalars(rows)}
    return [
        _result(thread, posts[thread.head_id], posts[thread.post_id], sought.terms)
        for thread in threads
        if thread.head_id in posts and thread.post_id in posts
    ]


def _result(thread: _Thread, head: Post, post: Post, wanted: Collection[str]) -> Result:
    title = head.title or head.plain[:80]
    return Result(head, post, thread.score, title=marked(title, wanted), passage=passage(post.plain, wanted))


def _products(wanted: frozenset[str]) -> list[Product]:
    """Return the products whose names have sought words, those with most of them first."""
    rated = [(len(wanted & set(terms(f"{product.name} {product.name_fa}"))), product) for product in offered_products()]
    named = sorted((one for one in rated if one[0]), key=lambda one: -one[0])
    return [product for _, product in named[:MOST_PRODUCTS]]


def _first_of(threads: Sequence[_Thread], cursor: str | None) -> int:
    """Return where the page begins: after the thread that the cursor names, wherever that stands by now."""
    place, _, head_id = (cursor or "").partition("-")
    if not (place.isdecimal() and head_id.isdecimal() and len(place) < 4):
        return 0
    for number, thread in enumerate(threads):
        if str(thread.head_id) == head_id:
            return number + 1
    return min(int(place), len(threads))


def _cursor_after(threads: Sequence[_Thread], end: int) -> str | None:
    return f"{end}-{threads[end - 1].head_id}" if end < len(threads) else None


def _cursor_before(threads: Sequence[_Thread], first: int, size: int) -> str | None:
    """Return the cursor of the page before; the first page is the empty one."""
    if first == 0:
        return None
    begin = max(0, first - size)
    return f"{begin}-{threads[begin - 1].head_id}" if begin else ""
