"""Where the page of results leads: kinds, orders, filters put on and taken off, neighbours, and what to do with nothing."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from community.core.locale import _, day
from community.search.queries import ResultsPage, Search
from community.search.ranking import Sort


@dataclass(frozen=True)
class Way:
    """A link, as the macros of tabs and chips take it."""

    url: str
    label: str
    current: bool = False
    count: int | None = None


def url_of_search(search: Search, **changed: str | None) -> str:
    """Return the address of the search with some of it changed."""
    return f"{url_for('search.results')}?{search.address_with(**changed)}"


def tabs(page: ResultsPage) -> list[Way]:
    """Offer each kind with its count; all together first."""
    words = {"problem": _("Problems"), "idea": _("Ideas"), "review": _("Reviews"), "article": _("Knowledge")}
    here = page.scope.kind
    return [
        Way(url_of_search(page.search, kind=None), _("Everything"), current=not here),
        *(
            Way(url_of_search(page.search, kind=kind), word, current=here == kind, count=page.counts[kind])
            for kind, word in words.items()
        ),
    ]


def sorts(page: ResultsPage) -> list[Way]:
    """Offer the orders of the list; without words none answers better than another."""
    words = {Sort.RELEVANCE: _("Best first"), Sort.NEWEST: _("Newest"), Sort.HELPFUL: _("Most helpful")}
    return [
        Way(
            url_of_search(page.search, sort=sort if sort is not Sort.RELEVANCE else None),
            word,
            current=page.search.order is sort,
        )
        for sort, word in words.items()
        if page.sought or sort is not Sort.RELEVANCE
    ]


def chips(page: ResultsPage) -> list[Way]:
    """Show the filters that are on, each to be taken off; offer solved ones and the products that the words name."""
    search, on = page.search, page.search.filters
    ways = [
        Way(url_of_search(search, **{name: None}), _word(search, name, value), current=True)
        for name, value in on.items()
        if name != "kind"
    ]
    if "solved" not in on and page.scope.kind in ("", "problem"):
        ways.append(Way(url_of_search(search, solved="1"), _("Solved")))
    if "product" not in on:
        ways += [
            Way(url_of_search(search, product=one.slug), _("About %(product)s", product=one.shown_name))
            for one in page.products
        ]
    return ways


def filter_words(search: Search) -> list[str]:
    """Return what the filters say, the kind of post first."""
    words = {"problem": _("Problems"), "idea": _("Ideas"), "review": _("Reviews"), "article": _("Knowledge")}
    kind = [words[search.filters["kind"]]] if "kind" in search.filters else []
    return kind + [_word(search, name, value) for name, value in search.filters.items() if name != "kind"]


def _word(search: Search, name: str, value: str) -> str:
    """Return what a filter says, in a few words."""
    if name == "product" and search.product:
        return search.product.shown_name
    if name == "by" and search.author:
        return _("By %(name)s", name=search.author.name)
    if name in ("since", "until"):
        shown = day(date.fromisoformat(value))
        return _("From %(day)s", day=shown) if name == "since" else _("Until %(day)s", day=shown)
    words = {
        ("solved", "1"): _("Solved"),
        ("solved", "0"): _("Not solved yet"),
        ("official", "1"): _("Said by the company"),
        ("official", "0"): _("Said by members"),
        ("lang", "fa"): _("In Persian"),
        ("lang", "en"): _("In English"),
    }
    return words[name, value]


def urls(page: ResultsPage) -> dict[str, str]:
    """Return the page's neighbours, its first page, the same words without filters, and where to ask or suggest."""
    search, after, before = page.search, page.next_cursor, page.previous_cursor
    product = search.product.slug if search.product else None
    return {
        "next": url_of_search(search, after=after) if after else "",
        "previous": url_of_search(search, after=before) if before is not None else "",
        "ask": url_for("problems.ask", title=page.sought.text, product=product),
        "suggest": url_for("ideas.submit", title=page.sought.text, product=product),
    }
