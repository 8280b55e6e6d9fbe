"""What just happened, said on the next page, with a way to take it back."""

from typing import cast

from flask import flash

from community.core.errors import Sentence


def flash_with_undo(sentence: Sentence, *, undo_url: str) -> None:
    """Say it once, beside a button that posts to `undo_url`."""
    message = {"text": str(sentence), "undo_url": undo_url}
    flash(cast(str, message))  # the layout shows a mapping with its button; Flask carries any JSON
