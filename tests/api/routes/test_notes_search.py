"""What may be asked of `GET /api/notes`, and what is refused; nothing that is typed is an error."""

import json
import sqlite3
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.notes.reading.query import Sort
from tests.api.support.rest import NOTES, add, blamed, find, problem

OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "a AND",
    "a OR b",
    "a NOT b",
    "NEAR",
    "NEAR(a b)",
    "NEAR(a b, 5)",
    "*",
    "a*",
    "* a",
    "^",
    "^a",
    "a ^ b",
    "title:a",
    "title : a",
    "{title description} : a",
    "-title:a",
    "note_search",
    "rank",
    "rowid:1",
    "(",
    ")",
    "()",
    "(a",
    "a)",
    '"',
    '""',
    '"""',
    '"a',
    'a"',
    '"a b"',
    "'",
    "''; --",
    "a + b",
    "+",
    "-",
    "--",
    ".",
    ",",
    ":",
    ";",
    "\\",
    "%",
    "_",
    "?",
    "?1",
    ":q",
    "@a",
    "$1",
    "#",
    "🥛",
    "👩‍👩‍👧‍👦",
    "\u0301",
    "\u200b",
    "\ufeff",
    "\x1c",
    "\x7f",
    "a b " * 50,
    "a\0b",
    "\0",
    '"\0',
    "\0" * 200,
    '"' * 200,
    "*" * 200,
    "x" * 200,
]


@pytest.mark.parametrize("q", OPERATORS)
async def test_nothing_that_is_typed_is_an_error(client: httpx.AsyncClient, q: str) -> None:
    await add(client, "milk")
    for sort in ("best", "title"):
        answer = await client.get(NOTES, params={"q": q, "sort": sort, "limit": 1})
        assert answer.status_code == 200, answer.text


PIECES = [*"ab \"'*^:(){}+-,.\\#\0\té🥛", " AND ", " NOT ", "NEAR(", "title:"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(q=HOSTILE | st.text(max_size=200), sort=st.sampled_from(Sort))
async def test_no_text_at_all_is_an_error(client: httpx.AsyncClient, q: str, sort: Sort) -> None:
    answer = await client.get(NOTES, params={"q": q, "sort": sort.value, "pinned_first": "true"})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("q", ["%ED%A0%80", "%FF", "a%ED%B0%80b", "%00", "%F0%9F", "%"])
async def test_bytes_that_are_no_text_are_no_trouble(client: httpx.AsyncClient, q: str) -> None:
    for name in ("q", "tag"):
        assert (await client.get(f"{NOTES}?{name}={q}")).status_code == 200
    problem(await client.get(f"{NOTES}?after={q}"), 422)


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ('say "hello', 'Say "hello world"'),
        ("hello*", 'Say "hello world"'),
        ("title:hello", "title: hello"),
        ("NOT", "Not now"),
        ("now AND", "now and then"),
        ("(now) and", "now and then"),
        ("c++", "C++"),
        ("a.b", "a.b"),
        ("milk\0shake", "milk shake"),
        ("shake , milk", "milk shake"),
    ],
)
async def test_operators_and_punctuation_are_words_or_nothing(
    client: httpx.AsyncClient, q: str, title: str
) -> None:
    titles = ['Say "hello world"', "title: hello", "Not now", "now and then", "C++", "a.b"]
    for made in (*titles, "milk shake"):
        await add(client, made)

    assert title in await find(client, q=q)


async def test_a_search_of_punctuation_finds_nothing(client: httpx.AsyncClient) -> None:
    await add(client, "... !!!")

    assert await find(client, q="...") == []


