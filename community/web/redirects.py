"""Redirects lead to our own pages only."""

import re

_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x7e]*")


def own_path(target: str | None, default: str = "/") -> str:
    """Return the target if it is a path of this site, else the default."""
    if target and len(target) <= 2000 and _OWN_PATH.fullmatch(target) and "\\" not in target:
        return target
    return default
