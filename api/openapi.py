"""The API's description: what FastAPI reads from the routes, and what goes for all of them alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from fastapi import FastAPI

from api import examples
from api.problems import MEDIA_TYPE

HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "X-Request-ID": ("the request's own id where it came with one; the service's log knows it", {"type": "string"}),
    "Retry-After": ("seconds after which it is worth trying again", {"type": "integer", "minimum": 1}),
    "WWW-Authenticate": ("what a key must be", {"type": "string"}),
    "Location": ("where it is to be read", {"type": "string", "format": "uri"}),
    "ETag": ("names what this reply says, for `If-None-Match`", {"type": "string"}),
}
_OF_STATUS = {
    "201": ("Location",),
    "202": ("Location",),
    "304": ("ETag",),
    "401": ("WWW-Authenticate",),
    "403": ("WWW-Authenticate",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}
_OF_ROUTE = {("/v1/articles/{article_id}", "get", "200"): ("ETag",), ("/v1/articles", "post", "200"): ("Location",)}
_PARAMETERS = {
    "article_id": "as lists and citations give it",
    "content_hash": "of a version, or its first digits; without it the text of today",
    "from": "as `to`: what stands first",
    "feedback_id": "as the list gives it",
    "job_id": "as the reply that promised the work gives it",
    "limit": "how many, at most",
    "name": "of the source",
    "purge": "whether every trace is erased",
    "to": "another article's id, or a version's content hash or its first digits",
}
"""Where a route does not say itself what its parameter is."""

_IDEMPOTENCY_KEY = {"type": "string", "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"}
"""What `api.repeats` takes: printable ASCII. Blanks at either end are cut off on the way."""

_JSON = "application/json"
_EVENTS = "text/event-stream"


def describe(app: FastAPI, is_open: Callable[[], bool]) -> None:
    """Let an application describe itself in full.

    Args:
        app: whose routes are all there.
        is_open: tells whether some are let in without a key at this moment.
    """
    plain = app.openapi

    @cache
    def told(keyless: bool) -> dict[str, Any]:
        return _keyless(told(False)) if keyless else completed(plain())

    app.openapi = lambda: told(is_open())  # type: ignore[method-assign]


def completed(description: dict[str, Any]) -> dict[str, Any]:
    """Add to a description the headers, failures and examples that all routes have in common."""
    components = description["components"]
    components["headers"] = {name: {"description": said, "schema": form} for name, (said, form) in HEADERS.items()}
    _complete_types(components["schemas"], _problem(description))
    for path, method, operation in operations(description):
        for parameter in operation.get("parameters", ()):
            parameter.setdefault("description", _PARAMETERS.get(parameter["name"], parameter["name"]))
            if parameter["name"] == "Idempotency-Key":
                parameter["schema"] = _IDEMPOTENCY_KEY
        _complete_replies(path, method, operation["responses"])
    _stream(description)
    return description


def _complete_types(schemas: dict[str, Any], problem: dict[str, Any]) -> None:
    """Let types be described once, each with an example."""
    errors = problem["properties"]["errors"]["anyOf"][0]
    schemas["FieldError"], errors["items"] = errors["items"], {"$ref": "#/components/schemas/FieldError"}
    schemas["Problem"] = {**problem, "examples": [examples.PROBLEM]}
    for schema in schemas.values():
        if "examples" in schema:
            schema["examples"] = [with_nulls(schema, example, schemas) for example in schema["examples"]]
    for name, example in examples.REPLIES.items():
        if name in schemas:
            schemas[name].setdefault("examples", [example])
    for unused in ("HTTPValidationError", "ValidationError"):  # FastAPI's own problems, which no route answers with
        schemas.pop(unused, None)


def _complete_replies(path: str, method: str, replies: dict[str, Any]) -> None:
    """Say of every reply which headers it has, and that failures are problems."""
    replies.setdefault("500", {"description": "Problem", "content": {MEDIA_TYPE: {}}})
    if _JSON in replies.get("422", {}).get("content", {}):
        replies["422"] = {"description": "Problem", "content": {MEDIA_TYPE: {}}}
    for status, reply in replies.items():
        named = ("X-Request-ID", *_OF_STATUS.get(status, ()), *_OF_ROUTE.get((path, method, status), ()))
        reply["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in named}
        if MEDIA_TYPE in reply.get("content", {}):
            reply["content"][MEDIA_TYPE] = {"schema": {"$ref": "#/components/schemas/Problem"}}


def with_nulls(schema: dict[str, Any], example: Any, schemas: dict[str, Any]) -> Any:
    """Put back into an example the nulls that FastAPI takes out of all that it describes.

    Args:
        schema: of the example.
        example: without nulls.
        schemas: those that it may refer to, by name.
    """
    if "$ref" in schema:
        return with_nulls(schemas[schema["$ref"].rpartition("/")[2]], example, schemas)
    if "anyOf" in schema:
        fitting = [one for one in schema["anyOf"] if one.get("type") != "null"]
        return with_nulls(fitting[0], example, schemas) if len(fitting) == 1 else example
    if isinstance(example, list) and "items" in schema:
        return [with_nulls(schema["items"], one, schemas) for one in example]
    if not isinstance(example, dict) or "properties" not in schema:
        return example
    lost = dict.fromkeys(name for name in schema.get("required", ()) if name not in example)
    fields = schema["properties"]
    return lost | {name: with_nulls(fields.get(name, {}), value, schemas) for name, value in example.items()}


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give the path, method and description of every operation."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _keyless(description: dict[str, Any]) -> dict[str, Any]:
    """Say of every route that it may be used without a key too."""
    told: dict[str, Any] = json.loads(json.dumps(description))
    for _, _, operation in operations(told):
        if "security" in operation:
            operation["security"] = [*operation["security"], {}]
    return told


def _problem(description: dict[str, Any]) -> dict[str, Any]:
    """Find how a problem is described: each route has the same words, in one piece."""
    for _, _, operation in operations(description):
        for reply in operation["responses"].values():
            if schema := reply.get("content", {}).get(MEDIA_TYPE, {}).get("schema"):
                found: dict[str, Any] = json.loads(json.dumps(schema))
                return found
    raise LookupError("no route says how it may fail")


def _stream(description: dict[str, Any]) -> None:
    """Describe a streamed answer, event by event: before version 3.2 OpenAPI knows no better way."""
    told = (("passages", examples.OPENING), ("answer", examples.CHOICE), ("done", examples.ENDING))
    written = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in told)
    fields = {
        "event": {"type": "string", "enum": ["passages", "answer", "done", "problem"]},
        "data": {"type": "string", "description": "JSON: the parts of the reply of /v1/ask, or a problem"},
    }
    schema = {"type": "object", "required": ["event", "data"], "properties": fields}
    reply = description["paths"]["/v1/ask/stream"]["post"]["responses"]["200"]
    reply["content"] = {_EVENTS: {"schema": schema, "example": written}}
