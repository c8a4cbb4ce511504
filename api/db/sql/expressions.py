"""Expressions that mean the same on both engines, and that each of them writes in its own way.

Statements are built once and compiled for the engine that runs them
(https://docs.sqlalchemy.org/en/20/core/compiler.html).
"""

import re
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    Text,
    cast,
    literal,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

PART: Final = re.compile(r"\{(\d)\}")
_Any = FunctionElement[Any]


class Unindexed(_Any):
    """A column in a form that SQLite's planner uses no index for; elsewhere the column itself.

    Used when a search has found the rows already: the planner underestimates full-text indexes
    (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


class Digits(FunctionElement[str]):
    """The bytes of a text as hexadecimal digits: exact even for invalid text."""

    inherit_cache = True
    type = String()


class AsStored(FunctionElement[str]):
    """A time as SQLite stores it, such as ``2026-11-22 19:39:54.123``: texts order as times do."""

    inherit_cache = True
    type = String()


class Folded(FunctionElement[str]):
    """A text with the letters A to Z in small, in the order of its bytes."""

    inherit_cache = True
    type = String()


class Position(FunctionElement[int]):
    """Where in the first text the second one begins, from 1; 0 if it is not in it."""

    inherit_cache = True
    type = Integer()


class OfDigits(FunctionElement[str]):
    """The text from `Digits`, in a form that lets an index be used.

    (https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison: no affinity.)
    """

    inherit_cache = True
    type = Text()

    def __init__(self, written: str) -> None:
        held = bytes.fromhex(written)
        as_text = held.decode(errors="replace").replace("\0", "\ufffd")  # PostgreSQL holds no NUL
        super().__init__(Unindexed(cast(literal(held, LargeBinary), Text)), literal(as_text))


class Match(_Any):
    """Whether the index of words finds a note.

    :param query: for SQLite (https://sqlite.org/fts5.html#full_text_query_syntax)
    :param words: the same words, with single blanks between
    :param begun: whether a word may be the beginning of one in the note
    """

    inherit_cache = True
    type = NullType()  # of a boolean, SQLAlchemy would ask SQLite whether it is 1

    def __init__(self, query: str, words: str, *, begun: bool) -> None:
        super().__init__(literal(query), literal(words), literal(begun))


class TitleMatch(Match):
    """Whether all words are in the title."""

    inherit_cache = True


class NoteMatch(Match):
    """Whether all words are in the title or in the description."""

    inherit_cache = True


FORMS: Final[dict[str, dict[type[_Any], str]]] = {
    "sqlite": {
        Unindexed: "+{0}",
        Digits: "hex({0})",
        AsStored: "{0}",
        Folded: "lower({0})",
        Position: "instr({0}, {1})",
        OfDigits: "{0}",
        TitleMatch: "note_search MATCH {0}",
        NoteMatch: "note_search MATCH {0}",
    },
    "postgresql": {
        Unindexed: "{0}",
        Digits: "upper(encode(convert_to({0}, 'UTF8'), 'hex'))",
        AsStored: 'note_time({0}) COLLATE "C"',
        Folded: 'lower({0} COLLATE "C")',
        Position: "strpos({0}, {1})",
        OfDigits: "{1}",
        TitleMatch: "note_search.words @@ note_query({1}, {2}, 'A')",
        NoteMatch: "note_search.words @@ note_query({1}, {2}, '')",
    },
}
"""each expression on each engine; ``{0}`` is its first part"""


def _compile(form: str, element: _Any, compiler: Any, **options: Any) -> str:
    parts = tuple(element.clauses)
    return PART.sub(lambda found: compiler.process(parts[int(found[1])], **options), form)


for _engine, _forms in FORMS.items():
    for _kind, _form in _forms.items():
        compiles(_kind, _engine)(partial(_compile, _form))
