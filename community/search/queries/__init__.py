"""Reads: what the index is made from, what answers a search, and what the database finds where no index can be read."""

from community.search.queries.results import ResultsPage, results_page
from community.search.queries.suggestions import Suggestions, suggestions

__all__ = ["ResultsPage", "Suggestions", "results_page", "suggestions"]
