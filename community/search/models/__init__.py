"""What search keeps beside the index."""

from community.search.models.learned import LONGEST_KEPT, SearchedFor, SuggestionTally, WritingTally

__all__ = ["LONGEST_KEPT", "SearchedFor", "SuggestionTally", "WritingTally"]
