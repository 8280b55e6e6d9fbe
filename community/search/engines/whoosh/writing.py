"""Writing the index: only ever inside `folder.writing()`, by one process at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from community.search.documents import IndexedPost, document
from community.search.engines.whoosh import postings, schema
from community.search.engines.whoosh.bulk import MOST_POSTINGS, add_document, bulk_writer
from community.search.engines.whoosh.postings import Postings


def create(build: Path, posts: Iterable[IndexedPost]) -> int:
    """Fill a new build; return how many posts it holds."""
    index, reading, written = schema.create(build), iter(posts), 0
    while first := next(reading, None):
        with bulk_writer(index) as writer:
            for post in chain((first,), reading):
                add_document(writer, document(post))
                written += 1
                if writer.pool.count >= MOST_POSTINGS:
                    break
    return written


def change(build: Path, posts: Iterable[IndexedPost], gone: Iterable[int]) -> None:
    """Take out what is gone or was replaced, then put the posts in."""
    with _writer(schema.open_build(build, readonly=False)) as writer:
        for post_id in gone:
            writer.delete_by_term("id", str(post_id))
        for post in posts:
            writer.add_document(**document(post))
    postings.look_again()


@contextmanager
def _writer(index: Any, **options: Any) -> Iterator[Any]:
    """Commit what the block wrote, or nothing of it."""
    writer = index.writer(**options)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def stamps(build: Path) -> Iterator[tuple[int, str]]:
    """Go over what the build holds: ids and stamps."""
    with schema.open_build(build).reader() as reader:
        yield from Postings(reader).stamps()


def stamps_of(build: Path, post_ids: Iterable[int]) -> dict[int, str]:
    """Return the stamps of these posts, of those that the build holds."""
    found = {}
    with schema.open_build(build).reader() as reader:
        held = Postings(reader)
        for post_id in post_ids:
            for number in held.numbers("id", str(post_id)):
                if held.is_there(number):
                    found[post_id] = held.kept(number)[1]
    return found


def is_whole(build: Path) -> bool:
    """Read all of the build, and tell whether that can be done."""
    try:
        with schema.open_build(build).reader() as reader:
            held = Postings(reader)
            for field, term in reader.all_terms():
                for _ in held.numbers(field, term):
                    pass
            for _ in held.stamps():
                pass
    except Exception:  # noqa: BLE001 - a damaged folder fails in any way
        return False
    return True
