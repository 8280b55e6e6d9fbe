"""What search keeps beside the index."""

from community.search.models.learned import LONGEST_KEPT, SearchedFor, SuggestionTally, WritingTally
from community.search.models.saved import LONGEST_ADDRESS, Pace, SavedSearch
from community.search.models.synonyms import LONGEST_KEY, LONGEST_WORDING, SynonymGroup, SynonymState, Wording

__all__ = [
    "LONGEST_ADDRESS",
    "LONGEST_KEPT",
    "LONGEST_KEY",
    "LONGEST_WORDING",
    "Pace",
    "SavedSearch",
    "SearchedFor",
    "SuggestionTally",
    "SynonymGroup",
    "SynonymState",
    "Wording",
    "WritingTally",
]
