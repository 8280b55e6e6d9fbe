"""Measure how fast an engine of search is, on made-up posts: `.venv/bin/python scripts/search_speed.py --engine whoosh --posts 50000`.

The index is filled directly with posts whose words follow Zipf's law (a third of the threads in Persian letters), then asked:
one to four words that stand together in some post; texts of twelve words as somebody writing a post would send, alone and
while another process adds a post each second. What counts is the processor time of this process and, for PostgreSQL, of
its backend; wall time is told beside it. Without DATABASE_URL everything happens in a folder that is removed afterwards.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench_data import PRODUCTS, Words
from sqlalchemy import text as sql

from community.app import create_app
from community.core.database import db, is_sqlite
from community.core.transaction import transaction
from community.search.documents import IndexedPost, document
from community.search.engines import engine
from community.search.engines.postgresql import tables
from community.search.sought import Scope, read_query

_COPY = """
INSERT INTO search_index.document_{copy}
SELECT post_id + of * :n, stamp, facts, word_count, piece_count, title, words, kept_pieces,
    ts_delete(terms, 'n' || (post_id >> 12)) || array_to_tsvector(ARRAY['n' || ((post_id + of * :n) >> 12)]), pieces
FROM generate_series(0, :times - 1) AS of, search_index.document_{build}
"""
QUERIES, TEXTS, COMMITS = 300, 150, 30
FACTS = [["kind:problem"]]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Costs:
    """What one question cost, again and again: processor and wall milliseconds."""

    processor: list[float]
    wall: list[float]

    def __str__(self) -> str:
        """Give medians and 95th percentiles."""
        parts = (f"{_at(some, 0.5):.1f} / {_at(some, 0.95):.1f}" for some in (self.processor, self.wall))
        return "processor-ms p50 / p95 {}, wall-ms {}".format(*parts)


def main() -> None:
    """Fill, ask, print."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"VAR": wanted.var or scratch, "SEARCH_ENGINE": wanted.engine}
        app = create_app()
        with app.app_context():
            if wanted.adding:
                _add_for_ever(wanted.posts)
                return
            print(f"# {wanted.engine}, {wanted.posts:,} posts", flush=True)
            if not (wanted.keep and engine().is_usable()):
                _fill(wanted.posts)
                if wanted.times > 1:
                    _multiply(wanted.times)
            _ask(wanted.posts)
            _write(wanted.posts * wanted.times)
            _suggest_while_writing(wanted)
            print(f"memory of the asking process: {_memory_mb():.0f} MB", flush=True)


def made_posts(count: int, *, first: int = 1) -> Iterator[IndexedPost]:
    """Make posts as bench_data does, without their rows; the same ones for the same numbers."""
    words = {language: Words(language, random.Random(14)) for language in ("en", "fa")}  # noqa: S311 - no secret
    for post_id in range(first, first + count):
        chance = random.Random(post_id)  # noqa: S311 - the same post at every run
        language = chance.choices(("en", "fa"), weights=(2, 1))[0]
        words[language].chance = chance
        kind = chance.choices(("problem", "idea", "review", "answer", "comment"), weights=(18, 5, 4, 55, 18))[0]
        is_head = kind in {"problem", "idea", "review"}
        yield IndexedPost(
            id=post_id,
            kind=kind,
            head_kind=kind if is_head else "problem",
            product_id=chance.randint(1, PRODUCTS),
            is_solved=chance.random() < 0.5,
            language=language,
            stamp="1",
            title=words[language].some(7) if is_head else "",
            plain=words[language].some(60 if is_head else 40 if kind == "answer" else 12),
            month="2026-05",
            author_id=chance.randint(1, 5000),
            is_for_everyone=True,
        )


def _fill(count: int) -> None:
    analysed = list(islice(made_posts(count), 2000))
    began = time.process_time()
    for post in analysed:
        document(post)
    print(f"analysis alone: {len(analysed) / (time.process_time() - began):,.0f} posts a processor second", flush=True)
    processor, wall = _processor_ms(), time.monotonic()
    with engine().building() as build:
        build.fill(made_posts(count))
        with engine().replacing(build):
            pass
    processor, wall = (_processor_ms() - processor) / 1000, time.monotonic() - wall
    print(
        f"index: {count / processor:,.0f} posts a processor second ({processor:.0f} s, {wall:.0f} s wall)", flush=True
    )
    print(f"peak memory of the builder: {_peak_mb():.0f} MB", flush=True)


