"""The page of results: what the index found, as far as the viewer may see it, one result for each thread."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy.orm import defer, joinedload

from community.core import clock
from community.core.database import db
from community.core.language import terms
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.products.models import Product
from community.products.queries import offered_products
from community.search.engines import IndexUnavailableError, engine
from community.search.highlights import Part, marked, passage
from community.search.queries import plain
from community.search.queries.asking import Search, plain_search
from community.search.queries.scoping import is_in
from community.search.queries.standing import Thread, threads
from community.search.ranking import Factors, Sort, factors, further
from community.search.sought import Found, Hit, Scope, Sought

PAGE_SIZE = 20
MOST_PAGED = 200
MOST_COUNTED = 1000
MOST_PRODUCTS = 4
BEGUN = 0.5
NEWEST_DAYS = (30, 365)
"""If more was found than is looked at, the newest are looked for in ever longer periods, until a list is full."""
WITHOUT_BODIES = (defer(Post.source), defer(Post.rendered))


@dataclass(frozen=True)
class Result:
    """One thread that answers: its head, and the post in it whose words do best."""

    head: Post
    post: Post
    score: float
    title: list[Part]
    passage: list[Part]
    factors: Factors

    @property
    def is_below(self) -> bool:
        """Whether the words stand in an answer or comment below the head."""
        return self.post.id != self.head.id

    @property
    def is_solved(self) -> bool:
        """Whether the thread found its answer."""
        return self.head.resolved_at is not None

    @property
    def is_accepted(self) -> bool:
        """Whether the words stand in the answer that helped."""
        return self.factors["accepted"] > 1


@dataclass(frozen=True)
class ResultsPage:
    """What is shown for one search; `is_plain` says that the database answered because the index could not."""

    search: Search
    results: Sequence[Result] = ()
    count: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    products: Sequence[Product] = ()
    offered: Sequence[Product] = ()
    is_loose: bool = False
    is_plain: bool = False
    next_cursor: str | None = None
    previous_cursor: str | None = None

    @property
    def sought(self) -> Sought:
        """What was looked for."""
        return self.search.sought

    @property
    def scope(self) -> Scope:
        """Where it was looked for."""
        return self.search.scope

    @property
    def is_asked(self) -> bool:
        """Whether anything was looked for: words, or all that the filters let through."""
        return bool(self.sought) or self.search.is_narrowed

    @property
    def is_over(self) -> bool:
        """Whether there are more than could be counted."""
        return self.count > MOST_COUNTED

    @property
    def is_last_shown(self) -> bool:
        """Whether this is the last page, though more was found."""
        return self.next_cursor is None and self.count > MOST_PAGED


def results_page(
    text: str, viewer: Viewer, *, scope: Scope, cursor: str | None = None, size: int = PAGE_SIZE
) -> ResultsPage:
    """Find what the viewer may see by a text in which nothing is an operator."""
    return page_of(plain_search(text, scope), viewer, cursor=cursor, size=size)


def page_of(search: Search, viewer: Viewer, *, cursor: str | None = None, size: int = PAGE_SIZE) -> ResultsPage:
    """Find what the viewer may see; a fixed number of statements, however much is found."""
    if not search.sought and not search.is_narrowed:
        return ResultsPage(search, offered=offered_products())
    found, is_plain = find(search, viewer)
    offered = offered_products()
    products = named_products(search.sought.terms, offered)
    every = _threads(found, search, viewer, products)
    here = [one for one in every if is_in(search.scope, kind=one.best.head_kind, is_solved=one.best.is_solved)]
    first = _first_of(here, cursor)
    shown = here[:MOST_PAGED][first : first + size]
    of_any_kind = replace(search.scope, kind="")
    return ResultsPage(
        search,
        results=_results(shown, search.sought, viewer, products),
        count=MOST_COUNTED + 1 if found.is_cut and len(here) > MOST_PAGED else len(here),
        counts=Counter(
            one.best.head_kind
            for one in every
            if is_in(of_any_kind, kind=one.best.head_kind, is_solved=one.best.is_solved)
        ),
        products=products,
        offered=offered,
        is_loose=found.is_loose,
        is_plain=is_plain,
        next_cursor=_cursor_after(here[:MOST_PAGED], first + size),
        previous_cursor=_cursor_before(here, first, size),
    )


def find(search: Search, viewer: Viewer) -> tuple[Found, bool]:
    """Ask the index, for all kinds at once so that each can be counted; if there are too many, for the chosen one.

    Without words the newest of the scope are found; without an index the database is asked, and the flag says so.
    """
    if not search.sought:
        return plain.newest(replace(search.scope, kind=""), viewer), False
    try:
        found = engine().find(search.sought, replace(search.scope, kind=""))
        if found.is_cut and search.scope.kind:
            found = engine().find(search.sought, search.scope)
        if found.is_cut and search.sort is Sort.NEWEST:
            found = _newest(search) or found
        if not found.hits and not (search.sought.phrases or search.sought.without):
            found = _begun(search)
    except IndexUnavailableError:
        return plain.find(search.sought, search.scope, viewer), True
    return found, False


def _begun(search: Search) -> Found:
    """Find titles with words that begin as typed, where no post has the words themselves: half a word is typed often."""
    ids = engine().beginning(search.sought, replace(search.scope, kind=""), limit=MOST_PAGED)
    return Found([Hit(post_id, BEGUN) for post_id in ids], is_loose=True)


def _newest(search: Search) -> Found | None:
    """Look in the shortest period that fills the list, so that the newest are among what is found."""
    for days in NEWEST_DAYS:
        since = clock.now() - timedelta(days=days)
        if search.scope.since is None or since > search.scope.since:
            found = engine().find(search.sought, replace(search.scope, since=since))
            if len(found.hits) >= MOST_PAGED:
                return replace(found, is_cut=True)
    return None


def _threads(found: Found, search: Search, viewer: Viewer, products: Sequence[Product]) -> list[Thread]:
    about = {product.id for product in products}
    return threads(found.hits, viewer, search.scope, sort=search.order, about=about)


def _results(shown: Sequence[Thread], sought: Sought, viewer: Viewer, products: Collection[Product]) -> list[Result]:
    ids = {one for thread in shown for one in (thread.head_id, thread.best.post_id)}
    if not ids:
        return []
    rows = shown_to(Post, viewer).where(Post.id.in_(ids)).options(joinedload(Post.product), *WITHOUT_BODIES)
    posts = {post.id: post for post in db.session.scalars(rows)}
    about = {product.id for product in products}
    return [
        _result(thread, posts[thread.head_id], posts[thread.best.post_id], sought.terms, about)
        for thread in shown
        if thread.head_id in posts and thread.best.post_id in posts
    ]


def _result(thread: Thread, head: Post, post: Post, wanted: Collection[str], about: Collection[int]) -> Result:
    title = head.title or head.plain[:80]
    why = factors(thread.words, thread.best, clock.now(), is_about=thread.best.product_id in about)
    return Result(
        head,
        post,
        thread.score,
        title=marked(title, wanted),
        passage=passage(post.plain, wanted),
        factors={**why, "further": further(thread.hits)},
    )


def named_products(wanted: frozenset[str], offered: Sequence[Product]) -> list[Product]:
    """Return the products whose names have sought words, those with most of them first."""
    rated = [(len(wanted & set(terms(f"{product.name} {product.name_fa}"))), product) for product in offered]
    named = sorted((one for one in rated if one[0]), key=lambda one: -one[0])
    return [product for _, product in named[:MOST_PRODUCTS]]


def _first_of(threads: Sequence[Thread], cursor: str | None) -> int:
    """Return where the page begins: after the thread that the cursor names, wherever that stands by now."""
    place, _, head_id = (cursor or "").partition("-")
    if not (place.isdecimal() and head_id.isdecimal() and len(place) < 4):
        return 0
    for number, thread in enumerate(threads):
        if str(thread.head_id) == head_id:
            return number + 1
    return min(int(place), len(threads))


def _cursor_after(threads: Sequence[Thread], end: int) -> str | None:
    return f"{end}-{threads[end - 1].head_id}" if end < len(threads) else None


def _cursor_before(threads: Sequence[Thread], first: int, size: int) -> str | None:
    """Return the cursor of the page before; the first page is the empty one."""
    if first == 0:
        return None
    begin = max(0, first - size)
    return f"{begin}-{threads[begin - 1].head_id}" if begin else ""
