"""Rows of lists, drawn once: a list is read by everybody, and most of its rows are what they were a minute ago."""

from collections.abc import Callable
from typing import Any

from flask import current_app

from community.core import locale
from community.web.guests import shelf_of


def drawn_for_all(macro: Callable[..., str], figures: tuple[str, ...], moment: str) -> Callable[..., str]:
    """Let a macro draw the row of a post, in which nothing depends on the reader, once for each state of the post.

    Its words change with the version of its thread. `figures` are what else the row shows of it, `moment` is the point
    in time that the row tells as "5 minutes ago".
    """
    name = str(getattr(macro, "name", ""))

    def row(post: Any, *args: Any, **options: Any) -> str:
        product = post.product.shown_name if post.product else ""
        shown = [getattr(post, figure) for figure in figures], locale.ago(getattr(post, moment)), args, options
        key = name, locale.language(), str(post.id), post.state, product, repr(shown)
        rows = shelf_of(current_app).rows
        kept = rows.read(key, post.thread_version)
        if kept is None:
            kept = macro(post, *args, **options)
            rows.keep(key, post.thread_version, kept)
        return kept

    return row
