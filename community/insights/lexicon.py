"""Words that carry a mood, per language: own lists of polarity from -3 to 3, negators, boosters, turning words, irony."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from community.core.language import fold

LANGUAGES = ("en", "fa")
LONGEST_ENTRY = 4

_FOLDER = Path(__file__).parent / "lexicons"
_JOINERS = str.maketrans("", "", "\u200c\u2019'")
# A Persian adjective is rarely typed bare: خوبه, خوبیه, خوبن, زیباست, بهتری, خرابش, ایرادهای.
_PERSIAN_ENDINGS = (
    "ه",
    "ست",
    "ی",
    "یه",
    "ن",
    "ند",
    "م",
    "تر",
    "ترین",
    "ها",
    "های",
    "هاش",
    "ش",
    "و",
    "ای",
    "یی",
    "هایی",
)
_SHORTEST_INFLECTED = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The mood words of one language, keyed by `key`; longer entries are words with one space between them."""

    values: Mapping[str, float]
    negates_before: frozenset[str]
    negates_after: frozenset[str]
    boosters: Mapping[str, float]
    turns: Mapping[str, float]
    ironies: Mapping[str, float]


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """Bring a word into the form entries are looked up by: folded, without half-spaces and apostrophes."""
    return fold(word).translate(_JOINERS)


@cache
def lexicon(language: str) -> Lexicon:
    """Load the words of a language once; an unknown language answers with none but the emoji."""
    rows = list(_rows(language)) if language in LANGUAGES else []
    words = {entry: value for entry, role, value in rows if role == "word"}
    return Lexicon(
        values=_persian_forms(words) if language == "fa" else words,
        negates_before=frozenset(entry for entry, role, _ in rows if role == "negates-before"),
        negates_after=frozenset(entry for entry, role, _ in rows if role == "negates-after"),
        boosters={entry: value for entry, role, value in rows if role == "booster"},
        turns={entry: value for entry, role, value in rows if role == "turn"},
        ironies={entry: value for entry, role, value in rows if role == "sarcasm" and entry},
    )


@cache
def cue_list(name: str, language: str) -> Mapping[str, Mapping[str, float]]:
    """Load a list of cues ("kinds", "distress") by role once; an unknown language has none."""
    lists: dict[str, dict[str, float]] = {}
    for entry, role, value in _rows(language, f"{name}.") if language in LANGUAGES else ():
        lists.setdefault(role, {}).setdefault(entry, value)
    return lists


@cache
def emoji() -> Mapping[str, float]:
    """Load the mood of emoji and typed faces, which belong to every language."""
    return {entry: value for entry, _, value in _lines("emoji")}


def _rows(language: str, prefix: str = "") -> Iterator[tuple[str, str, float]]:
    for entry, role, value in _lines(f"{prefix}{language}"):
        yield " ".join(key(word) for word in entry.split()), role, value


def _lines(name: str) -> Iterator[tuple[str, str, float]]:
    for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        entry, role, value = line.split("\t")
        yield entry, role, float(value or 0)


def _persian_forms(words: Mapping[str, float]) -> dict[str, float]:
    """Add the inflected forms of each entry; a form with an entry of its own keeps its own value."""
    forms: dict[str, float] = {}
    for entry, value in words.items():
        if len(entry) >= _SHORTEST_INFLECTED:
            for ending in _PERSIAN_ENDINGS:
                forms.setdefault(entry + ending, value)
    return forms | dict(words)
