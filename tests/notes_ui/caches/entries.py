"""An entry for each cache, as large as is asked for."""

from collections.abc import Callable
from typing import Any, Final

from fastapi import Response

from api.caches import Caches
from api.events.batches import ChangeBatch
from api.events.change import change_of
from api.events.filtering import StreamFilter
from api.notes.reading.query import LONGEST_SEARCH, Cursor, NoteQuery, Sort
from api.notes.reading.statements import Place, Statements
from notes_ui.page.browse.view_links import View, ViewLinks
from notes_ui.rendering.card_html import CardTexts, Look
from tests.notes_ui.caches.notes import NOW, change, note, told

Entry = tuple[Any, Any]


def answer(number: int, letter: str, length: int) -> Response:
    body = note(number, letter, length).model_dump_json()
    link = f"<http://notes.test/api/notes?after={number}>; rel=next"
    return Response(
        body, media_type="application/json", headers={"ETag": f"{number}", "Link": link}
    )


def query(number: int, letter: str, length: int) -> NoteQuery:
    """One whose every second letter is a word, or a symbol."""
    words = " ".join([str(number), *letter * length])[:LONGEST_SEARCH]
    return NoteQuery(q=words, tag=letter * min(length, LONGEST_SEARCH), sort=Sort.TITLE)


def statement(number: int, letter: str, length: int) -> Entry:
    place = Place(query(number, letter, length), 0, Cursor(0, "41" * length, 1), True, False)
    kept = Statements(Caches(1))
    return place, (place, kept.select(place))


def tiers(number: int, letter: str, length: int) -> Entry:
    asked = query(number, letter, length).model_copy(update={"sort": Sort.BEST})
    return asked, (asked, Statements(Caches(1)).tiers(asked))


def row(number: int, letter: str, length: int) -> Entry:
    text, was = (note(number, letter, length).model_dump_json() for _ in range(2))
    return (number, "update", text, was), told(change_of(number, "update", text, was))


def batch(number: int, letter: str, length: int) -> ChangeBatch:
    made = ChangeBatch(number, [change(number, letter, length) for _ in range(3)])
    assert made.events
    return made


def card(number: int, letter: str, length: int) -> Entry:
    look = Look(f"/{letter * 9}", "fr", (str(number), letter * 9), opened=True)
    shown = note(number, letter, length)
    return (shown.id, 1, shown.updated_at, look), (look, CardTexts(Caches(9)).text(shown, look))


def links(number: int, letter: str, length: int) -> Entry:
    tags = tuple((f"{place}{letter * min(length, 200)}", 1) for place in range(length and 100))
    view = View(query(number, letter, length), tags, "/front/notes", "fr", 100)
    return view, (view, ViewLinks(Caches(9)).tags(view))


def searched(number: int, letter: str, length: int) -> Entry:
    made = note(number, letter, length)
    texts = made.title, made.description
    return texts, (number, texts)


OF_NARROWING: Final[Any] = StreamFilter.__new__(StreamFilter)
ENTRIES: Final[dict[str, Callable[[int, str, int], Entry]]] = {
    "answers with a note": lambda *of: (str(of[0]), answer(*of)),
    "answers with a list": lambda *of: (("", "/" * 128, b"%128d" % of[0]), answer(*of)),
    "notes": lambda *of: (of[0], (1, f"2026-11-22 12:00:00.{of[0]}", note(*of))),
    "changes": row,
    "reads of the feed": lambda *of: (of[0], [change(*of) for _ in range(3)]),
    "batches for listeners": lambda *of: ((of[0], OF_NARROWING), batch(*of)),
    "filtered changes": lambda *of: ((1, of[0], NOW), change(*of) if of[2] else None),
    "texts that filters search": searched,
    "tiers of queries": tiers,
    "statements": statement,
    "texts of cards": card,
    "links of views": links,
}
"""what each cache keeps: an entry of a number, made of a letter, so many of them in a text"""
