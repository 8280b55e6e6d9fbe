"""Words so frequent that they tell texts apart no more, in both languages.

Two circles: what labels and key phrases leave out (stop words), and the smaller one that the index leaves out too. In
short Persian questions even بعد and همیشه tell something: the index keeps them and lets their frequency speak.
"""

from functools import cache

from community.core.language.folding import fold
from community.core.language.words import word_list


@cache
def stop_words() -> frozenset[str]:
    """Return the folded stop words of Persian and English."""
    return word_list("persian_stop_words") | word_list("english_stop_words")


@cache
def unindexed_words() -> frozenset[str]:
    """Return the folded words that are neither indexed nor sought."""
    return word_list("persian_unindexed_words") | word_list("english_stop_words")


def is_stop_word(word: str) -> bool:
    """Whether a word, as typed, is a stop word of either language."""
    return fold(word) in stop_words()
