"""Filling a new index quickly: posting lists are gathered whole and handed to Whoosh's own format block by block.

Whoosh sorts, compares and weighs each posting by itself, which takes most of the time of a build. Ours all weigh the same
and come in order, so only what is written matters: the files are those that Whoosh itself would write.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter

from community.search.documents import Document

MOST_POSTINGS = 15_000_000
"""So many are gathered, at four bytes each, before they are written as a segment."""
BLOCK = 1024

TERMS = ("facts", "pieces", "spelled", "starts", "title", "words")
"""The fields of terms, in the order in which they are written."""


class Gathered:
    """All postings of a segment, by field and term: takes the place of the pool that sorts them one by one."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[str, array[int]]] = {field: {} for field in ("facts", "id", *TERMS[1:])}
        self.count = 0

    def add(self, field: str, terms: Iterable[str], number: int) -> None:
        """Add a post to the lists of its terms; posts come in the order of their numbers."""
        lists = self.lists[field]
        for term in terms:
            known = lists.get(term)
            if known is None:
                lists[term] = array("I", (number,))
            else:
                known.append(number)

    def iter_postings(self) -> Iterator[tuple[str, bytes, "array[int]"]]:
        """Go over the lists in the order in which they are written."""
        for field, lists in self.lists.items():
            for term in sorted(lists):
                yield field, term.encode(), lists[term]

    def cleanup(self) -> None:
        """Let go of all lists."""
        self.lists.clear()


def add_document(writer: Any, document: Document) -> None:
    """Add a document as Whoosh's own writer would."""
    number, stored, schema = writer.docnum, writer.perdocwriter, writer.schema
    stored.start_doc(number)
    writer.pool.add("id", (document["id"],), number)
    for field in TERMS:
        terms = document[field]
        distinct = terms if isinstance(terms, (dict, set)) else set(terms)
        writer.pool.add(field, distinct, number)
        writer.pool.count += len(distinct)
        length = sum(terms.values()) if isinstance(terms, dict) else len(terms)
        stored.add_field(field, schema[field], None, length)
    stored.add_column_value("post_id", schema["post_id"].column_type, document["post_id"])
    stored.add_field("kept", schema["kept"], document["kept"], 0)
    stored.finish_doc()
    writer._added = True
    writer.docnum += 1


class BulkFieldWriter(W3FieldWriter):
    """Writes whole lists."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, bytes, "array[int]"]]) -> None:
        """Write list after list, in blocks."""
        last = None
        for field, term, numbers in items:
            if field != last:
                if last is not None:
                    self.finish_field()  # type: ignore[no-untyped-call]
                self.start_field(field, schema[field])  # type: ignore[no-untyped-call]  # Whoosh's codecs have no types
                last = field
            self.start_term(term)  # type: ignore[no-untyped-call]
            self._write(self._postwriter, numbers)
            self.finish_term()  # type: ignore[no-untyped-call]
        if last is not None:
            self.finish_field()  # type: ignore[no-untyped-call]

    def _write(self, writer: Any, numbers: "array[int]") -> None:
        """Leave the last block to be written with the end of the list."""
        for first in range(0, len(numbers), BLOCK):
            if first:
                writer._write_block()
            writer._ids = numbers[first : first + BLOCK]
            writer._weights = array("f", (1.0,)) * len(writer._ids)
            writer._maxweight = 1.0


class BulkCodec(W3Codec):
    """Whoosh's own format, written in bulk."""

    def field_writer(self, storage: Any, segment: Any) -> BulkFieldWriter:
        """Return what writes terms and their lists."""
        return BulkFieldWriter(self, storage, segment)  # type: ignore[no-untyped-call]  # Whoosh's codecs have no types


@contextmanager
def bulk_writer(index: Any) -> Iterator[Any]:
    """Add documents to an empty index; commit what the block wrote, or nothing of it."""
    writer = index.writer(codec=BulkCodec())  # type: ignore[no-untyped-call]  # Whoosh's codecs have no types
    writer.pool.cleanup()
    writer.pool = Gathered()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)