def _multiply(times: int) -> None:
    """Fill a build of PostgreSQL's with so many copies of all posts, each with a number of its own."""
    with transaction():
        (build, count, *_), copy = tables.current() or (0, 0), tables.make_build()
        tables.run(_COPY.format(build=build, copy=copy), n=count, times=times)
    began = time.monotonic()
    with transaction():
        tables.finish_build(copy)
        tables.use(copy)
    print(f"{count * times:,} posts indexed and counted in {time.monotonic() - began:.0f} s", flush=True)


def _ask(count: int) -> None:
    chance = random.Random(5)  # noqa: S311 - the same questions at every run
    asked = [next(made_posts(1, first=chance.randint(1, count))) for _ in range(QUERIES)]
    for size in (1, 2, 3, 4):
        questions = []
        for post in asked[: QUERIES // 4 * size][-QUERIES // 4 :]:
            words = (post.title or post.plain).split()
            start = chance.randint(0, max(0, len(words) - size))
            questions.append(" ".join(words[start : start + size]))
        print(f"query of {size}: {_cost(questions, lambda text: engine().find(read_query(text), Scope()))}", flush=True)
    begun = [" ".join(word[:3] for word in post.title.split()[:2]) for post in asked if post.title]
    costs = _cost(begun, lambda text: engine().beginning(read_query(text), Scope(), limit=300))
    print(f"beginnings of two words: {costs}", flush=True)


def _texts(count: int) -> list[str]:
    chance = random.Random(6)  # noqa: S311 - the same texts at every run
    return [" ".join(next(made_posts(1, first=chance.randint(1, count))).plain.split()[:12]) for _ in range(TEXTS)]


def _write(count: int) -> None:
    wall = []
    for place in range(COMMITS):
        began = time.monotonic()
        _add(list(made_posts(1, first=count + 1 + place)))
        wall.append((time.monotonic() - began) * 1000)
    print(f"one new post committed: wall-ms p50 / p95 {_at(wall, 0.5):.0f} / {_at(wall, 0.95):.0f}", flush=True)
    began = time.monotonic()
    _add(list(made_posts(100, first=count + 1 + COMMITS)))
    print(f"100 new posts in one commit: {(time.monotonic() - began) * 1000:.0f} wall-ms", flush=True)


def _add(posts: Sequence[IndexedPost]) -> None:
    with engine().writing() as index:
        index.change(posts, gone=list(index.stamps_of(post.id for post in posts)))


def _add_for_ever(count: int) -> None:
    for post in made_posts(10_000, first=count + 1000):
        _add([post])
        print("added", flush=True)
        time.sleep(1)


def _suggest_while_writing(wanted: argparse.Namespace) -> None:
    texts = _texts(wanted.posts)

    def suggest(text: str) -> None:
        engine().closest(text, facts=FACTS, limit=120)

    print(f"suggestions, nobody writing: {_cost(texts, suggest)}", flush=True)
    command = [
        sys.executable,
        __file__,
        "--engine",
        wanted.engine,
        "--posts",
        str(wanted.posts * wanted.times),
        "--adding",
    ]
    environ = os.environ | {"VAR": os.environ["VAR"]}
    with subprocess.Popen([*command, "--var", os.environ["VAR"]], stdout=subprocess.PIPE, env=environ) as writer:
        try:
            if writer.stdout:
                writer.stdout.readline()
            print(f"suggestions while posts are added: {_cost(texts, suggest, pause=0.05)}", flush=True)
        finally:
            writer.kill()


def _cost(questions: Sequence[str], ask: Callable[[str], object], pause: float = 0.0) -> Costs:
    costs = Costs([], [])
    for question in questions:
        processor, wall = _processor_ms(), time.monotonic()
        ask(question)
        costs.wall.append((time.monotonic() - wall) * 1000)
        costs.processor.append(_processor_ms() - processor)
        db.session.rollback()
        time.sleep(pause)
    return costs


def _processor_ms() -> float:
    """Return the processor time of this process and its backend so far; the backend's comes in ticks of 10 ms."""
    own = time.process_time() * 1000
    if is_sqlite():
        return own
    pid = db.session.execute(sql("SELECT pg_backend_pid()")).scalar()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) * 1000 / TICK


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--var", default="", help="the folder of an installation; a new one otherwise")
    parser.add_argument("--keep", action="store_true", help="ask the index that is there already")
    parser.add_argument("--times", type=int, default=1, help="copy all posts so often (PostgreSQL only)")
    parser.add_argument("--adding", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
