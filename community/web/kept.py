"""What somebody typed, kept when it could not be saved: shown back, and carried through a sign-in."""

import json
from dataclasses import dataclass

from flask import render_template, request

from community.core.errors import Sentence
from community.web.redirects import own_path

MOST_CHARACTERS = 200_000
NEVER_KEPT = frozenset({"csrf_token", "password", "new_password", "kept", "kept_to"})


@dataclass(frozen=True)
class Kept:
    """The fields of a form that was not carried out, and where it was going; files cannot be kept."""

    to: str
    fields: list[tuple[str, str]]
    had_files: bool = False

    def as_json(self) -> str:
        """Write it for a hidden field."""
        return json.dumps(self.fields, ensure_ascii=False)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The fields a person wrote, to be shown; chosen numbers and ticked boxes say nothing to a reader."""
        written = ((name, value.strip()) for name, value in self.fields if not name.endswith("key"))
        return [(name, value) for name, value in written if len(value) > 2 and not value.isdecimal()]


def from_request() -> Kept | None:
    """Keep the fields of the form being sent, or what a sign-in carries, if there is anything to keep."""
    if request.method != "POST":
        return None
    if "password" in request.form:
        return from_form(request.form.get("kept_to"), request.form.get("kept"))
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    if not any(value.strip() for _, value in fields) or sum(len(value) for _, value in fields) > MOST_CHARACTERS:
        return None
    return Kept(to=own_path(request.full_path.rstrip("?")), fields=fields, had_files=any(request.files.values()))


def from_form(to: str | None, fields: str | None) -> Kept | None:
    """Read back what a hidden field carried; anything malformed is nothing."""
    if not to or not fields:
        return None
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(fields)]
    except (ValueError, TypeError):
        return None
    return Kept(to=own_path(to), fields=[pair for pair in pairs if pair[0] not in NEVER_KEPT])


def page(kept: Kept, sentence: Sentence) -> str:
    """Show what was typed, with a button that sends it again."""
    return render_template("errors/kept.html", kept=kept, sentence=sentence)
