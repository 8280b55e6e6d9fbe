"""Templates compile, lead to real pages, have titles, speak through gettext, and hold nothing inline."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract  # noqa: F401 - the extraction that `make translations` runs must be importable

from community.app import create_app
from community.core import settings
from tests.architecture.sources import calls, modules, template, templates
from tests.conftest import configuration

FRAMES = ("layouts/", "ui/")
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx script": re.compile(r"\bhx-on|\bhx-vals\s*=\s*[\"']js:", re.IGNORECASE),
    "other people's server": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}
FRAME_OF_MAILS = "mail/_frame.html"  # mail programs know no sheets
SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
NOT_SPOKEN = re.compile(r"[\w:-]+=(?:\"[^\"]*\"|'[^']*')|\bdata-[\w-]*|/\w+/")
WORD = re.compile(r"[A-Za-z\u0600-\u06ff]{2,}")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application whose database is never asked."""
    before = list(settings._current)
    folder = tmp_path_factory.mktemp("house")
    yield create_app(configuration(folder, f"sqlite:///{folder / 'none.sqlite3'}"))
    settings._current[:] = before


@pytest.mark.parametrize("name", templates())
def test_a_template_compiles(house: Flask, name: str) -> None:
    assert house.jinja_env.get_template(name)


@pytest.mark.parametrize("name", templates())
def test_its_links_lead_to_pages_with_all_they_need(house: Flask, name: str) -> None:
    tree = house.jinja_env.parse(template(name))
    faults = [
        fault for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for"
        for fault in _faults_of_link(house, call)
    ]  # fmt: skip

    assert faults == []


def _faults_of_link(house: Flask, call: nodes.Call) -> Iterator[str]:
    first = call.args[0] if call.args else None
    if not isinstance(first, nodes.Const) or call.dyn_kwargs is not None:
        return
    given = {keyword.key for keyword in call.kwargs}
    rules = list(house.url_map.iter_rules(first.value)) if first.value in house.view_functions else []
    if not rules:
        yield f"line {call.lineno}: no such page {first.value!r}"
    elif not any(rule.arguments - set(rule.defaults or {}) <= given for rule in rules):
        yield f"line {call.lineno}: {first.value!r} needs {[sorted(rule.arguments) for rule in rules]}, is given {sorted(given)}"


def test_links_in_code_lead_to_pages(house: Flask) -> None:
    endpoints = set(house.view_functions)
    local = {endpoint.partition(".")[2] for endpoint in endpoints}
    wrong = []
    for path, tree in modules().items():
        for name, call in calls(tree):
            first = call.args[0] if call.args else None
            endpoint = getattr(first, "value", None)
            if name != "url_for" or not isinstance(endpoint, str):
                continue
            if endpoint.removeprefix(".") not in (local if endpoint.startswith(".") else endpoints):
                wrong.append(f"{path}:{call.lineno} {endpoint}")

    assert wrong == []


def test_rendered_templates_exist() -> None:
    known = set(templates())
    missing = [
        f"{path}:{call.lineno} {call.args[0].value}"  # type: ignore[attr-defined]
        for path, tree in modules().items()
        for name, call in calls(tree)
        if name == "render_template" and call.args and getattr(call.args[0], "value", None) not in known | {None}
    ]

    assert missing == []


@pytest.mark.parametrize("name", [name for name in templates() if not name.startswith(FRAMES) and "/_" not in name])
def test_a_page_has_a_title(name: str) -> None:
    tree = Environment(autoescape=True).parse(template(name))
    blocks = {block.name for block in tree.find_all(nodes.Block)}
    parents = [getattr(one.template, "value", "") for one in tree.find_all(nodes.Extends)]

    assert parents, "a page extends a layout"
    assert "title" in blocks or not parents[0].startswith("layouts/")


@pytest.mark.parametrize("name", [name for name in templates() if name.startswith(FRAMES) or "/_" in name])
def test_a_part_begins_by_saying_what_it_needs(name: str) -> None:
    assert template(name).startswith("{#")


@pytest.mark.parametrize("name", templates())
def test_nothing_is_inline(name: str) -> None:
    written = _html_of(name)
    allowed = {"inline style"} if name == FRAME_OF_MAILS else set()

    assert {what for what, pattern in INLINE.items() if pattern.search(written)} <= allowed


@pytest.mark.parametrize("name", templates())
def test_nothing_escapes_escaping(name: str) -> None:
    tree = Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(template(name))

    assert "safe" not in {node.name for node in tree.find_all(nodes.Filter)}
    assert not list(tree.find_all((nodes.EvalContextModifier, nodes.MarkSafe)))


@pytest.mark.parametrize("name", templates())
def test_every_word_goes_through_gettext(name: str) -> None:
    reader = _Words()
    reader.feed(SHEET.sub("", _html_of(name)))
    reader.close()

    assert reader.found == []


def _html_of(name: str) -> str:
    """Return what a template holds of HTML itself, with a thin space for each expression."""
    shown = {"data": lambda value: value, "variable_begin": lambda _: "\u2009"}
    pieces = Environment(autoescape=True).lex(template(name))
    return "".join(shown[kind](value) for _line, kind, value in pieces if kind in shown)


class _Words(HTMLParser):
    """Collects the words that stand in the HTML itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at the attributes that are read out."""
        self.found += [
            value for name, value in attributes if name in SPOKEN_ATTRIBUTES and value and WORD.search(value)
        ]

    def handle_data(self, data: str) -> None:
        """Look at the text; neither addresses nor attributes that a block adds to another template's tag."""
        self.found += WORD.findall(NOT_SPOKEN.sub("", data))


def test_only_the_core_marks_what_was_stored_as_safe() -> None:
    marking = {
        path for path, tree in modules().items() for name, call in calls(tree)
        if name == "Markup" and not all(isinstance(one, ast.Constant) for one in call.args)
    }  # fmt: skip

    assert marking <= {"community/core/text.py"}
