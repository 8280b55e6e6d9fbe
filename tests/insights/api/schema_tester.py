"""A schema tester: holds answers to JSON Schema as far as our description uses it, and a description to OpenAPI."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

Document = dict[str, Any]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,),
    "null": (type(None),),
}  # fmt: skip
KNOWN = {
    "type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "format", "minimum", "maximum",
    "maxLength", "default", "$ref",
}  # fmt: skip
FORMATS = {"date-time": datetime.fromisoformat, "date": date.fromisoformat, "uri": urlsplit}


def resolved(document: Document, node: Any) -> Any:
    """Follow a reference within the document; a dead one raises `KeyError`."""
    while isinstance(node, dict) and "$ref" in node:
        place: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            place = place[part]
        node = place
    return node


def faults(document: Document, schema: Any, value: Any, place: str = "$") -> Iterator[str]:
    """Yield what a value breaks of a schema."""
    schema = resolved(document, schema)
    if not set(schema) <= KNOWN:
        yield f"{place}: the tester does not know {sorted(set(schema) - KNOWN)}"
    if "anyOf" in schema:
        if all(list(faults(document, one, value, place)) for one in schema["anyOf"]):
            yield f"{place}: {value!r} is none of the alternatives"
        return
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        yield f"{place}: {value!r} is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not listed"
    yield from _bounds(schema, value, place)
    yield from _inside(document, schema, value, place)


def _bounds(schema: Any, value: Any, place: str) -> Iterator[str]:
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{place}: {value} is below {schema['minimum']}"
    if "maximum" in schema and value > schema["maximum"]:
        yield f"{place}: {value} is above {schema['maximum']}"
    if "format" in schema:
        try:
            FORMATS[schema["format"]](value)
        except ValueError:
            yield f"{place}: {value!r} is no {schema['format']}"


def _inside(document: Document, schema: Any, value: Any, place: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(document, schema["items"], one, f"{place}[{number}]")
    if isinstance(value, dict):
        yield from (f"{place}.{name} is missing" for name in schema["required"] if name not in value)
        for name, one in value.items():
            if name not in schema["properties"]:
                yield f"{place}.{name} is not described"
            else:
                yield from faults(document, schema["properties"][name], one, f"{place}.{name}")


def operations(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield each path with its operation."""
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


def faults_of_description(document: Document) -> Iterator[str]:
    """Yield what a description breaks of OpenAPI 3.1: version, ids, path parameters, answers, references."""
    if not document["openapi"].startswith("3.1."):
        yield "the version is not 3.1"
    names = [operation["operationId"] for _, operation in operations(document)]
    if len(names) != len(set(names)):
        yield "an operationId stands twice"
    for path, operation in operations(document):
        inside = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        declared = {one["name"] for one in operation["parameters"] if one["in"] == "path" and one["required"]}
        if inside != declared:
            yield f"{path}: {inside} in the path, {declared} declared"
        yield from (f"{path}: {status} has no words" for status, one in operation["responses"].items()
                    if not resolved(document, one).get("description"))  # fmt: skip
    for reference in _references(document):
        try:
            resolved(document, {"$ref": reference})
        except KeyError:
            yield f"{reference} leads nowhere"


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for one in node.values():
            yield from _references(one)
    elif isinstance(node, list):
        for one in node:
            yield from _references(one)
