"""Measure search: `make bench-search`, `make bench-search SETS=/a/folder` or `scripts/bench_search.py [FOLDER] [--posts N …]`.

The speed of each engine at several sizes (search_speed.py, a process for each), and, with a folder of sets of real texts,
how well they find (search_quality.py). PostgreSQL is measured on a server that is started here and ended afterwards.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.postgresql import NoPostgreSQLError, fresh_database, running_server

ROOT = Path(__file__).parents[1]
SIZES = (10_000, 50_000, 200_000)


def main() -> None:
    """Measure one thing after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="sets of texts: measure how well they are found, too")
    parser.add_argument("--posts", type=int, nargs="*", default=SIZES, help="sizes to measure")
    parser.add_argument("--engine", choices=("whoosh", "postgresql"), nargs="*", default=("whoosh", "postgresql"))
    wanted = parser.parse_args()
    for name in wanted.engine:
        for posts in wanted.posts:
            _on_postgresql(posts) if name == "postgresql" else _speed("whoosh", posts)
    if wanted.folder:
        _run("search_quality.py", wanted.folder)


def _on_postgresql(posts: int) -> None:
    try:
        with running_server() as server, fresh_database(server) as url:
            _speed("postgresql", posts, DATABASE_URL=url.render_as_string(hide_password=False))
    except NoPostgreSQLError as error:
        print(f"not measured: {error}")


def _speed(engine: str, posts: int, **environ: str) -> None:
    _run("search_speed.py", "--engine", engine, "--posts", str(posts), **environ)


def _run(script: str, *arguments: str, **environ: str) -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / script, *arguments], env=os.environ | environ, check=True)


if __name__ == "__main__":
    main()
