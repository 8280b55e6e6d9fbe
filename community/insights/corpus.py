"""The voices of one language with all that the engine knows of their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from community.core.language import surface_words, terms
from community.insights.embedding import Embedder
from community.insights.factoring import Matrix, Sparse, count_table
from community.insights.vectors import MOST_CHARACTERS
from community.insights.voices import VoiceText


@dataclass(frozen=True)
class Corpus:
    """The voices of one language, each with its row of the vectors and its rows of the word counts.

    `words` counts the telling terms, which name a need; `typed` counts all words as typed, small ones too, which part
    needs: "why did" and "how do I" are different wants.
    """

    language: str
    voices: Sequence[VoiceText]
    rows: Matrix
    words: Sparse
    vocabulary: Sequence[str]
    typed: Sparse

    @cached_property
    def places(self) -> Mapping[int, int]:
        """The row of each voice id."""
        return {voice.id: place for place, voice in enumerate(self.voices)}


def corpus_of(language: str, voices: Sequence[VoiceText], look: Embedder) -> Corpus:
    """Count and place the voices of a language; `look` gives texts their vectors."""
    rows = look([voice.text for voice in voices])
    words, vocabulary = _counted(terms(voice.text[:MOST_CHARACTERS]) for voice in voices)
    typed, _ = _counted([token.text for token in surface_words(voice.text[:MOST_CHARACTERS])] for voice in voices)
    return Corpus(language, voices, rows, words, vocabulary, typed)


def _counted(said: Iterable[Sequence[str]]) -> tuple[Sparse, list[str]]:
    places: dict[str, int] = {}
    rows = [[places.setdefault(word, len(places)) for word in words] for words in said]
    return count_table(rows, max(1, len(places))), list(places)
