"""The page's address: it holds the query, so that a view can be kept, shared and gone back to."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request
from pydantic import ValidationError

from notes_ui.ports.notes import ALL, LONGEST_SEARCH, NoteQuery, Sort

PAGE: Final = "/notes"
MOUNTED: Final = "/front"
EVERYTHING: Final = ALL
SHOWN: Final = ("q", "done", "tag", "trashed", "sort")


def home(request: Request) -> str:
    """The path of the page as the browser has it, with the prefix of a proxy."""
    prefix = request.headers.get("X-Forwarded-Prefix", "") + request.scope.get("root_path", "")
    return f"{prefix}{PAGE}"


def query_of(parameters: Mapping[str, str]) -> NoteQuery:
    """The query of an address; invalid parameters are left out, as a page can't show an error."""
    given = {name: value for name, value in parameters.items() if name in SHOWN and value != ""}
    given["q"] = given.get("q", "").encode(errors="replace").decode()[:LONGEST_SEARCH]
    if "tag" in given:
        given["tag"] = given["tag"].removeprefix("#")
    try:
        return in_order(NoteQuery.model_validate(given))
    except ValidationError as error:
        wrong = {str(found["loc"][0]) for found in error.errors()}
        return query_of({name: value for name, value in given.items() if name not in wrong})


def query_of_path(path: str) -> NoteQuery:
    """The query of a path such as ``/notes?q=milk``."""
    return query_of(dict(parse_qsl(urlsplit(path).query)))


def in_order(query: NoteQuery) -> NoteQuery:
    """The query in a page's order: pinned notes first, except for best matches and in the trash."""
    order = (query.sort and query.order) or (Sort.BEST if query.q else EVERYTHING.order)
    if query.trashed:
        order = Sort.LAST_CHANGED  # what was thrown away last comes first
    pinned_first = not query.trashed and order is not Sort.BEST
    return query.model_copy(update={"sort": order, "pinned_first": pinned_first})


def parameters(query: NoteQuery) -> dict[str, str]:
    """The parameters of a query in an address, except those that have their default."""
    usual = in_order(query.model_copy(update={"sort": None})).sort
    said = {
        "q": query.q or None,
        "done": None if query.done is None else str(query.done).lower(),
        "tag": query.tag,
        "trashed": "true" if query.trashed else None,
        "sort": None if query.sort in {usual, None} else str(query.sort),
    }
    return {name: value for name, value in said.items() if value is not None}


def suffix(query: NoteQuery) -> str:
    """The part of a query's address after the path: empty, or with its question mark."""
    written = urlencode(parameters(query))
    return f"?{written}" if written else ""
