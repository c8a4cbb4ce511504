"""How a route says in the OpenAPI document what it answers."""

from collections.abc import Iterable
from typing import Any

from api.routes.openapi.errors import ERRORS


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the errors with these codes."""
    return {code: {"$ref": f"#/components/responses/{ERRORS[code].name}"} for code in codes}


def success(*names: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the headers of a success, by their names."""
    return {status: {"headers": headers(names)}}


def headers(names: Iterable[str]) -> dict[str, Any]:
    """What OpenAPI says of these headers, by their names."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
