"""Completes FastAPI's OpenAPI document: adds the errors and headers of each operation."""

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.http.body_limit import LimitedRoute
from api.http.hosts.host_and_origin import HARMLESS
from api.http.problems import Problem, ProblemResponse
from api.http.response_cache import CachedRoute
from api.routes.openapi.errors import ERRORS
from api.routes.openapi.responses import headers, problems
from api.routes.openapi.texts import EXAMPLES, HEADERS, IF_MATCH, IF_NONE_MATCH

SCHEMAS: Final = "#/components/schemas/{model}"
KEY: Final = "Idempotency-Key"
ALWAYS: Final = ("X-Request-ID", "X-Revision")
CONDITIONAL: Final = ("ETag", "Cache-Control")
Document = dict[str, Any]


def describe(app: FastAPI) -> None:
    """Add to the application's OpenAPI document what its routes have in common."""
    read = app.openapi

    def openapi() -> Document:
        document = read()
        if "responses" not in document["components"]:
            _complete(document, app.routes)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _complete(document: Document, routes: Iterable[BaseRoute]) -> None:
    made = {
        (route.path_format, method): route
        for route in routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete_one(operation, made.get((path, method.upper())), method.upper())
    _add_components(document["components"])


def _complete_one(operation: Document, route: APIRoute | None, method: str) -> None:
    """Add what follows from the route's class and its parameters."""
    taken: list[Document] = operation.setdefault("parameters", [])
    for parameter in taken:
        _leave_out_null(parameter["schema"])
    responses: Document = operation["responses"]
    body_codes = (400, 413) if isinstance(route, LimitedRoute) and route.is_limited else ()
    gate_codes = (421,) if method in HARMLESS else (403, 421)
    for code, said in problems(500, *body_codes, *gate_codes).items():
        responses.setdefault(str(code), {**said})
    told = [*ALWAYS]
    if isinstance(route, CachedRoute) and route.is_cached:
        taken += [IF_MATCH, IF_NONE_MATCH]
        responses |= {"304": {"description": "Not modified since that `ETag`."}}
        responses |= {str(code): said for code, said in problems(412).items()}
        told += CONDITIONAL
    if any(parameter["name"] == KEY for parameter in taken):
        told.append("Idempotency-Replayed")
    _add_headers(responses, told)
    operation["responses"] = dict(sorted(responses.items()))


def _add_headers(responses: Document, names: Iterable[str]) -> None:
    for code, response in responses.items():
        if "$ref" in response:
            response["description"] = ERRORS[int(code)].said
        else:
            response.setdefault("headers", {}).update(headers(names))


def _leave_out_null(schema: Document) -> None:
    """Remove null from an optional parameter: it is left out instead."""
    values = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(values) == 1:
        del schema["anyOf"]
        schema.update({**values[0], **schema})
        if schema.get("default", ...) is None:
            del schema["default"]


def _add_components(components: Document) -> None:
    components["headers"] = HEADERS
    components["responses"] = {error.name: _problem(code) for code, error in ERRORS.items()}
    schemas = components.setdefault("schemas", {})
    schema = Problem.model_json_schema(ref_template=SCHEMAS, mode="serialization")
    for name, part in {**schema.pop("$defs"), Problem.__name__: schema}.items():
        schemas.setdefault(name, part)
    for name, part in schemas.items():
        if name in EXAMPLES:
            part["examples"] = [EXAMPLES[name]]
        for field in part.get("properties", {}).values():
            _write_limits_whole(field)
    schemas[Problem.__name__]["examples"] = [ERRORS[404].example(404)]


def _problem(code: int) -> Document:
    error = ERRORS[code]
    schema = {"$ref": SCHEMAS.format(model=Problem.__name__)}
    content = {"schema": schema, "example": error.example(code)}
    return {
        "description": error.said,
        "headers": headers([*ALWAYS, *error.headers]),
        "content": {ProblemResponse.media_type: content},
    }


def _write_limits_whole(field: Document) -> None:
    """Write the limits of integers as such: FastAPI's floats can't hold large ones."""
    for part in (*field.get("anyOf", ()), *filter(None, [field.get("items")])):
        _write_limits_whole(part)
    if field.get("type") == "integer":
        for limit, value in field.items():
            if isinstance(value, float) and value.is_integer():
                field[limit] = int(value)
