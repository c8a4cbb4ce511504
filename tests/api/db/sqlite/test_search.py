"""A search means the same in memory as it does in the database."""

import random
import sqlite3
from itertools import product

import pytest

from api.backend import Backend
from api.caches import Caches
from api.db.sql.search import ways
from api.db.sqlite import search as sqlite_search
from api.notes.reading.query import NoteQuery
from api.notes.reading.search_terms import symbols

WORDS = [
    *("milk", "MILK", "Mílk", "milkshake", "milk-shake", "m", "mi", "#milk", "#milk-shake", "½"),
    *("crème", "creme", "CRÈME", "straße", "STRASSE", "İstanbul", "istanbul", "ı", "ﬁne", "fine"),
    *("x86_64", "a.b", "a b", "3.14", "3", "14", "it's", '"quoted"', "AND", "OR", "NOT", "NEAR(a"),
    *("🥛", "🥛milk", "東京", "東", "한국어", "नमस्ते", "مرحبا", "й", "и\u0306", "e\u0301", "é"),
    *("-", "*", "mil*", "^milk", "title:milk", "!!!", "(", ")", "\\", "\u200b", "\u2028", "_"),
]


def texts(seed: int, count: int) -> list[tuple[str, str]]:
    chosen = random.Random(seed)
    return [
        (
            " ".join(chosen.choices(WORDS, k=chosen.randint(1, 3))) + " .",
            " ".join(chosen.choices(WORDS, k=chosen.randint(0, 4))),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_the_text_index_finds_the_same_notes_as_the_database(
    backend: Backend, foreign: sqlite3.Connection, seed: int
) -> None:
    written = texts(seed, 200)
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title, description) VALUES (?, ?)", written)
    foreign.execute("COMMIT")
    index = sqlite_search.TextIndex(Caches(1))

    searches = [*WORDS, *(" ".join(pair) for pair in texts(seed + 100, 100))]
    for search in searches:
        query = NoteQuery(q=search)
        if not query.q or symbols(query.q):
            continue  # symbols are none of the index's affair
        notes = (await backend.notes.list(query, limit=1000)).notes
        found = index.find(ways(query.q)[-1], written)
        assert found == {(note.title, note.description) for note in notes}, search
    index.close()


def test_texts_are_found_however_many_there_were_before() -> None:
    index = sqlite_search.TextIndex(Caches(1))
    (way,) = ways("milk")[-1:]
    many = [(f"{title} {number}", "") for number, title in product(range(400), ("milk", "oats"))]
    for start in range(0, len(many), 100):
        part = many[start : start + 100]
        assert index.find(way, part) == {text for text in part if "milk" in text[0]}
        assert index.find(way, part[:2]) == {part[0]}
    assert index.find(way, []) == set()
    index.close()


def test_the_text_index_has_the_tokenizer_of_the_notes(foreign: sqlite3.Connection) -> None:
    (made,) = foreign.execute("SELECT sql FROM sqlite_master WHERE name = 'note_search'").fetchone()
    assert f"tokenize = '{sqlite_search.TOKENIZER}'" in made
