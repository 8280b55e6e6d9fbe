"""The fields of the Whoosh index; all terms in them are made by us, none by Whoosh.

Only whether a term occurs is stored, not where: reading postings then costs a fraction, and what is exact (counts,
order, phrases) is taken from the few best posts' kept terms.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, STORED, FieldType, Schema
from whoosh.formats import Existence

from community.core import language

VERSION = 2
NO_ANALYZER: Any = None


class Terms(FieldType):
    """Terms made by us, given as a list or as counts; all occurrences count into the field's length."""

    def index(
        self, value: Iterable[str] | Mapping[str, int], **options: Any
    ) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Go over the terms as Whoosh wants them: term, frequency, weight, value."""
        for term, count in Counter(value).items():
            yield term.encode(), count, 1.0, b""


def _terms() -> Terms:
    return Terms(Existence(), analyzer=NO_ANALYZER, scorable=True)


def schema() -> Schema:
    """Return the fields: terms of the whole post and of its title, beginnings, pieces, facts, spellings, id, what is kept."""
    return Schema(
        id=ID(unique=True),
        words=_terms(),
        title=_terms(),
        starts=_terms(),
        pieces=_terms(),
        facts=_terms(),
        spelled=_terms(),
        post_id=COLUMN(NumericColumn("I")),  # type: ignore[no-untyped-call]  # Whoosh's columns have no types
        kept=STORED,
    )


def generation() -> str:
    """Return the versions that an index must have been built with to be read."""
    return f"{language.VERSION}.{VERSION}"


def create(build: Path) -> Any:
    """Begin an index in an empty folder; Whoosh's index has no complete types, so it is wrapped here."""
    return whoosh_index.create_in(str(build), schema())


def open_build(build: Path, *, readonly: bool = True) -> Any:
    """Open the index in a folder."""
    return whoosh_index.open_dir(str(build), readonly=readonly)
