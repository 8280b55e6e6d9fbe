"""From what an address or a form says to what is searched: words, scope and order, with a sentence for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from community.core import settings
from community.core.language import fold
from community.core.locale import _, read_span
from community.core.text import clean_line
from community.members.models import Member
from community.posts.models import Kind
from community.products.models import Product
from community.products.queries import offered_products, product_by_slug
from community.search.operators import take_apart
from community.search.queries.people import members_called
from community.search.queries.synonyms import with_synonyms
from community.search.ranking import Sort
from community.search.sought import Scope, Sought, read_query

KINDS = (Kind.PROBLEM, Kind.IDEA, Kind.REVIEW, Kind.ARTICLE)
FILTERS = ("kind", "product", "solved", "official", "by", "since", "until", "lang")
SPOKEN = ("fa", "en")
LONGEST_VALUE = 80
LATEST_DAY = date(9000, 1, 1)


@dataclass(slots=True)
class Search:
    """One state of the search page.

    `text` stays in the box; `filters` are those that were understood, as the address writes them; `complaints` are
    sentences by the name of the field they belong to ("q" is the box itself).
    """

    text: str
    sought: Sought
    scope: Scope = field(default_factory=Scope)
    filters: dict[str, str] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    product: Product | None = None
    author: Member | None = None
    complaints: dict[str, list[str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The state as an address writes it, without the place in the list."""
        return self.address_with()

    def address_with(self, **changed: str | None) -> str:
        """Return the address of this state with some of it changed; None takes a part off."""
        sort = "" if self.sort is Sort.RELEVANCE else self.sort.value
        return urlencode(
            {name: value for name, value in {"q": self.text, **self.filters, "sort": sort, **changed}.items() if value}
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether there are filters."""
        return bool(self.filters)

    @property
    def order(self) -> Sort:
        """In which order results come: without words none answers better than another, so the newest are first."""
        return Sort.NEWEST if self.sort is Sort.RELEVANCE and not self.sought else self.sort

    def complain(self, name: str, sentence: str) -> None:
        """Note what could not be understood."""
        self.complaints.setdefault(name, []).append(sentence)


def plain_search(text: str, scope: Scope | None = None) -> Search:
    """Return the search for a text in which nothing is an operator."""
    return Search(text, with_synonyms(read_query(text)), scope or Scope())


def search_of(said: Mapping[str, str]) -> Search:
    """Read the state that an address or form says; what was typed as an operator goes before the same filter."""
    asked = take_apart(said.get("q", ""))
    sought = read_query(asked.words, phrases=asked.phrases, without=asked.without)
    search = Search(asked.left, with_synonyms(sought))
    for sentence in asked.complaints:
        search.complain("q", sentence)
    for name in FILTERS:
        typed = asked.filters.get(name)
        value = typed if typed is not None else clean_line(said.get(name, ""))[:LONGEST_VALUE]
        if value:
            _narrow(search, name, value, "q" if typed is not None else name)
    if said.get("sort") in set(Sort):
        search.sort = Sort(said["sort"])
    return search


def _narrow(search: Search, name: str, value: str, place: str) -> None:
    """Set one filter, or complain at its place in the form."""
    if name == "product":
        _narrow_to_product(search, value, place)
    elif name == "by":
        _narrow_to_author(search, value, place)
    elif name in ("since", "until"):
        _narrow_to_period(search, name, value, place)
    elif name == "kind" and value in KINDS:
        search.scope, search.filters[name] = replace(search.scope, kind=value), value
    elif name == "lang" and value in SPOKEN:
        search.scope, search.filters[name] = replace(search.scope, language=value), value
    elif name == "solved" and value in ("0", "1"):
        search.scope, search.filters[name] = replace(search.scope, is_solved=value == "1"), value
    elif name == "official" and value in ("0", "1"):
        search.scope, search.filters[name] = replace(search.scope, is_official=value == "1"), value


def _narrow_to_product(search: Search, value: str, place: str) -> None:
    product = product_by_slug(value) or _product_called(value)
    if product is None:
        search.complain(place, _("There is no product called “%(typed)s”.", typed=value))
        return
    search.product = product
    search.scope, search.filters["product"] = replace(search.scope, product_id=product.id), product.slug


def _product_called(name: str) -> Product | None:
    """Return the product of this name in either language, or the only one whose name has it."""
    wanted = _letters(name)
    names = {product: [_letters(product.name), _letters(product.name_fa)] for product in offered_products()}
    exact = [product for product, known in names.items() if wanted in known]
    near = exact or [product for product, known in names.items() if any(wanted in one for one in known)]
    return near[0] if len(near) == 1 or exact else None


def _letters(text: str) -> str:
    return fold(text).replace(" ", "").replace("-", "")


def _narrow_to_author(search: Search, value: str, place: str) -> None:
    members = members_called(value)
    if len(members) != 1:
        none, many = (
            _("Nobody here is called “%(typed)s”."),
            _("Several members are called “%(typed)s”: choose one while typing the name into the search box."),
        )
        search.complain(place, (many if members else none) % {"typed": value})
        return
    search.author = members[0]
    search.scope, search.filters["by"] = replace(search.scope, author_id=members[0].id), value


def _narrow_to_period(search: Search, name: str, value: str, place: str) -> None:
    span = read_span(value)
    if span is None or span[1] > LATEST_DAY:
        example = _("“%(typed)s” is no date. Write it like 2026-03-21 or 1405/01/01.", typed=value)
        search.complain(place, example)
        return
    if name == "since":
        search.scope, day = replace(search.scope, since=_midnight(span[0])), span[0]
    else:
        search.scope, day = replace(search.scope, until=_midnight(span[1] + timedelta(days=1))), span[1]
    search.filters[name] = day.isoformat()


def _midnight(day: date) -> datetime:
    """Return when the day begins here, in UTC as rows keep their moments."""
    from_zone = datetime.combine(day, time.min, ZoneInfo(settings.current().time_zone))
    return from_zone.astimezone(UTC)
