"""English stems by the Snowball algorithm."""

from functools import lru_cache


@lru_cache(maxsize=32768)
def stem_english(word: str) -> str:
    """Return the Snowball stem of a folded word.

    The package loads all its languages at once, about 0.2 s, so it is loaded with the first English word. A stemmer
    keeps its word inside itself, so threads must not share one.
    """
    from snowballstemmer.english_stemmer import EnglishStemmer  # noqa: PLC0415 - slow to load, see above

    stemmed: str = EnglishStemmer().stemWord(word)
    return stemmed
