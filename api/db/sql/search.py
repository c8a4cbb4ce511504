"""The full-text search of notes, as conditions for both engines."""

import re
from typing import Final

from sqlalchemy import ColumnElement, Select, column, func, literal, select, table

from api.db.sql.expressions import Match, NoteMatch, TitleMatch

QUOTE: Final = '"'
SEARCH: Final = table("note_search", column("rowid"))
COUNTS: Final = table("note_count", column("notes"))
ROWID: Final[ColumnElement[int]] = SEARCH.c.rowid
"""the id of the note that was found"""
INDEXED: Final = re.compile("[a-zA-Z0-9]")
"""ASCII letters and digits are always tokenised, with any version of Unicode; an emoji never is"""
MANY: Final = 8
"""if a search finds one note in so many, or more, it is quicker to read the notes in their order"""
_most: Final = select(func.sum(COUNTS.c.notes) // MANY).scalar_subquery()


def matches(text: str, tag: str | None = None) -> list[Match]:
    """The conditions for notes that contain all words of the text, from the best to the widest.

    Whole words come before beginnings of words, the title before the description.

    :param tag: exclude notes without this word, with or without a #, where the index does so
        quickly; the caller checks the remaining notes
    """
    words = " ".join(text.split())
    kinds = ((TitleMatch, False), (TitleMatch, True), (NoteMatch, False), (NoteMatch, True))
    queries = zip(kinds, ways(text, tag), strict=True)
    return [kind(query, words, begun=begun) for (kind, begun), query in queries]


def found(match: ColumnElement[bool]) -> Select[int]:
    """The ids of all notes that match a condition of `matches`."""
    return select(ROWID).where(match).correlate(None)


def finds_many(match: ColumnElement[bool]) -> Select[bool]:
    """Whether it finds at least one note in `MANY`; counts no more than that takes."""
    some = select(literal(1)).select_from(SEARCH).where(match).limit(_most)
    return select(select(func.count()).select_from(some.subquery()).scalar_subquery() >= _most)


def ways(text: str, tag: str | None = None) -> list[str]:
    """The queries of `matches` for SQLite's index.

    Each word is quoted, so that nothing in it is an operator
    (https://sqlite.org/fts5.html#fts5_strings).
    """
    quoted = [_quoted(word) for word in text.split()]
    whole, begun = " ".join(quoted), " ".join(f"{word} *" for word in quoted)
    tagged = f" AND {_quoted(tag)}" if tag and INDEXED.search(tag) else ""
    searches = f"title : ({whole})", f"title : ({begun})", f"({whole})", f"({begun})"
    return [search + tagged for search in searches]


def _quoted(word: str) -> str:
    return f'"{word.replace(QUOTE, QUOTE * 2)}"'
