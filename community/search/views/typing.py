"""Results while somebody types into the search box."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.members.session import visitor
from community.posts import addresses
from community.search.queries import suggestions
from community.search.sought import LONGEST_QUERY
from community.search.views import blueprint
from community.search.views.onlooker import kind_words
from community.web import rates

SUGGEST_RATE = "240 per minute"


@blueprint.get("/suggest")
def suggest() -> ResponseReturnValue:
    """Offer products and titles while somebody types, as a fragment of links."""
    rates.limit("suggest", SUGGEST_RATE)
    found = suggestions(request.args.get("q", "")[:LONGEST_QUERY], visitor())
    return render_template("search/_suggestions.html", found=found, url_of=addresses.url_of, kind_words=kind_words())
