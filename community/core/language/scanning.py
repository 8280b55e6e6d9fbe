"""Find the words of a text as typed: runs of Persian letters, words and codes of other scripts, single ideographs.

A Persian run carries what belongs to it across a half-space or a typed space: the می before a verb, the ها or تر
after a noun.
Each pattern reads a character at most a few times, whatever the text.
"""

import re

from community.core.language.folding import HALF_SPACES, INVISIBLE, LATIN_MARKS, PERSIAN_MARKS

_LETTER = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
_INSIDE = f"{_LETTER}{PERSIAN_MARKS}{INVISIBLE}{HALF_SPACES}"
_YE = "[یيى]"
_PREFIX = rf"ن?م{_YE}[{HALF_SPACES}{INVISIBLE}]{{0,4}}[ \u00a0]{{1,3}}(?=[{_LETTER}])"
_SUFFIX = rf"(?:ها(?:{_YE}{{1,2}}(?:مان|تان|شان|م|ت|ش)?|مون|تون|شون|م|ت|ش)?|تر(?:{_YE}ن?)?)"
_PERSIAN = (
    rf"(?:{_PREFIX})?[{_LETTER}](?:[{_INSIDE}]*[{_LETTER}{PERSIAN_MARKS}])?"
    rf"(?:[{HALF_SPACES}]{{0,2}}[ \u00a0]{{1,2}}{_SUFFIX}(?![{_INSIDE}]))?"
)
_IDEOGRAPH = "[\u3041-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_OTHER = (
    r"[^\W_\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
    r"\u3041-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_OTHER_RUN = rf"{_OTHER}+(?:[{LATIN_MARKS}{INVISIBLE}{HALF_SPACES}]+{_OTHER}+)*[{LATIN_MARKS}]*"
_JOINER = r"(?:['’_\-‐‑](?!['’_\-‐‑])|(?<=\d)[.,/:٫٬](?=\d))"
_CODE = rf"{_OTHER_RUN}(?:{_JOINER}{_OTHER_RUN})*(?:\+\+|\#(?!\w))?"

WORD = re.compile(rf"(?P<persian>{_PERSIAN})|(?P<code>{_CODE})|(?P<ideograph>{_IDEOGRAPH})")
PIECE = re.compile(rf"[^{HALF_SPACES} \u00a0]+")
PART = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W\d_](?:[^\W\d_]|[{LATIN_MARKS}{INVISIBLE}{HALF_SPACES}]|['’](?=[^\W\d_]))*")