async def test_blanks_look_for_nothing_and_find_all(client: httpx.AsyncClient) -> None:
    await add(client, "milk")

    for blank in ("", "   ", "\t", "\0"):
        assert await find(client, q=blank) == ["milk"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("q", "a" * 201, "200"),
        ("tag", "a" * 201, "200"),
        ("sort", "colour", "'id', '-id', 'title', '-title', 'updated_at', '-updated_at' or 'best'"),
        ("sort", "", "'best'"),
        ("sort", "-best", "'best'"),
        ("done", "maybe", "true or false"),
        ("done", "", "true or false"),
        ("trashed", "2", "true or false"),
        ("pinned_first", "first", "true or false"),
        ("limit", "0", "1"),
        ("limit", "1001", "1000"),
        ("limit", "many", "whole number"),
        ("limit", "1.5", "whole number"),
        ("after", "x", "Link"),
        ("after", "é", "Link"),
        ("after", "a" * 3001, "3000"),
    ],
)
async def test_a_wrong_value_is_named_with_what_would_be_right(
    client: httpx.AsyncClient, name: str, value: str, words: str
) -> None:
    answer = await client.get(NOTES, params={name: value})

    assert blamed(answer) == [name]
    (error,) = answer.json()["errors"]
    assert error["location"] == "query"
    assert words in error["detail"]
    assert f"{name}: {error['detail']}" in answer.json()["detail"]


async def test_all_wrong_values_are_named(client: httpx.AsyncClient) -> None:
    wrong = {"q": "a" * 201, "done": "x", "sort": "x", "limit": "x", "after": "x"}

    assert blamed(await client.get(NOTES, params=wrong)) == ["q", "done", "sort", "limit"]


@pytest.mark.parametrize("sort", ["title", "-title", "updated_at", "best", "-id"])
async def test_a_place_of_another_order_is_refused(client: httpx.AsyncClient, sort: str) -> None:
    for _ in range(2):
        await add(client, "milk")
    params: dict[str, str] = {"q": "milk", "limit": "1", "sort": sort}
    after = httpx.URL((await client.get(NOTES, params=params)).links["next"]["url"]).params["after"]

    params["sort"] = "-updated_at"
    assert blamed(await client.get(NOTES, params={**params, "after": after})) == ["after"]


async def test_the_longest_titles_have_links_that_lead_on(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    for letter in "🥛\U0010ffff語":
        foreign.execute("INSERT INTO note (title) VALUES (?)", (letter * 200,))
    answer = await client.get(NOTES, params={"sort": "title", "limit": 2})

    answer = await client.get(answer.links["next"]["url"])
    assert [note["title"] for note in answer.json()] == ["\U0010ffff" * 200]


@pytest.mark.parametrize("link", ["q=a%26b&done=true", f"q={quote('é 🥛')}%22", "tag=%23a"])
async def test_the_link_of_the_next_page_repeats_the_parameters(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, link: str
) -> None:
    foreign.execute(
        "INSERT INTO note (title, done) VALUES ('a b é 🥛 #a', TRUE), ('é 🥛 a b #a', TRUE)"
    )
    answer = await client.get(f"{NOTES}?{link}&limit=1")

    following = httpx.URL(answer.links["next"]["url"]).params
    asked = dict(httpx.QueryParams(link))
    assert {name: following[name] for name in asked} == asked
    assert len((await client.get(answer.links["next"]["url"])).json()) == 1


async def test_a_search_and_its_problems_are_documented(client: httpx.AsyncClient) -> None:
    document: dict[str, Any] = json.loads((await client.get("/openapi.json")).text)

    operation = document["paths"][NOTES]["get"]
    assert set(operation["responses"]) == {"200", "304", "412", "421", "422", "500", "503"}
    assert "X-Total-Count" in operation["description"]


@pytest.mark.parametrize("q", ["", "milk"])
async def test_no_note_has_a_tag_with_a_nul(client: httpx.AsyncClient, q: str) -> None:
    await add(client, "milk #shop")
    await add(client, "milk #shopping")

    answer = await client.get(NOTES, params={"q": q, "tag": "shop\0"})
    assert (answer.status_code, answer.json()) == (200, [])
