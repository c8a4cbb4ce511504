"""What may stand in a title and a description, and what is refused."""

import json
import sqlite3

import httpx
import pytest

from tests.api.support.rest import NOTES, add, blamed, note, read

TEXTS = [
    "🥛👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "مرحبا بالعالم",
    "שָׁלוֹם \u202eabc\u202c",
    "Zalgo e\u0301\u0323\u0334",
    "<script>alert('x')</script> & \"quotes\" \\ ' ; --",
    "%s {0} ${x} ?1 :name",
    "tab\there, \u0085 \u2028 \u007f \u0001",
    "\U0010ffff\ufffe\ue000",
]
HALF = json.loads('"\\ud83e"')  # a lone surrogate
BLANKS = [
    "",
    " ",
    "\t\n\r\v\f",
    "\u00a0\u3000",
    "\u200b",
    "\u200d \u2060\ufeff",
    "\u00ad",
    "\u2028",
]


@pytest.mark.parametrize("text", TEXTS)
async def test_any_unicode_text_comes_back_as_it_was(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, text: str
) -> None:
    made = await add(client, text, f" {text}\n")

    assert (made["title"], made["description"]) == (text, f" {text}\n")
    assert await read(client, made["id"]) == made
    assert (await client.get(NOTES)).json() == [made]
    stored = foreign.execute("SELECT title, description FROM note").fetchall()
    assert stored == [(text, f" {text}\n")]


@pytest.mark.parametrize("text", TEXTS)
async def test_any_unicode_text_can_be_changed_to(client: httpx.AsyncClient, text: str) -> None:
    made = await add(client, "milk")

    await client.patch(note(made["id"]), json={"title": text, "description": text})

    found = await read(client, made["id"])
    assert (found["title"], found["description"]) == (text, text)


async def test_a_title_is_trimmed_and_a_description_is_not(client: httpx.AsyncClient) -> None:
    made = await add(client, " \t\n\u00a0milk\u3000 and bread \n", "  as it is\n")

    assert (made["title"], made["description"]) == ("milk\u3000 and bread", "  as it is\n")
    changed = await client.patch(note(made["id"]), json={"title": "  oats  "})
    assert changed.json()["title"] == "oats"


@pytest.mark.parametrize("letter", ["a", "é", "🥛"])
async def test_a_title_has_up_to_200_characters_after_trimming(
    client: httpx.AsyncClient, letter: str
) -> None:
    made = await add(client, f"  {letter * 200}  ")

    assert made["title"] == letter * 200
    assert blamed(await client.post(NOTES, json={"title": letter * 201})) == ["title"]
    too_long = await client.patch(note(made["id"]), json={"title": letter * 201})
    assert blamed(too_long) == ["title"]


@pytest.mark.parametrize("letter", ["a", "🥛"])
async def test_a_description_has_up_to_20000_characters(
    client: httpx.AsyncClient, letter: str
) -> None:
    made = await add(client, "milk", letter * 20_000)

    assert made["description"] == letter * 20_000
    body = {"description": letter * 20_001}
    assert blamed(await client.patch(note(made["id"]), json=body)) == ["description"]
    assert blamed(await client.post(NOTES, json={"title": "milk", **body})) == ["description"]


@pytest.mark.parametrize("blank", BLANKS)
async def test_a_blank_title_is_refused(client: httpx.AsyncClient, blank: str) -> None:
    made = await add(client, "milk")

    assert blamed(await client.post(NOTES, json={"title": blank})) == ["title"]
    assert blamed(await client.patch(note(made["id"]), json={"title": blank})) == ["title"]
    assert (await client.get(NOTES)).json() == [made]


@pytest.mark.parametrize("half", ["\0", "a\0b", HALF, f"a{HALF}b", json.loads('"\\udd5b\\ud83e"')])
@pytest.mark.parametrize("field", ["title", "description"])
async def test_nul_and_lone_surrogates_are_refused(
    client: httpx.AsyncClient, field: str, half: str
) -> None:
    made = await add(client, "milk")
    body = json.dumps({"title": "milk", field: half}).encode()
    headers = {"content-type": "application/json"}

    for method, url in (("POST", NOTES), ("PATCH", note(made["id"]))):
        answer = await client.request(method, url, content=body, headers=headers)
        assert blamed(answer) == [field]
    assert (await client.get(NOTES)).json() == [made]


async def test_a_pair_of_surrogates_is_one_character(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/json"}

    answer = await client.post(NOTES, content=rb'{"title": "\ud83e\udd5b"}', headers=headers)

    assert answer.json()["title"] == "🥛"


@pytest.mark.parametrize("wrong", [1, 1.5, True, ["milk"], {"text": "milk"}])
async def test_texts_are_texts(client: httpx.AsyncClient, wrong: object) -> None:
    answer = await client.post(NOTES, json={"title": wrong, "description": wrong})

    assert blamed(answer) == ["title", "description"]


async def test_a_note_needs_a_title(client: httpx.AsyncClient) -> None:
    assert blamed(await client.post(NOTES, json={"description": "of what?"})) == ["title"]
    assert blamed(await client.post(NOTES, json={"title": None})) == ["title"]
