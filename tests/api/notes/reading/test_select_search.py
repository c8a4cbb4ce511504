"""What a search finds, and what of it comes first."""

import sqlite3

import httpx
import pytest

from tests.api.support.rest import NOTES, add, find, note, walk
from tests.support.foreign import replace


@pytest.fixture
def shelf(foreign: sqlite3.Connection) -> None:
    """Notes that another program wrote: found like all others."""
    foreign.executemany(
        "INSERT INTO note (title, description) VALUES (?, ?)",
        [
            ("Buy milk", "and bread"),
            ("Milkshake", "with banana"),
            ("Café crème", "ÆØÅ Straße"),
            ("Bread", "no milk in it"),
            ("Bananas", "for the milkshake"),
        ],
    )


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("milk bread", {"Buy milk", "Bread"}),
        ("bread milk", {"Buy milk", "Bread"}),
        ("BUY", {"Buy milk"}),
        ("cafe", {"Café crème"}),
        ("CRÈME CAFE", {"Café crème"}),
        ("crème", {"Café crème"}),
        ("cre\u0300me", {"Café crème"}),
        ("æø", {"Café crème"}),
        ("banan", {"Milkshake", "Bananas"}),
        ("ilk", set()),
        ("milk nothing", set()),
        ("milk-bread", set()),
        ("buy-milk", {"Buy milk"}),
    ],
)
async def test_each_word_matches_in_any_order_case_and_accent(
    client: httpx.AsyncClient, q: str, titles: set[str]
) -> None:
    assert set(await find(client, q=q)) == titles


@pytest.mark.usefixtures("shelf")
async def test_titles_and_whole_words_come_first(
    client: httpx.AsyncClient,
) -> None:
    assert await find(client, q="milk") == ["Buy milk", "Milkshake", "Bread", "Bananas"]


@pytest.mark.usefixtures("shelf")
async def test_of_equally_good_matches_the_newest_comes_first(client: httpx.AsyncClient) -> None:
    await add(client, "Sell milk")

    assert (await find(client, q="milk"))[:2] == ["Sell milk", "Buy milk"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("id", ["Buy milk", "Milkshake", "Bread", "Bananas"]),
        ("-id", ["Bananas", "Bread", "Milkshake", "Buy milk"]),
        ("title", ["Bananas", "Bread", "Buy milk", "Milkshake"]),
        ("-title", ["Milkshake", "Buy milk", "Bread", "Bananas"]),
    ],
)
async def test_search_results_can_be_sorted_in_any_order(
    client: httpx.AsyncClient, sort: str, titles: list[str]
) -> None:
    assert await find(client, q="milk", sort=sort) == titles


@pytest.mark.usefixtures("shelf")
async def test_a_search_may_be_narrowed_down(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("UPDATE note SET done = TRUE WHERE title = 'Bread'")
    foreign.execute("UPDATE note SET description = 'x #drinks' WHERE title LIKE '%milk%'")
    foreign.execute("UPDATE note SET trashed = TRUE WHERE title = 'Milkshake'")

    assert await find(client, q="milk") == ["Buy milk", "Bread", "Bananas"]
    assert await find(client, q="milk", done=True) == ["Bread"]
    assert await find(client, q="milk", done=False) == ["Buy milk", "Bananas"]
    assert await find(client, q="milk", tag="drinks") == ["Buy milk"]
    assert await find(client, q="milk", trashed=True) == ["Milkshake"]


@pytest.mark.parametrize("tag", ["🎉", "Café", "a-b", "x_y", "日本", "c++", "3d"])
async def test_a_search_goes_with_any_tag(client: httpx.AsyncClient, tag: str) -> None:
    await add(client, f"milk #{tag}")
    await add(client, f"milk {tag}")  # the word alone is no tag
    for sort in ("best", "title", "-updated_at"):
        assert await find(client, q="mil", tag=tag, sort=sort) == [f"milk #{tag}"]


@pytest.mark.usefixtures("shelf")
async def test_pinned_notes_come_first_in_a_search_that_has_an_order(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("UPDATE note SET pinned = TRUE WHERE title IN ('Milkshake', 'Bread')")
    found = await find(client, q="milk", sort="title", pinned_first=True)
    assert found == ["Bread", "Milkshake", "Bananas", "Buy milk"]


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("🎉", ["party 🎉🎉", "🎉 at home"]),
        ("party 🎉", ["party 🎉🎉"]),
        ("🎉🎉", ["party 🎉🎉"]),
        ("C++", ["learn C++"]),
        ("++", ["learn C++"]),
        ("5€", ["bread 5€"]),
        ("🥳", []),
        ("c", ["clean", "learn C++", "party 🎉🎉"]),
    ],
)
@pytest.mark.parametrize("sort", ["best", "title", "-updated_at"])
async def test_symbols_are_found_and_punctuation_says_nothing(
    client: httpx.AsyncClient, q: str, titles: list[str], sort: str
) -> None:
    for title in ("🎉 at home", "learn C++", "bread 5€", "clean"):
        await add(client, title)
    await add(client, "party 🎉🎉", "with crème")
    for asked in (q, f"“{q}!”"):
        for pinned_first in (False, True):
            found = await find(client, q=asked, sort=sort, pinned_first=pinned_first)
            assert sorted(found) == sorted(titles)
        walked = await walk(client, {"q": asked, "sort": sort, "limit": 1})
        assert sorted(note["title"] for note in walked) == sorted(titles)


async def test_a_search_sees_changes_of_another_program_at_once(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    assert await find(client, q="milk") == ["milk"]

    foreign.execute("UPDATE note SET title = 'oats'")
    assert (await find(client, q="milk"), await find(client, q="oats")) == ([], ["oats"])

    foreign.execute("UPDATE note SET id = 40")
    assert await find(client, q="oats") == ["oats"]

    replace(foreign, 40, title="rice")
    assert (await find(client, q="oats"), await find(client, q="rice")) == ([], ["rice"])

    foreign.execute("DELETE FROM note")
    assert await find(client, q="rice") == []


async def test_a_search_sees_changes_over_rest_at_once(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk", "two litres")
    assert await find(client, q="litre") == ["milk"]

    await client.patch(note(made["id"]), json={"description": "three pints"})
    assert (await find(client, q="litre"), await find(client, q="pint")) == ([], ["milk"])

    await client.delete(note(made["id"]))
    assert await find(client, q="pint") == []


async def test_a_search_counts_at_most_1000_results(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("BEGIN IMMEDIATE")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", [("milk #a",)] * 1000)
    foreign.execute("COMMIT")
    for params in ({"q": "milk"}, {"tag": "a"}):
        answer = await client.get(NOTES, params=params)
        assert answer.headers["x-total-count"] == "1000"

    foreign.execute("INSERT INTO note (title) VALUES ('milk #a')")
    for params in ({"q": "milk"}, {"tag": "a"}):
        answer = await client.get(NOTES, params=params)
        assert "x-total-count" not in answer.headers
        assert "link" in answer.headers
