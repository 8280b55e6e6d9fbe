"""The house as files and syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(folder: str = "community") -> dict[str, ast.Module]:
    """Return the syntax tree of each module, by its path from the root."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def functions(tree: ast.AST) -> Iterator[Function]:
    """Go over all functions and methods."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Go over all calls with the last word of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def imported(tree: ast.AST) -> Iterator[str]:
    """Go over the names of imported modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def templates(pattern: str = "**/*.html") -> list[str]:
    """Return the names of templates."""
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob(pattern))


def template(name: str) -> str:
    """Return the source of a template."""
    return (TEMPLATES / name).read_text(encoding="utf-8")
