"""The text of a voice: one rule for reading it, for tying it, and for marking the words that tie it."""

DERIVED = "…"


def voice_text(title: str, plain: str) -> str:
    """Return what was said; a title that only repeats the first words (imported posts) is not said twice."""
    start = title.removesuffix(DERIVED).strip()
    if not start or " ".join(plain.split()).startswith(start):
        return plain
    return f"{title}\n{plain}"
