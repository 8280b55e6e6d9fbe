"""The query language: filters, exact phrases and excluded words among what somebody typed.

    kind:idea  product:ava-s2  solved:yes  official:yes  by:sara  before:2026-03  after:1403/07/01  lang:fa
    "exact phrase"  «عبارت دقیق»  -word        (each name in Persian too: نوع: محصول: حل‌شده: رسمی: از: تا: پس‌از: زبان:)

A sign is an operator only where nothing else can be meant: a known name with its value right behind the colon, quotes
that close, a hyphen before a letter. Everything else is words, so a plain question is never refused. An operator that
cannot be read is named in a complaint and left out; the rest is searched.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from community.core.language import fold
from community.core.locale import _, language, read_span
from community.core.text import clean_line

LONGEST_QUERY = 200
PIECE = re.compile(
    r"""(?P<sign>[-−])?
        (?:(?P<name>[^\W\d_](?:[\w\u200c])*)[:：](?=\S))?
        (?P<value>"[^"]+"(?!\w)|«[^»]+»|“[^”]+”|\S+)""",
    re.VERBOSE,
)
QUOTES = {'"': '"', "«": "»", "“": "”"}
AFTER_A_VALUE = ",.;!?،؛؟"
TURNED_ROUND = ("solved", "official")
NAMES = {
    "kind": ("kind", "type", "نوع"),
    "product": ("product", "محصول", "کالا"),
    "solved": ("solved", "حل‌شده", "حل"),
    "official": ("official", "رسمی"),
    "by": ("by", "author", "از", "نویسنده"),
    "before": ("before", "پیش‌از", "قبل‌از", "پیش", "قبل", "تا"),
    "after": ("after", "since", "پس‌از", "بعد‌از", "پس", "بعد"),
    "lang": ("lang", "language", "زبان"),
}
KINDS = {
    "problem": ("problem", "problems", "question", "questions", "مشکل", "مشکل‌ها", "مشکلات", "پرسش", "سوال"),
    "idea": ("idea", "ideas", "ایده", "ایده‌ها", "پیشنهاد"),
    "review": ("review", "reviews", "نقد", "نقدها", "نظر"),
    "article": ("article", "articles", "knowledge", "مقاله", "مقاله‌ها", "دانش"),
}
ANSWERS = {"1": ("yes", "true", "1", "بله", "آره", "است"), "0": ("no", "false", "0", "نه", "خیر", "نیست")}
SPEECH = {"fa": ("fa", "persian", "farsi", "فارسی"), "en": ("en", "english", "انگلیسی")}


def _by_word(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


_NAMES, _KINDS, _ANSWERS, _SPEECH = (_by_word(table) for table in (NAMES, KINDS, ANSWERS, SPEECH))


class MisreadError(Exception):
    """The value of an operator cannot be read; the sentence says what can."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was typed; `name` is the filter that it sets, empty for words."""

    typed: str
    name: str
    value: str
    is_phrase: bool
    is_without: bool


@dataclass(slots=True)
class Asked:
    """What was typed, taken apart.

    `left` is what stays in the box (all but the filters that were understood), `words` what is looked for; `filters`
    are written as the page's address writes them.
    """

    left: str = ""
    words: str = ""
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def take_apart(text: str) -> Asked:
    """Read what was typed; never fails."""
    pieces = [_piece(match) for match in PIECE.finditer(clean_line(text)[:LONGEST_QUERY])]
    if not any(not piece.name and not piece.is_without for piece in pieces):
        pieces = [_as_word(piece) for piece in pieces]
    asked = Asked()
    left, words = [], []
    for piece in pieces:
        if piece.name:
            left += _filtered(piece, asked)
            continue
        left.append(piece.typed)
        if piece.is_without:
            asked.without.append(piece.value)
            continue
        words.append(piece.value)
        if piece.is_phrase:
            asked.phrases.append(piece.value)
    asked.left, asked.words = " ".join(left), " ".join(words)
    return asked


def _piece(match: re.Match[str]) -> Piece:
    value = match["value"]
    is_phrase = QUOTES.get(value[0]) == value[-1] and any(map(str.isalnum, value))
    bare = value[1:-1] if is_phrase else value
    name = _NAMES.get(fold(match["name"]), "") if match["name"] else ""
    if match["name"] and not name:
        return Piece(match[0], "", match[0], is_phrase=False, is_without=False)
    if name:
        return Piece(match[0], name, bare.rstrip(AFTER_A_VALUE), is_phrase=False, is_without=bool(match["sign"]))
    is_without = bool(match["sign"]) and (bare[:1].isalpha() or is_phrase)
    return Piece(match[0], "", bare, is_phrase=is_phrase, is_without=is_without)


def _as_word(piece: Piece) -> Piece:
    """Nothing can be found by what is excluded alone: then it is a word like others."""
    return Piece(piece.typed, piece.name, piece.value, piece.is_phrase, is_without=False) if not piece.name else piece


def _filtered(piece: Piece, asked: Asked) -> list[str]:
    """Set a filter; return what stays in the box: the piece, if it could not be read."""
    try:
        name, value = READERS[piece.name](piece.value)
    except MisreadError as error:
        asked.complaints.append(str(error))
        return [piece.typed]
    if piece.is_without and name not in TURNED_ROUND:
        asked.complaints.append(_("Only “solved:” and “official:” can be turned round by a hyphen."))
        return [piece.typed]
    asked.filters[name] = str(1 - int(value)) if piece.is_without else value
    return []


def _kind(value: str) -> tuple[str, str]:
    kind = _KINDS.get(fold(value))
    if kind is None:
        raise MisreadError(
            _("“%(typed)s” is no kind of post: there are problem, idea, review and article.", typed=value)
        )
    return "kind", kind


def _yes_or_no(name: str) -> Callable[[str], tuple[str, str]]:
    def read(value: str) -> tuple[str, str]:
        answer = _ANSWERS.get(fold(value))
        if answer is None:
            raise MisreadError(_("After “%(name)s:” we understand yes and no.", name=_named(name)))
        return name, answer

    return read


def _speech(value: str) -> tuple[str, str]:
    code = _SPEECH.get(fold(value))
    if code is None:
        raise MisreadError(
            _("“%(typed)s” is no language of ours: there are fa (Persian) and en (English).", typed=value)
        )
    return "lang", code


def _as_typed(name: str) -> Callable[[str], tuple[str, str]]:
    return lambda value: (name, value.replace("_", " ") if name == "by" else value)


def _before(value: str) -> tuple[str, str]:
    return "until", (_span(value)[0] - timedelta(days=1)).isoformat()


def _after(value: str) -> tuple[str, str]:
    return "since", _span(value)[0].isoformat()


def _span(value: str) -> tuple[date, date]:
    span = read_span(value)
    if span is None:
        raise MisreadError(_("“%(typed)s” is no date: write it like %(example)s.", typed=value, example=_example()))
    return span


def _example() -> str:
    return "۱۴۰۳/۰۷/۰۱" if language() == "fa" else "2026-03-21"


def _named(name: str) -> str:
    return NAMES[name][-1 if name == "official" else 1] if language() == "fa" else name


READERS: dict[str, Callable[[str], tuple[str, str]]] = {
    "kind": _kind,
    "product": _as_typed("product"),
    "solved": _yes_or_no("solved"),
    "official": _yes_or_no("official"),
    "by": _as_typed("by"),
    "before": _before,
    "after": _after,
    "lang": _speech,
}
