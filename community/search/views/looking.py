"""What is remembered of searches, without the person: what is often sought and not found is a need."""

from urllib.parse import parse_qs

from flask import request, url_for

from community.core.language import detect, fold
from community.core.observations import observe
from community.search.discretion import without_personal_parts
from community.search.learning import RESULT_OPENED, SEARCHED
from community.search.models import LONGEST_KEPT
from community.search.operators import take_apart
from community.search.queries import ResultsPage
from community.search.views import blueprint
from community.search.views.onlooker import onlooker

PAGE_OF_A_THREAD = ".show"
"""How every package calls the page of its threads."""


def remember_search(page: ResultsPage) -> None:
    """Note what was looked for and how much was found."""
    typed = without_personal_parts(page.sought.text)[:LONGEST_KEPT]
    if typed:
        observe(
            SEARCHED,
            visitor=onlooker(),
            query=fold(typed),
            typed=typed,
            results=page.count,
            language=detect(typed),
            within=page.scope.kind,
            product_id=page.scope.product_id,
        )


@blueprint.before_app_request
def remember_opening() -> None:
    """Note that a result was opened. The browser says where it comes from, so results keep their plain addresses."""
    referrer = request.headers.get("Referer", "")
    if "?" not in referrer or not (request.endpoint or "").endswith(PAGE_OF_A_THREAD):
        return
    place, found, query = referrer.partition(f"{url_for('search.results')}?")
    if not found or not place.endswith(f"//{request.host}"):
        return
    typed = without_personal_parts(take_apart(parse_qs(query).get("q", [""])[0]).words)[:LONGEST_KEPT]
    if typed and request.method == "GET":
        observe(RESULT_OPENED, visitor=onlooker(), query=fold(typed), typed=typed)
