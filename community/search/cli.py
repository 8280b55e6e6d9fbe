"""Commands of search: build, check, and ask it as the pages do."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TextIO

import click
from flask.cli import AppGroup

from community.core.database import db
from community.members.models import Visitor
from community.posts.models import Kind
from community.search import actions
from community.search.engines import IndexUnavailableError, engine
from community.search.queries import indexing, results_page
from community.search.similar import least_score, resembling_posts
from community.search.sought import Scope

commands = AppGroup("search", help="Build and check the index, and ask it.")

Answer = Callable[[str, str], list[dict[str, Any]]]
LONGEST_WAIT_SECONDS = 900
COMPARED = [str(kind) for kind in (Kind.PROBLEM, Kind.IDEA, Kind.REVIEW, Kind.ARTICLE)]


@commands.command()
def rebuild() -> None:
    """Build the index anew beside the old one, then swap it in."""
    began = time.monotonic()
    written = actions.rebuild()
    if written is None:
        raise click.ClickException("Another process is building the index already.")
    click.echo(f"The index was built anew: {written} posts in {time.monotonic() - began:.1f} s.")


@commands.command()
def check() -> None:
    """Compare the index with the database, and repair what differs."""
    try:
        drift = actions.check()
    except IndexUnavailableError as error:
        raise click.ClickException(f"{str(error).capitalize()}. Build it with: flask search rebuild") from error
    if not drift:
        click.echo("The index holds exactly what the database shows.")
        return
    click.echo(f"Repaired: {len(drift.missing)} missing, {len(drift.extra)} extra, {len(drift.stale)} outdated.")


@commands.command()
@click.argument("text", required=False, default="")
@click.option(
    "--kind", default="problem", show_default=True, type=click.Choice(COMPARED), help="Kind of post to compare with."
)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Results for each text.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option(
    "--queries",
    type=click.File(encoding="utf-8"),
    help='JSON Lines of {"id", "text", "kind"}; one line of answer each.',
)
def similar(text: str, kind: str, limit: int, as_json: bool, queries: TextIO | None) -> None:
    """Show the posts that resemble a text, best first; `shown` says which of them a composer would show."""

    def answer(text: str, kind: str) -> list[dict[str, Any]]:
        found, least = resembling_posts(text, Visitor(), kinds=(kind,), limit=limit), least_score(text)
        return [_named(one.post, one.score) | {"shown": one.score >= least} for one in found]

    _answer(answer, text, kind, as_json=as_json, queries=queries)


@commands.command()
@click.argument("text", required=False, default="")
@click.option(
    "--kind", default="", type=click.Choice(["", *COMPARED]), help="Kind of thread to look in; all by default."
)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200), help="Results for each text.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option(
    "--queries",
    type=click.File(encoding="utf-8"),
    help='JSON Lines of {"id", "text", "kind"}; one line of answer each.',
)
def query(text: str, kind: str, limit: int, as_json: bool, queries: TextIO | None) -> None:
    """Show the threads that a search finds for a stranger."""

    def answer(text: str, kind: str) -> list[dict[str, Any]]:
        page = results_page(text, Visitor(), scope=Scope(kind=kind), size=limit)
        return [_named(one.head, one.score) for one in page.results]

    _answer(answer, text, kind, as_json=as_json, queries=queries)


def _named(post: Any, score: float) -> dict[str, Any]:
    """Name a post as the file that brought it did."""
    return {"id": post.outside_name, "score": round(score, 4), "title": post.title}


def _answer(answer: Answer, text: str, kind: str, *, as_json: bool, queries: TextIO | None) -> None:
    if not text and queries is None:
        raise click.UsageError("Give a text, or a file with --queries.")
    _wait_for_index()
    if queries is not None:
        for line in _lines(queries):
            found = [_without_title(one) for one in answer(line["text"], line.get("kind") or kind)]
            click.echo(json.dumps({"id": line["id"], "results": found}, ensure_ascii=False))
            db.session.rollback()
        return
    results = answer(text, kind)
    if as_json:
        click.echo(json.dumps({"results": [_without_title(one) for one in results]}, ensure_ascii=False))
        return
    for one in results:
        click.echo(f"{one['score']:7.3f}  {one['id']}  {one['title']}")


def _without_title(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "title"}


def _lines(queries: TextIO) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(queries, start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
            yield {"id": read["id"], "text": str(read["text"]), "kind": read.get("kind")}
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(f'Line {number} is not {{"id", "text"}} in JSON: {error!r}') from error


def _wait_for_index() -> None:
    """Have the index hold what the database shows, also straight after an import; says on stderr what it does."""
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while not engine().is_usable():
        click.echo("Building the index …", err=True)
        if actions.rebuild() is None:
            time.sleep(1)
        if time.monotonic() > until:
            raise click.ClickException("The index is still being built. Try again later.")
    waiting = indexing.waiting_tasks()
    if waiting:
        click.echo(f"Bringing the index up to date: {waiting} tasks are waiting …", err=True)
        actions.check()
        sys.stderr.flush()
