"""What this place is, its rules, how it counts, what it knows about people."""

from flask import render_template
from flask.typing import ResponseReturnValue

from community.pages import points
from community.pages.views import blueprint


@blueprint.get("/about")
def about() -> ResponseReturnValue:
    """Show house rules, help, how counting works, and privacy in plain words."""
    return render_template("pages/about.html", points=points)
