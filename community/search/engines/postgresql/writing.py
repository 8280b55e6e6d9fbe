"""Writing the tables of a build: the index in use inside the writer's transaction, a new one batch by batch."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from community.core.transaction import transaction
from community.search.documents import Document, IndexedPost, document
from community.search.engines.lexical.lexemes import VERY_TITLE, WORD, lexeme, lexemes, pieces
from community.search.engines.postgresql import tables
from community.search.engines.postgresql.shelf import era_of, quoted
from community.search.engines.postgresql.tables import run, run_for_each

BATCH = 500
LAST_POSITION = 16_383
MOST_POSITIONS = 40

_PUT = """
INSERT INTO search_index.document_{number}
    (post_id, stamp, facts, word_count, piece_count, title, words, kept_pieces, terms, pieces)
VALUES (:post_id, :stamp, :facts, :word_count, :piece_count, :title, :words, :kept_pieces, CAST(:terms AS tsvector), :pieces)
"""
_COUNT = """
INSERT INTO search_index.term_{number} AS term (lexeme, posts)
    SELECT * FROM unnest(CAST(:lexemes AS text[]), CAST(:posts AS bigint[]))
    ON CONFLICT (lexeme) DO UPDATE SET posts = term.posts + excluded.posts
"""
_UNCOUNT = """
WITH gone AS (DELETE FROM search_index.document_{number} WHERE post_id = ANY(:gone) RETURNING *),
    had AS (SELECT unnest(tsvector_to_array(terms) || pieces) AS lexeme FROM gone),
    counted AS (
        UPDATE search_index.term_{number} AS term SET posts = term.posts - had.posts
        FROM (SELECT lexeme, count(*) AS posts FROM had GROUP BY lexeme) AS had WHERE term.lexeme = had.lexeme
    )
UPDATE search_index.build AS build
    SET posts = build.posts - less.posts, words = build.words - less.words, pieces = build.pieces - less.pieces
    FROM (SELECT count(*) AS posts, coalesce(sum(word_count), 0) AS words, coalesce(sum(piece_count), 0) AS pieces FROM gone)
        AS less
    WHERE number = :number
"""
_MORE = """
UPDATE search_index.build SET posts = posts + :posts, words = words + :words, pieces = pieces + :pieces
    WHERE number = :number
"""


@dataclass(frozen=True)
class Build:
    """The tables of one build."""

    number: int

    def stamps(self) -> Iterator[tuple[int, str]]:
        """Go over what it holds: ids and stamps."""
        rows = run("SELECT post_id, stamp FROM search_index.document_{number}", self.number)
        yield from rows

    def stamps_of(self, post_ids: Iterable[int]) -> dict[int, str]:
        """Return the stamps of these posts, of those that it holds."""
        statement = "SELECT post_id, stamp FROM search_index.document_{number} WHERE post_id = ANY(:ids)"
        return dict(run(statement, self.number, ids=list(post_ids)).all())

    def fill(self, posts: Iterable[IndexedPost]) -> int:
        """Put all posts into an index that holds none, each batch in a transaction of its own."""
        written, reading = 0, iter(posts)
        while batch := list(islice(reading, BATCH)):
            rows = [_row(document(post)) for post in batch]
            with transaction():
                run_for_each(_PUT, self.number, rows)
                run("UPDATE search_index.build SET worked_at = clock_timestamp() WHERE number = :n", n=self.number)
            written += len(batch)
        with transaction():
            tables.finish_build(self.number)
        return written

    def change(self, posts: Iterable[IndexedPost], gone: Iterable[int]) -> None:
        """Take out what is gone or was replaced, then put the posts in."""
        if gone := list(gone):
            run(_UNCOUNT, self.number, gone=gone, number=self.number)
        reading = iter(posts)
        while batch := list(islice(reading, BATCH)):
            self._add([_row(document(post)) for post in batch])

    def _add(self, rows: list[dict[str, Any]]) -> None:
        run_for_each(_PUT, self.number, rows)
        counts = Counter(one for row in rows for one in (*row["counted"], *row["pieces"]))
        run(_COUNT, self.number, lexemes=list(counts), posts=list(counts.values()))
        words, many_pieces = (sum(row[name] for row in rows) for name in ("word_count", "piece_count"))
        run(_MORE, number=self.number, posts=len(rows), words=words, pieces=many_pieces)


def _row(made: Document) -> dict[str, Any]:
    post_id, stamp, title, words, kept_pieces = made["kept"]
    counted = lexemes(made)
    return {
        "post_id": post_id,
        "stamp": stamp,
        "facts": made["facts"],
        "word_count": len(made["words"]),
        "piece_count": sum(made["pieces"].values()),
        "title": title,
        "words": words,
        "kept_pieces": kept_pieces,
        "terms": _tsvector(made, counted | {era_of(post_id)}),
        "pieces": pieces(made),
        "counted": sorted(one for one in counted if not one.startswith(VERY_TITLE)),
    }


def _tsvector(made: Document, found: set[str]) -> str:
    """Write the lexemes, those of words with their places: weight A in the title, D in the text."""
    places: dict[str, list[str]] = {one: [] for one in found}
    for terms, weight in ((made["title"], "A"), (made["words"], "")):
        for place, term in enumerate(terms[:LAST_POSITION], start=1):
            places.setdefault(lexeme(WORD, term), []).append(f"{place}{weight}")
    return " ".join(quoted(one) + (":" + ",".join(at[:MOST_POSITIONS]) if at else "") for one, at in places.items())
