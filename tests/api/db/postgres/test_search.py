"""A search finds the same on both engines."""

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.caches import Caches
from api.db.sql.search import ways
from api.db.sqlite.search import TextIndex
from api.notes.reading.query import NoteQuery
from api.notes.reading.search_terms import symbols
from tests.api.db.sqlite.test_search import WORDS, texts


@pytest.mark.parametrize("seed", range(3))
async def test_a_search_on_postgres_finds_the_same_notes_as_sqlite(
    backend: Backend, other: psycopg.Connection, seed: int
) -> None:
    written = texts(seed, 200)
    with other.cursor() as cursor:
        cursor.executemany("INSERT INTO note (title, description) VALUES (%s, %s)", written)
    index = TextIndex(Caches(1))
    wrong = []
    for search in [*WORDS, *(" ".join(pair) for pair in texts(seed + 100, 100))]:
        query = NoteQuery(q=search)
        if not query.q or symbols(query.q):
            continue  # symbols are none of the index's affair
        notes = (await backend.notes.list(query, limit=1000)).notes
        found = index.find(ways(query.q)[-1], written)
        if found != {(note.title, note.description) for note in notes}:
            wrong.append(search)
    index.close()
    assert wrong == []


async def test_a_text_beyond_the_index_is_stored(
    client: httpx.AsyncClient, other: psycopg.Connection
) -> None:
    """PostgreSQL indexes a megabyte of words of one text."""
    long = " ".join(f"word{number}" for number in range(150_000))
    other.execute("INSERT INTO note (title, description) VALUES ('long', %s)", [long])
    found = await client.get("/api/notes", params={"q": "word17"})
    assert [note["title"] for note in found.json()] == ["long"]
