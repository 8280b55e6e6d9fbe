"""Reads: what the index is made from, what answers a search, and what the database finds where no index can be read."""

from community.search.queries.asking import Search, search_of
from community.search.queries.results import ResultsPage, page_of, results_page
from community.search.queries.suggestions import Suggestions, suggestions
from community.search.queries.wording import Meant, meant, wider

__all__ = [
    "Meant", "ResultsPage", "Search", "Suggestions", "meant", "page_of", "results_page", "search_of", "suggestions", "wider",
]  # fmt: skip
