"""What programs read of needs; each answer is what `description.py` says it is."""

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from community.core.errors import CommunityError
from community.core.locale import _l
from community.core.paging import Page
from community.core.text import clean_line
from community.insights.api import blueprint
from community.insights.api.shapes import decision_shape, evidence_shape, need_shape
from community.insights.models import NeedState
from community.insights.queries import programs
from community.insights.queries.programs import Wanted
from community.tokens.policies import Scope
from community.tokens.session import token_owner

LARGEST_PAGE, USUAL_PAGE = 100, 25
LONGEST_WORDS = 100
LANGUAGES = ("fa", "en")


@blueprint.get("/needs")
def list_needs() -> ResponseReturnValue:
    """List needs, the newest first."""
    owner = token_owner(Scope.NEEDS)
    page = programs.needs(_wanted(), owner, cursor=request.args.get("after"), size=_size())
    return _listed(page, [need_shape(need) for need in page.rows])


@blueprint.get("/needs/<int:need_id>")
def get_need(need_id: int) -> ResponseReturnValue:
    """Show one need."""
    return jsonify(need_shape(programs.one_need(need_id, token_owner(Scope.NEEDS))))


@blueprint.get("/needs/<int:need_id>/evidence")
def list_evidence(need_id: int) -> ResponseReturnValue:
    """List the posts behind a need, the strongest first."""
    owner = token_owner(Scope.EVIDENCE)
    need = programs.one_need(need_id, owner)
    page = programs.evidence(need, owner, cursor=request.args.get("after"), size=_size())
    return _listed(page, [evidence_shape(one, need) for one in page.rows])


@blueprint.get("/needs/<int:need_id>/decisions")
def list_decisions(need_id: int) -> ResponseReturnValue:
    """List what was decided about a need, the latest first."""
    owner = token_owner(Scope.NEEDS)
    page = programs.decisions(programs.one_need(need_id, owner), owner, cursor=request.args.get("after"), size=_size())
    return _listed(page, [decision_shape(event) for event in page.rows])


def _listed(page: Page[Any], data: list[dict[str, Any]]) -> ResponseReturnValue:
    following = None
    if page.next_cursor:
        arguments = {**request.args, **(request.view_args or {}), "after": page.next_cursor}
        following = url_for(request.endpoint or "", **arguments)
    return jsonify(data=data, next=following)


def _wanted() -> Wanted:
    return Wanted(
        state=_one_of("state", tuple(NeedState)),
        language=_one_of("language", LANGUAGES),
        product=_short("product"),
        words=clean_line(_short("q")),
    )


def _short(name: str) -> str:
    value = request.args.get(name, "")
    if len(value) > LONGEST_WORDS:
        raise CommunityError(_l("%(name)s has at most %(most)s characters.", name=name, most=str(LONGEST_WORDS)))
    return value


def _one_of(name: str, known: tuple[str, ...]) -> str:
    value = request.args.get(name, "")
    if value and value not in known:
        raise CommunityError(_l("%(name)s must be one of: %(known)s.", name=name, known=", ".join(known)))
    return value


def _size() -> int:
    text = request.args.get("limit", str(USUAL_PAGE))
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= LARGEST_PAGE):
        raise CommunityError(_l("limit must be a whole number from 1 to %(most)s.", most=str(LARGEST_PAGE)))
    return int(text)
