"""What somebody is looking for: a text as typed, read as words that have each several ways to be met."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from community.core.language import Token, is_stop_word, surface_words, terms, tokens
from community.core.text import clean_line
from community.search.documents import LONGEST_START

LONGEST_QUERY = 200
MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Word:
    """One word: met by its whole term, or by all of its parts (ax3000, or ax and 3000); a weak one tells little.

    `also` are its synonyms, each a row of terms that a post must all have: they meet the word too, for less weight.
    """

    whole: str
    parts: tuple[str, ...] = ()
    is_weak: bool = False
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """A text as typed, its telling words, and all its words folded.

    A post with a word of `without` is no answer; nor is one that lacks one of the `phrases`, whose terms (as the
    analyzer makes them of any text) stand side by side. The words of a phrase are among the words too.
    """

    text: str
    words: tuple[Word, ...]
    surfaces: tuple[str, ...]
    without: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """All terms that a highlight may fall on, synonyms too; weak words only where there are no others."""
        telling = [word for word in self.words if not word.is_weak] or self.words
        return frozenset(term for word in telling for term in (word.whole, *word.parts, *chain(*word.also)))

    @property
    def starts(self) -> tuple[str, ...]:
        """How each word begins, as far as the index knows beginnings."""
        return tuple(dict.fromkeys(surface[:LONGEST_START] for surface in self.surfaces))

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.surfaces)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look. Kind, product and solved are the thread's, the rest is the very post's that answers.

    `since` belongs to the period, `until` does not any more; both are moments of writing. The database holds every
    result to the scope again, so an engine narrows by as much of it as it knows.
    """

    kind: str = ""
    product_id: int | None = None
    is_solved: bool | None = None
    is_official: bool | None = None
    author_id: int | None = None
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that answers, and how well its words do: 1.0 is every word, in the title."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first; `is_loose` where no post had all that was sought, `is_cut` where more hits were left out."""

    hits: list[Hit] = field(default_factory=list)
    is_loose: bool = False
    is_cut: bool = False


def read_query(text: str, *, phrases: Iterable[str] = (), without: Iterable[str] = ()) -> Sought:
    """Read a text as typed; quotes, signs and operators of any search language in it are nothing but signs."""
    text = clean_line(text)[:LONGEST_QUERY]
    surfaces = dict.fromkeys(token.text for token in surface_words(text))
    return Sought(
        text,
        _words(text),
        tuple(surfaces)[:MOST_WORDS],
        without=tuple(chain.from_iterable(_words(one) for one in without))[:MOST_WORDS],
        phrases=tuple(row for row in (tuple(terms(phrase)) for phrase in phrases) if row),
    )


def _words(text: str) -> tuple[Word, ...]:
    by_position: dict[int, list[Token]] = {}
    for token in tokens(text):
        by_position.setdefault(token.position, []).append(token)
    words = dict.fromkeys(_word(text, *alternatives) for alternatives in by_position.values())
    return tuple(words)[:MOST_WORDS]


def _word(text: str, whole: Token, *parts: Token) -> Word:
    return Word(whole.text, tuple(part.text for part in parts), is_stop_word(text[whole.start : whole.end]))
