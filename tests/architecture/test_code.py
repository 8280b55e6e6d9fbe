"""Rules of the house that the import contracts cannot see."""

import ast
import re
from pathlib import PurePosixPath

from tests.architecture.sources import calls, functions, imported, modules

DATABASE_WORDS = re.compile(r"\b(?:db|session|connection|engine)\b")
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_MODULE = 300
BANNED_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
AGREED = {
    "__init__", "actions", "api", "cli", "events", "forms", "jobs", "listeners", "models", "policies", "queries", "views",
}  # fmt: skip
OWN_SHAPE = {"core", "demo", "exchange", "pages", "web"}
# Modules named after their own subject: engines and facts without HTTP, and without the session where it says so.
ENGINES = {
    "ideas": {"trend"},
    "insights": {
        "centres", "chart", "cues", "distress", "engine", "factoring", "granularity", "grouping", "intervals", "irony", "kinds", "known", "labels", "lexicon",
        "meanings", "phrases", "ranking", "statements", "blending", "corpus", "describing", "embedding", "learned", "packing", "termpairs",
        "readings", "sentiment", "speaking", "stability", "tables", "targets", "trends", "vectors", "voices",
    },
    "members": {"browsers", "passwords"},
    "notifications": {"links", "wording"},
    "posts": {"addresses", "composing", "images"},
    "reviews": {"helpfulness"},
    "search": {
        "discretion", "documents", "engines", "finding", "highlights", "learning", "mending", "narrowing", "operators",
        "postings", "ranking", "related", "resemblance", "similar", "slips", "sought", "suggesting", "synonyms",
    },
    "webhooks": {"sending", "signing"},
}  # fmt: skip
SHARED_BY_VIEWS = "community/posts/composing.py"  # what the views of all composers do alike
INDEX_IN_TABLES = (
    "community/search/engines/postgresql/"  # commits to its own tables as another engine does to its folder
)
MAY_SPEAK_HTTP = {"community/posts/addresses.py", SHARED_BY_VIEWS}  # an address is what the first one makes
MAY_READ_ROWS = {
    "community/insights/known.py",
    "community/search/similar.py",
}  # where an engine meets the database
HTTP = {"flask", "flask_babel", "flask_login", "flask_wtf", "werkzeug", "wtforms"}


def test_only_the_transaction_module_commits() -> None:
    committing = {
        path for path, tree in modules().items() for name, call in calls(tree)
        if name == "commit" and DATABASE_WORDS.search(ast.unparse(call.func))
    }  # fmt: skip

    assert committing == {"community/core/transaction.py"}


def test_transactions_are_opened_by_entry_points_only() -> None:
    opening = {path for path, tree in modules().items() for name, _ in calls(tree) if name == "transaction"}

    assert [path for path in sorted(opening) if not _is_entry_point(path)] == []


def _is_entry_point(path: str) -> bool:
    parts = PurePosixPath(path).with_suffix("").parts
    is_way_in = bool({"views", "api", "cli", "jobs"} & set(parts)) or path.startswith(INDEX_IN_TABLES)
    return is_way_in or parts[1] in {"core", "exchange", "demo"} or path == SHARED_BY_VIEWS


def test_features_contain_only_the_agreed_modules() -> None:
    surprising = []
    for path in modules():
        _community, package, *rest = PurePosixPath(path).with_suffix("").parts
        if rest and package not in OWN_SHAPE and rest[0] not in AGREED | ENGINES.get(package, set()) | {"session"}:
            surprising.append(path)

    assert surprising == []


def test_no_module_is_named_after_nothing() -> None:
    named = [path for path in modules() if BANNED_NAMES & set(PurePosixPath(path).with_suffix("").parts)]

    assert named == []


def test_every_package_says_what_it_is() -> None:
    silent = [path for path, tree in modules().items() if path.endswith("__init__.py") and not ast.get_docstring(tree)]

    assert silent == []


def test_functions_stay_short() -> None:
    long = [
        f"{path}:{one.lineno} {one.name}" for path, tree in modules().items() for one in functions(tree)
        if (one.end_lineno or one.lineno) - one.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]  # fmt: skip

    assert long == []


def test_modules_stay_short() -> None:
    long = [path for path, tree in modules().items() if _last_line(tree) > MOST_LINES_OF_A_MODULE]

    assert long == []


def _last_line(tree: ast.Module) -> int:
    return max((node.end_lineno or 0 for node in tree.body), default=0)


def test_our_own_code_is_imported_at_the_top() -> None:
    inside = [
        f"{path}:{one.lineno} {one.name}" for path, tree in modules().items() for one in functions(tree)
        if any(name.startswith(("community", "config")) for name in imported(one))
    ]  # fmt: skip

    assert inside == []


def test_engines_know_neither_http_nor_the_session() -> None:
    guilty = [
        f"{path} imports {name}" for path, tree in modules().items() if _is_engine(path) for name in imported(tree)
        if (name.split(".")[0] in HTTP and path not in MAY_SPEAK_HTTP)
        or (name == "community.core.database" and path not in MAY_READ_ROWS and not path.startswith(INDEX_IN_TABLES))
    ]  # fmt: skip

    assert guilty == []


def _is_engine(path: str) -> bool:
    _community, package, *rest = PurePosixPath(path).with_suffix("").parts
    return bool(rest) and rest[0] in ENGINES.get(package, set())


def test_views_that_read_open_no_transaction() -> None:
    writing = [
        f"{path}:{one.lineno} {one.name}" for path, tree in modules().items() for one in functions(tree)
        if _answers_get_only(one) and any(name == "transaction" for name, _ in calls(one))
    ]  # fmt: skip

    assert writing == []


def _answers_get_only(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    routes = [name for decorator in function.decorator_list for name, _ in calls(decorator)]
    return "get" in routes and "post" not in routes
