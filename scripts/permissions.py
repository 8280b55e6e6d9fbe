"""Write docs/permissions.md from the table that the tests drive: `.venv/bin/python scripts/permissions.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from community.app import create_app
from tests.walls.table import as_markdown

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "permissions.md"


def permissions() -> str:
    """Return the page as the table and the addresses of today make it."""
    return as_markdown({rule.endpoint: rule.rule for rule in create_app().url_map.iter_rules()})


if __name__ == "__main__":
    PAGE.write_text(permissions(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written.")
