"""Redirects lead to our own pages only."""

import re
from urllib.parse import quote

_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x7e]*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def own_path(target: str | None, default: str = "/") -> str:
    """Return the target if it is a path of this site, else the default; letters beyond ASCII are encoded."""
    if not target or len(target) > 2000:
        return default
    path = _NOT_ASCII.sub(lambda letters: quote(letters.group(), errors="replace"), target)
    return path if _OWN_PATH.fullmatch(path) and "\\" not in path else default
