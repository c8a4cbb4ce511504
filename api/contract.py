"""What OpenAPI says beside what FastAPI finds in the code: the errors and headers of each call."""

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.answers import headers, problems
from api.contract_words import DESCRIPTION, ERRORS, HEADERS, IF_NONE_MATCH, TAGS
from api.errors import Problem, ProblemResponse
from api.kept_answers import KeptRoute
from api.limited_route import LimitedRoute

SCHEMAS: Final = "#/components/schemas/{model}"
METHODS: Final = ("get", "post", "put", "patch", "delete")
ALWAYS: Final = ("X-Request-ID",)
CONDITIONAL: Final = ("ETag", "Cache-Control")
Document = dict[str, Any]


def describe(app: FastAPI) -> None:
    """Have the application's OpenAPI document say all that its routes have in common."""
    app.description, app.openapi_tags = DESCRIPTION, TAGS
    app.license_info = {"name": "MIT", "identifier": "MIT"}
    read = app.openapi

    def openapi() -> Document:
        document = read()
        if "responses" not in document["components"]:
            _complete(document, app.routes)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _complete(document: Document, routes: Iterable[BaseRoute]) -> None:
    made = {
        (route.path_format, method.lower()): route
        for route in routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                _complete_one(operations[method], made.get((path, method)))
    _add_components(document["components"])


def _complete_one(operation: Document, route: APIRoute | None) -> None:
    """Say what follows from the kind of the route, and from what it takes."""
    for parameter in operation.get("parameters", ()):
        _leave_out_null(parameter["schema"])
    responses: Document = operation["responses"]
    codes = [500]
    if isinstance(route, LimitedRoute):
        codes += [400, 413]
    for code, said in problems(*codes).items():
        responses.setdefault(str(code), {"description": "", **said})
    told = list(ALWAYS)
    if isinstance(route, KeptRoute):
        operation.setdefault("parameters", []).append(IF_NONE_MATCH)
        responses["304"] = {"description": "It has not changed since.", "headers": {}}
        told += CONDITIONAL
    if any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", ())):
        told.append("Idempotency-Replayed")
    for code, response in responses.items():
        if "$ref" not in response:
            response.setdefault("headers", {}).update(headers(told))
        else:
            response["description"] = ERRORS[int(code)].said
    operation["responses"] = dict(sorted(responses.items()))


def _correct(field: Document) -> None:
    """FastAPI tells limits as floats, which large ones are not, and defaults that are no values."""
    for name, limit in field.items():
        if isinstance(limit, float) and limit.is_integer() and field.get("type") == "integer":
            field[name] = int(limit)
    if "anyOf" not in field and field.get("default", ...) is None:
        del field["default"]


def _leave_out_null(schema: Document) -> None:
    """What need not be given is left out: null is no value of a parameter, and no default."""
    values = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(values) == 1:
        del schema["anyOf"]
        schema.update({**values[0], **schema})
    _correct(schema)


def _add_components(components: Document) -> None:
    components["headers"] = HEADERS
    components["responses"] = {
        error.name: {
            "description": error.said,
            "headers": headers([*ALWAYS, *error.headers]),
            "content": {
                ProblemResponse.media_type: {
                    "schema": {"$ref": SCHEMAS.format(model=Problem.__name__)},
                    "example": error.example(code),
                }
            },
        }
        for code, error in ERRORS.items()
    }
    schemas = components.setdefault("schemas", {})
    schema = Problem.model_json_schema(ref_template=SCHEMAS, mode="serialization")
    for name, part in {**schema.pop("$defs"), Problem.__name__: schema}.items():
        schemas.setdefault(name, part)
    for part in schemas.values():
        for field in part.get("properties", {}).values():
            _correct(field)
