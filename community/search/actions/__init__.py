"""Writes of search: the index, synonyms, and the searches that members follow."""

from community.search.actions.indexing import Drift, check, drift_of, index_posts, keep_whole, rebuild
from community.search.actions.saving import choose_pace, follow_search, look_through, stop_following_search
from community.search.actions.synonyms import (
    accept_proposal,
    add_synonyms,
    change_synonyms,
    learn_wording,
    propose_synonyms,
    refuse_proposal,
    remove_synonyms,
)

__all__ = [
    "Drift",
    "accept_proposal",
    "add_synonyms",
    "change_synonyms",
    "check",
    "choose_pace",
    "drift_of",
    "follow_search",
    "index_posts",
    "keep_whole",
    "learn_wording",
    "look_through",
    "propose_synonyms",
    "rebuild",
    "refuse_proposal",
    "remove_synonyms",
    "stop_following_search",
]
