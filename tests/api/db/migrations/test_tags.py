"""Tags as the triggers find them: the same as `api.notes.tags.tags` finds, in whatever text."""

import sqlite3
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.notes.tags import TAG_SEPARATORS, tags
from tests.api.support.opened import start
from tests.api.support.recomputed import assert_all_is_kept
from tests.api.support.rest import NOTES, find

HOSTILE = [
    *TAG_SEPARATORS,
    *"###aA1é🥛\\\"'/u",
    "\x01",
    "\x1b",
    "\x7f",
    "\ufeff",
    "\u0301",
    "\u200d",
]
TEXTS = st.text(alphabet=HOSTILE, max_size=60) | st.text(max_size=60)
on_one_database = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
OF_NOTE = "SELECT tag FROM note_tag WHERE note_id = ? ORDER BY tag"


@pytest.fixture
async def other(database: Path) -> sqlite3.Connection:
    """Another program, on a database that nobody has open just now; nothing is made durable."""
    await start(database)
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF").close()
    return connection


def found(connection: sqlite3.Connection, note_id: int) -> list[str]:
    return [tag for (tag,) in connection.execute(OF_NOTE, (note_id,))]


@on_one_database
@given(title=TEXTS, description=TEXTS)
def test_the_triggers_find_what_python_finds(
    other: sqlite3.Connection, title: str, description: str
) -> None:
    title = f"#t{title}".replace("\0", "")
    description = description.replace("\0", "")
    written = "INSERT INTO note (title, description) VALUES (?, ?) RETURNING id"
    ((note_id,),) = other.execute(written, (title, description)).fetchall()

    assert found(other, note_id) == sorted(tags(f"{title} {description}"))

    other.execute("UPDATE note SET title = ?, description = ?", ("x", title))
    assert found(other, note_id) == sorted(tags(title))
    other.execute("DELETE FROM note")
    assert other.execute("SELECT count(*) FROM note_tag").fetchone() == (0,)


@pytest.mark.parametrize(
    "text",
    [
        *(f"#a{separator}#b" for separator in TAG_SEPARATORS),
        "#" + "🥛" * 50,
        "#" + "🥛" * 51,
        '#a","#b',
        "#a\\u0020#b",
        "#\\",
        "[#a] {#b}",
        "#null #true #007 #1.5 #-1",
        "#%_* #' OR 1=1",
        "##a ###b # #",
        "#a\u0085#b\u2028#c\ufeff#d\u200b#e",
        "#1 #12 #1a #٣",
        "#a " * 5000,
        "".join(f"#n{number}x " for number in range(2000)),
    ],
)
def test_awkward_texts_have_the_same_tags_too(other: sqlite3.Connection, text: str) -> None:
    other.execute("INSERT INTO note (title, description) VALUES ('x', ?)", (text,))

    assert found(other, 1) == sorted(tags(text))
    assert_all_is_kept(other)


@on_one_database
@given(st.binary(max_size=30))
def test_broken_text_is_stored_and_searched_and_does_no_harm(
    other: sqlite3.Connection, broken: bytes
) -> None:
    other.text_factory = lambda stored: stored.decode(errors="replace")
    raw = b"#a " + broken.replace(b"\0", b"") + b" #b"
    other.execute(
        "INSERT INTO note (title, description) VALUES ('x', CAST(? AS TEXT)), ('#a', '')", (raw,)
    )

    assert {"a", "b"} <= {tag for (tag,) in other.execute("SELECT tag FROM note_tag")}
    match = "SELECT count(*) FROM note_search WHERE note_search MATCH 'b'"
    assert other.execute(match).fetchone() == (1,)
    other.execute("DELETE FROM note")
    for table in ("note_tag", "tag", "note_search"):
        assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


async def test_broken_tags_are_listed_beside_the_others(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title) VALUES (CAST(x'23ff6120236f6b' AS TEXT))")

    listed = (await client.get("/api/tags")).json()
    assert listed == [{"tag": "ok", "notes": 1}, {"tag": "\ufffda", "notes": 1}]
    assert await find(client, tag="ok") == ["#\ufffda #ok"]


def test_a_note_in_the_trash_has_no_tags_until_it_comes_back(other: sqlite3.Connection) -> None:
    other.execute("INSERT INTO note (title, trashed) VALUES ('#a #b', 0), ('#a', 1)")
    assert (found(other, 1), found(other, 2)) == (["a", "b"], [])

    other.execute("UPDATE note SET trashed = 1 - trashed")
    assert (found(other, 1), found(other, 2)) == ([], ["a"])


async def test_tags_come_with_how_many_have_them_the_most_first(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    for title in ("#b #a #a", "#B #c", "#d", "no tag"):
        foreign.execute("INSERT INTO note (title) VALUES (?)", (title,))

    answer = await client.get("/api/tags")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    listed = [{"tag": "b", "notes": 2}, *({"tag": tag, "notes": 1} for tag in "acd")]
    assert answer.json() == listed


async def test_up_to_100_tags_are_listed_as_they_are_now(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    assert (await client.get("/api/tags")).json() == []
    text = " ".join(f"#n{number:03}" for number in range(101))
    foreign.execute("INSERT INTO note (title, description) VALUES ('x', ?)", (text,))

    listed = (await client.get("/api/tags")).json()
    assert [tag["tag"] for tag in listed] == [f"n{number:03}" for number in range(100)]
    for tag in ("n100", "N007"):
        assert len((await client.get(NOTES, params={"tag": tag})).json()) == 1
