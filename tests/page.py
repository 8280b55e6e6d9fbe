"""Read a page as its readers do: by role and name, not by class and nesting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SILENT = frozenset({"script", "style", "template", "svg"})
ROLES = {
    "a": "link", "article": "article", "aside": "complementary", "button": "button", "dialog": "dialog",
    "fieldset": "group", "figure": "figure", "form": "form", "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "img": "img", "li": "listitem", "main": "main", "nav": "navigation",
    "ol": "list", "option": "option", "select": "combobox", "table": "table", "td": "cell", "textarea": "textbox",
    "th": "columnheader", "time": "time", "tr": "row", "ul": "list",
}  # fmt: skip
INPUT_ROLES = {
    "button": "button", "checkbox": "checkbox", "email": "textbox", "file": "file", "hidden": "", "number": "spinbutton",
    "password": "textbox", "radio": "radio", "range": "slider", "search": "searchbox", "submit": "button",
}  # fmt: skip


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    parent: "Element | None" = None

    def __getitem__(self, attribute: str) -> str:
        """Return an attribute; a missing one raises `KeyError`."""
        return self.attributes[attribute]

    def walk(self) -> Iterator["Element"]:
        """Go over the elements below, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    @property
    def text(self) -> str:
        """What is there to read, spaces folded."""
        return re.sub(r"\s+", " ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in SILENT:
                yield " "
                yield from child._texts()
                yield " "

    @property
    def role(self) -> str:
        """The role a screen reader would tell."""
        if "role" in self.attributes:
            return self.attributes["role"]
        if self.tag == "input":
            return INPUT_ROLES.get(self.attributes.get("type", "text"), "textbox")
        if self.tag == "a" and "href" not in self.attributes:
            return ""
        return ROLES.get(self.tag, "")

    @property
    def value(self) -> str:
        """What a field holds."""
        if self.tag == "textarea":
            return "".join(self._texts()).replace("\r\n", "\n").removeprefix("\n")
        if self.tag == "select":
            chosen = [one for one in self.walk() if one.tag == "option" and "selected" in one.attributes]
            return chosen[0].attributes.get("value", chosen[0].text) if chosen else ""
        return self.attributes.get("value", "")

    def all(self, role: str, name: str | None = None) -> list["Element"]:
        """Return the elements of this role, and of this exact name if one is given."""
        return [one for one in self.walk() if one.role == role and (name is None or one.name == name)]

    def one(self, role: str, name: str | None = None) -> "Element":
        """Return the only such element; none or several is a failure that tells what is there."""
        found = self.all(role, name)
        if len(found) != 1:
            names = [one.name for one in self.all(role)]
            raise AssertionError(f"{len(found)} elements of role {role!r} named {name!r}; there are {names}")
        return found[0]

    def has(self, role: str, name: str | None = None) -> bool:
        """Whether there is such an element."""
        return bool(self.all(role, name))

    def by_id(self, identifier: str) -> "Element":
        """Return the element with this id."""
        return next(one for one in self.walk() if one.attributes.get("id") == identifier)

    @property
    def name(self) -> str:
        """The name a screen reader would tell: its label, or its text."""
        if "aria-label" in self.attributes:
            return self.attributes["aria-label"]
        if "aria-labelledby" in self.attributes:
            return " ".join(self.root.by_id(one).text for one in self.attributes["aria-labelledby"].split())
        if self.tag in ("input", "textarea", "select"):
            return self._label() or (self.value if self.role == "button" else "")
        return self.attributes.get("alt", "") if self.tag == "img" else self.text

    def _label(self) -> str:
        for one in self.root.walk():
            is_for = one.attributes.get("for") == self.attributes.get("id", "")
            if one.tag == "label" and (is_for or any(below is self for below in one.walk())):
                return one.text
        return ""

    @property
    def root(self) -> "Element":
        """The whole page."""
        return self.parent.root if self.parent else self

    @property
    def title(self) -> str:
        """The title of the page, without the marks that keep its direction."""
        return re.sub("[\u2066-\u2069]", "", next(one for one in self.walk() if one.tag == "title").text)

    @property
    def fields(self) -> dict[str, str]:
        """The named fields of a form with what they hold, as a browser would send them."""
        controls = [
            one for one in self.walk() if one.tag in ("input", "textarea", "select") and "name" in one.attributes
        ]
        return {one["name"]: one.value for one in controls if _is_sent(one)}


def _is_sent(control: Element) -> bool:
    kind = control.attributes.get("type", "text")
    if kind in ("checkbox", "radio"):
        return "checked" in control.attributes
    return kind not in ("submit", "button", "file") and "disabled" not in control.attributes


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#page")
        self.here = self.root

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes}, parent=self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        above: Element | None = self.here
        while above is not None and above.tag != tag:
            above = above.parent
        if above is not None and above.parent is not None:
            self.here = above.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read_page(source: TestResponse | str) -> Element:
    """Read an answer, or HTML."""
    reader = _Reader()
    reader.feed(source if isinstance(source, str) else source.get_data(as_text=True))
    reader.close()
    return reader.root
