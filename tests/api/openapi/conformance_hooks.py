"""Values that must come from the server, or be new each time: no schema can say which those are."""

from itertools import count
from typing import Any, TypeGuard

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation

from api.notes.etags import WRITTEN
from api.notes.models import TITLE_LENGTH
from api.notes.reading.query import BY_TEXT, Cursor, NotePage

KEYS = count()
PLACES = {"after", "start"}
Case = schemathesis.Case[Any]

schemathesis.openapi.format(
    "entity-tags", st.from_regex(f"[*]|{WRITTEN}(, {WRITTEN})*", fullmatch=True)
)


@schemathesis.hook
def before_call(_: schemathesis.HookContext, case: Case, kwargs: Any) -> None:
    """Put them into requests that are meant to be right; those meant to be wrong stay so."""
    del kwargs
    if "Idempotency-Key" in case.headers and _is_right(case, ParameterLocation.HEADER):
        case.headers["Idempotency-Key"] = f"key-{next(KEYS)}"
    for name in case.query.keys() & PLACES:
        if _is_right(case, ParameterLocation.QUERY):
            case.query[name] = _place(case.query)
    if "format" in case.query and not _is_right(case, ParameterLocation.BODY):
        del case.query["format"]  # what is no JSON may still be a line of NDJSON that is refused
    if isinstance(case.body, dict) and _is_long_by_blanks(title := case.body.get("title")):
        case.body["title"] = "x" * len(title)


def _is_long_by_blanks(title: object) -> TypeGuard[str]:
    """Whether a title is too long for the schema only, as whitespace around it is removed."""
    return isinstance(title, str) and len(title.strip()) <= TITLE_LENGTH < len(title)


def _is_right(case: Case, location: ParameterLocation) -> bool:
    part = case.meta.components.get(location) if case.meta else None
    return part is None or part.mode.is_positive


def _place(query: dict[str, Any]) -> str:
    """The place of a note in the order that is asked for."""
    asked = NotePage.model_validate(
        {name: query[name] for name in query if name not in {"after", "start"}}
    )
    if asked.by_id:
        return "1"
    return Cursor(0, "4D" if asked.order in BY_TEXT else 1, 1).text(asked.order)
