"""One set of lexemes for a post; a first letter tells of what kind each is."""

from collections.abc import Iterable

from community.search.documents import Document

WORD, TITLE, START, FACT, VERY_TITLE, SPELLED, PIECE = "wtsfexp"
LONGEST_VERY_TITLE = 200


def lexeme(kind: str, term: str) -> str:
    """Return the lexeme of a term."""
    return kind + term.replace(" ", "_")


def very_title(terms: Iterable[str]) -> str:
    """Return the one lexeme of a whole title."""
    return lexeme(VERY_TITLE, " ".join(terms)[:LONGEST_VERY_TITLE])


def lexemes(document: Document) -> set[str]:
    """Return all lexemes of a post but those of its pieces."""
    fields = ((WORD, "words"), (TITLE, "title"), (START, "starts"), (FACT, "facts"), (SPELLED, "spelled"))
    found = {lexeme(kind, term) for kind, field in fields for term in document[field]}
    return found | {very_title(document["title"])} if document["title"] else found


def pieces(document: Document) -> list[str]:
    """Return the lexemes of the post's pieces."""
    return [lexeme(PIECE, piece) for piece in document["pieces"]]
