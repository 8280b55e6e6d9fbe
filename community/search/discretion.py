"""What is cut out of searched texts before they are kept: e-mail addresses, and numbers long enough to name a person."""

import re

CUT = "…"
_ADDRESS = re.compile(r"\S{1,64}[@＠]\S{1,255}")
_NUMBER = re.compile(r"[+#]?\d(?:[ \t\-–—.,:/()_\u200c\u200d\u2060]{0,3}\d){6,}")
_SPACE = re.compile(r"\s+")
_NOTHING_LEFT = re.compile(r"[\W_]*")


def without_personal_parts(text: str) -> str:
    """Return the text on one line without them; nothing if nothing else was in it. Digits of any script count."""
    kept = _NUMBER.sub(CUT, _ADDRESS.sub(CUT, text))
    return "" if _NOTHING_LEFT.fullmatch(kept) else _SPACE.sub(" ", kept).strip()
