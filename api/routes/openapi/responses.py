"""Helpers with which a route declares its responses for the OpenAPI document."""

from collections.abc import Iterable
from typing import Any

from api.routes.openapi.errors import ERRORS


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """References to the errors with these codes."""
    return {code: {"$ref": f"#/components/responses/{ERRORS[code].name}"} for code in codes}


def success(*names: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """References to the headers of a successful response."""
    return {status: {"headers": headers(names)}}


def headers(names: Iterable[str]) -> dict[str, Any]:
    """References to these headers."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
