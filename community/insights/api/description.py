"""The description of the API (OpenAPI 3.1), so that programs know what they may ask and what they are answered."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from community.core import settings
from community.insights.api import blueprint
from community.insights.api.reading import LANGUAGES, LARGEST_PAGE, USUAL_PAGE
from community.insights.models import NeedState
from community.posts.models import Kind
from community.tokens.policies import Scope

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
ID: Schema = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
STATE: Schema = {"type": "string", "enum": [state.value for state in NeedState]}
LANGUAGE: Schema = {"type": "string", "enum": list(LANGUAGES)}


@blueprint.get("/openapi.json")
def document() -> ResponseReturnValue:
    """Show the description to anybody: it holds nothing of the community."""
    return jsonify(describe())


def describe() -> dict[str, Any]:
    """Write the description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Anjoman API", "version": "1.0.0", "summary": "Recurring needs, their evidence and decisions."},
        "servers": [{"url": settings.current().base_url}],
        "security": [{"token": []}],
        "tags": [{"name": "needs"}],
        "paths": {
            "/api/v1/needs": _operation("listNeeds", "List needs, the newest first", _page("Need"), [*_narrowing(), *_paging()]),
            "/api/v1/needs/{need_id}": _operation("getNeed", "Show one need", _ref("Need"), [_id()]),
            "/api/v1/needs/{need_id}/evidence": _operation(
                "listEvidence", "List the posts behind a need, the strongest first", _page("Evidence"),
                [_id(), *_paging()], scope=Scope.EVIDENCE,
            ),
            "/api/v1/needs/{need_id}/decisions": _operation(
                "listDecisions", "List what was decided about a need, the latest first", _page("Decision"),
                [_id(), *_paging()],
            ),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "responses": {
                name: {"description": words, "content": {"application/problem+json": {"schema": _ref("Problem")}}}
                for name, words in PROBLEMS.items()
            },
        },
    }  # fmt: skip


PROBLEMS = {
    "BadRequest": "A parameter makes no sense.",
    "NoToken": "There is no token, or it is not valid.",
    "NotAllowed": "The token lacks the scope.",
    "NotFound": "There is no such thing, or it is not open to the token's owner.",
    "TooOften": "Asked too often; `Retry-After` says when to ask again.",
}


def _operation(
    name: str, summary: str, schema: Schema, parameters: list[Schema], *, scope: Scope = Scope.NEEDS
) -> Schema:
    problems = {"400": "BadRequest", "401": "NoToken", "403": "NotAllowed", "404": "NotFound", "429": "TooOften"}
    answers: Schema = {"200": {"description": summary, "content": {"application/json": {"schema": schema}}}}
    answers |= {status: {"$ref": f"#/components/responses/{problem}"} for status, problem in problems.items()}
    return {
        "get": {
            "operationId": name, "summary": summary, "tags": ["needs"], "parameters": parameters, "responses": answers,
            "description": f"The token needs the scope `{scope.value}`.",
        }
    }  # fmt: skip


def _id() -> Schema:
    return {"name": "need_id", "in": "path", "required": True, "schema": ID}


def _narrowing() -> list[Schema]:
    return [
        _query("state", STATE, "Only needs in this state."),
        _query("language", LANGUAGE, "Only needs spoken of mainly in this language."),
        _query("product", {"type": "string", "maxLength": 100}, "Only needs about the product of this short name."),
        _query("q", {"type": "string", "maxLength": 100}, "Only needs whose name holds these words."),
    ]


def _paging() -> list[Schema]:
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE}
    return [
        _query("limit", size, "How many at most."),
        _query("after", TEXT, "Where the page begins, as `next` of the page before says."),
    ]


def _query(name: str, schema: Schema, words: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def _schemas() -> Schema:
    return {"Need": _need(), "Evidence": _evidence(), "Decision": _decision(), "Problem": _problem()}


def _need() -> Schema:
    week = _object({"first_day": DAY, "customers": WHOLE, "posts": WHOLE})
    count = _object({"count": WHOLE, "plus_minus": NUMBER})
    share = _object({"share": NUMBER, "plus_minus": NUMBER, "of": WHOLE})
    return _object(
        {
            "id": ID, "name": TEXT, "language": TEXT, "state": STATE, "decline_reason": _or_nothing(TEXT),
            "owner": _or_nothing(TEXT), "answer": _object({"fa": TEXT, "en": TEXT}), "customers": count,
            "organizations": count, "posts": WHOLE, "sentiment": _or_nothing(_object({"mean": NUMBER, "plus_minus": NUMBER})),
            "unhappy": _or_nothing(share), "unanswered": _or_nothing(share), "trend": _or_nothing(TEXT),
            "is_rising_suddenly": TRUTH, "rank": NUMBER, "weeks": {"type": "array", "items": week},
            "merged_into": _or_nothing(ID), "is_dismissed": TRUTH, "created_at": MOMENT,
            "counted_at": _or_nothing(MOMENT), "url": {"type": "string", "format": "uri"},
        }
    )  # fmt: skip


def _evidence() -> Schema:
    post = _object(
        {
            "id": ID, "kind": {"type": "string", "enum": [kind.value for kind in Kind]}, "title": TEXT, "text": TEXT,
            "language": TEXT, "product": _or_nothing(TEXT), "author": _or_nothing(TEXT),
            "organization": _or_nothing(TEXT), "created_at": MOMENT, "url": {"type": "string", "format": "uri"},
        }
    )  # fmt: skip
    return _object({"id": ID, "weight": NUMBER, "by_a_person": TRUTH, "sentiment": NUMBER, "post": post})


def _decision() -> Schema:
    kind = {"type": "string", "enum": ["decided", "reopened"]}
    return _object({"id": ID, "kind": kind, "was": _or_nothing(STATE), "state": _or_nothing(STATE), "at": MOMENT})


def _problem() -> Schema:
    return _object({"type": TEXT, "title": TEXT, "status": WHOLE, "detail": TEXT, "incident": _or_nothing(TEXT)})


def _page(name: str) -> Schema:
    return _object({"data": {"type": "array", "items": _ref(name)}, "next": _or_nothing(TEXT)})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
