"""What browsers fetch is known, listed, small enough, and holds every icon that is asked for."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.architecture.sources import STATIC, template, templates

KIB = 1024
LISTED = tomllib.loads((STATIC / "vendor" / "vendored.toml").read_text(encoding="utf-8"))["file"]
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))
WITH_ICONS = {"icon": 0, "empty": 2, "letter": 3, "link_button": 3, "post_button": 3, "toned": 2}


@pytest.mark.parametrize("entry", LISTED, ids=[entry["path"] for entry in LISTED])
def test_a_vendored_file_is_what_the_list_says(entry: dict[str, str]) -> None:
    assert hashlib.sha256((STATIC / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_vendored_file_is_listed() -> None:
    found = {
        path.relative_to(STATIC).as_posix() for folder in ("vendor", "fonts") for path in (STATIC / folder).iterdir()
    }

    assert found - {"vendor/vendored.toml"} == {entry["path"] for entry in LISTED}


@pytest.mark.parametrize("name", templates())
def test_icons_asked_for_are_in_the_sprite(name: str) -> None:
    tree = Environment(autoescape=True).parse(template(name))
    asked = {icon for call in tree.find_all(nodes.Call) for icon in _icons_of(call)}

    assert asked - SPRITE == set()


def _icons_of(call: nodes.Call) -> list[str]:
    """Return the icons a call of a macro names outright."""
    macro = getattr(call.node, "attr", getattr(call.node, "name", ""))
    if macro not in WITH_ICONS:
        return []
    given = call.args[WITH_ICONS[macro] : WITH_ICONS[macro] + 1]
    given += [keyword.value for keyword in call.kwargs if keyword.key == "symbol"]
    return [icon.value for icon in given if isinstance(icon, nodes.Const) and icon.value]


def test_states_have_icons_of_the_sprite() -> None:
    tree = Environment(autoescape=True).parse(template("ui/word.html"))
    icons = {row.items[2].as_const() for row in tree.find_all(nodes.Tuple) if len(row.items) == 3}

    assert icons - {""} <= SPRITE


def test_all_scripts_together_stay_under_60_kib() -> None:
    assert sum(map(_sent, [*SCRIPTS, STATIC / "vendor" / "htmx.min.js"])) <= 60 * KIB


def test_a_first_visit_leaves_room_for_the_page_itself() -> None:
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    text = sum(map(_sent, [*SCRIPTS, *SHEETS, STATIC / "icons.svg", STATIC / "vendor" / "htmx.min.js"]))

    assert fonts + text <= 110 * KIB


def test_main_loads_only_scripts_that_exist() -> None:
    main = (STATIC / "js" / "main.js").read_text(encoding="utf-8")
    elements = set(re.findall(r'^ {2}"([a-z-]+)",$', main, re.MULTILINE))

    assert elements
    assert elements <= {path.stem for path in SCRIPTS}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_an_element_has_the_name_of_its_file(path: Path) -> None:
    defined = re.findall(r'customElements\.define\("([a-z-]+)"', path.read_text(encoding="utf-8"))

    assert defined in ([], [path.stem])


def _sent(path: Path) -> int:
    """Return the size of a file as it travels."""
    return len(gzip.compress(path.read_bytes(), compresslevel=5))
