"""The analyzer: how Persian and English text is read, everywhere in the product.

One analyzer serves the index and its queries, similar posts, the needs engine, addresses and the search for names, so
that a word found in one place is the same word in all others. People type one Persian word in many ways: می‌خواهم,
می خواهم and میخوام, کتاب‌ها and كتابها, ۳۰۰۰ and 3000. Here they meet; what is shown always stays as typed.

- **fold**: the form of text in which spellings of the same letters meet. Nothing folded is shown.
- **token**: a term of the index with its place in the text as typed; stop words have none. Alternatives for one word
  (ax3000, ax, 3000; a compound and its parts) share a position.
- **surface word**: a folded word that is not stemmed, for labels and spelling.
- **slip**: the other keyboard (fhjvd is باتری), Latin letters for Persian (batri), one letter wrong. Readings of slips
  are offered ("did you mean"), never assumed.
- **stem**: the common start of the forms of a word. It loses negation (نخرید is خرید): sentiment must not read stems.

`VERSION` rises whenever the same text gives other tokens; an index remembers the version it was built with. Everything
here is a pure function; word lists are files in `words`; every function takes time in proportion to its text.
"""

from community.core.language.detection import detect, direction
from community.core.language.finglish import from_finglish
from community.core.language.folding import fold
from community.core.language.keyboard import keyboard_swap
from community.core.language.ngrams import char_ngrams
from community.core.language.ordering import sort_key
from community.core.language.sentences import sentences
from community.core.language.slugs import slug
from community.core.language.spelling import is_one_slip_apart, spelling_variants
from community.core.language.stemming import stem
from community.core.language.stop_words import is_stop_word
from community.core.language.tokens import Token, surface_words, terms, tokens

VERSION = 2

__all__ = [
    "VERSION",
    "Token",
    "char_ngrams",
    "detect",
    "direction",
    "fold",
    "from_finglish",
    "is_one_slip_apart",
    "is_stop_word",
    "keyboard_swap",
    "sentences",
    "slug",
    "sort_key",
    "spelling_variants",
    "stem",
    "surface_words",
    "terms",
    "tokens",
]
