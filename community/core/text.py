"""From Markdown as typed to HTML that is safe to show: the only place that makes HTML out of what people write.

markdown-it-py with HTML off renders, then two sanitizers that share one allow-list pass over the result (bleach,
whose upkeep has ended, and nh3 behind it). It happens once, at writing time; nothing is rendered while a page is read.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from community.core.language import direction

VERSION = 2
LONGEST_SOURCE = 20_000
LONGEST_TITLE = 160
DEEPEST = 20
PROTOCOLS = frozenset({"http", "https", "mailto"})
RELATION = "nofollow ugc noopener"
BLOCKS = frozenset({"p", "h3", "h4", "h5", "li", "blockquote", "td", "th"})
TAGS = frozenset(
    {"a", "br", "code", "del", "em", "hr", "ol", "pre", "s", "strong", "table", "tbody", "thead", "tr", "ul"} | BLOCKS
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "pre": {"dir", "tabindex"}, **{tag: {"dir"} for tag in BLOCKS}}

_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"[\\`*_\[\]<>&\n|~@]|^(?:[#+=-]|\d+[.)])|:/|\.[^\W\d]|mailto:", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|blockquote|td|th|tr|pre)>|<br ?/?>|<hr ?/?>")


@dataclass(frozen=True)
class Rendered:
    """What one source becomes: safe HTML, and plain text for search, insight and excerpts."""

    html: Markup
    plain: str


class SafeHtml(TypeDecorator[Markup]):
    """A column that holds nothing but what `render` made; it comes out as `Markup`, so templates show it as it is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Refuse a plain string: only rendered text may be stored as safe."""
        if value is not None and not isinstance(value, Markup):
            raise TypeError("Only what render() made is safe HTML.")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Markup | None:
        """Give back what was stored as safe."""
        return None if value is None else Markup(value)  # noqa: S704 - sanitized before it was stored


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": DEEPEST, "breaks": True})
    parser.validateLink = _leads_out  # type: ignore[method-assign]  # the parser's own way of being told
    return parser.enable(["linkify", "strikethrough", "table"]).disable("image")


def _leads_out(url: str) -> bool:
    """Whether a link names where it leads; what is no address stays the text that was typed."""
    return url.partition(":")[0].lower() in PROTOCOLS


_markdown = _parser()


def render(source: str) -> Rendered:
    """Turn Markdown as typed into safe HTML and plain text."""
    source = clean(source)
    if not _MARKUP.search(source):
        return Rendered(
            html=Markup('<p dir="{}">{}</p>').format(_side(source), source) if source else Markup(), plain=source
        )
    html = sanitize(_to_html(source))
    return Rendered(html=html, plain=_plain(html))


def sanitize(html: str) -> Markup:
    """Let through the allow-list and nothing else; both sanitizers must agree."""
    once = bleach.clean(html, tags=TAGS, attributes={k: list(v) for k, v in ATTRIBUTES.items()}, protocols=PROTOCOLS)
    twice = nh3.clean(
        once,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(PROTOCOLS),
        link_rel=RELATION,
    )
    return Markup(twice)  # noqa: S704 - the one place where text becomes safe HTML


def clean(source: str) -> str:
    """Drop what no text needs: control characters, lone surrogates, other line ends; compose letters (NFC)."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", source)).strip()


def clean_line(text: str) -> str:
    """Clean a title or a name: one line, and no character that turns the direction of what stands around it."""
    return _SPACES.sub(" ", _BIDI_OVERRIDES.sub("", clean(text))).strip()


def excerpt(plain: str, length: int = 220) -> str:
    """Return the beginning, cut at a word."""
    text = _SPACES.sub(" ", plain[: length * 2]).strip()
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length)
    return text[: cut if cut > 0 else length].rstrip("،,.;:؛ ") + "…"


def _to_html(source: str) -> str:
    tokens = _markdown.parse(source)
    for place, token in enumerate(tokens):
        _shape(token)
        if token.nesting == 1 and token.tag in BLOCKS:
            token.attrs.pop("style", None)
            token.attrSet("dir", _side(_first_words(tokens, place)))
    return str(_markdown.renderer.render(tokens, _markdown.options, {}))


def _shape(token: Token) -> None:
    """Headings of a post stand under the page's own, and code carries no name of a language."""
    if token.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        token.tag = f"h{min(5, int(token.tag[1]) + 2)}"
    if token.type in ("fence", "code_block"):
        token.info = ""


def _first_words(tokens: list[Token], place: int) -> str:
    """Return the first line of words inside the block that opens here."""
    return next((token.content for token in tokens[place:] if token.type == "inline"), "")


def _side(words: str) -> str:
    """Tell which way a block runs: by its words, not by its first letter, which may be a product's; else as it comes."""
    return direction(words) if _LETTER.search(words) else "auto"


def _render_code(render_token: Callable[..., str]) -> Callable[..., str]:
    def code(*arguments: object) -> str:
        return str(render_token(*arguments)).replace("<pre>", '<pre dir="ltr" tabindex="0">', 1)

    return code


for _name in ("fence", "code_block"):
    _markdown.add_render_rule(_name, _render_code(getattr(type(_markdown.renderer), _name)))


def _plain(html: str) -> str:
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))
    return re.sub(r"\n\s*\n+", "\n", text).strip()
