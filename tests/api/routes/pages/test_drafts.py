"""`/api/page/drafts`: texts that are being typed, of a tab and of its browser."""

import json

import httpx
import pytest

from api.notes.values import LONGEST
from tests.api.support.rest import Json, add, blamed, problem

DRAFTS = "/api/page/drafts"
HALF = json.loads('"\\ud800"')
KEY = {"Idempotency-Key": "1f0c"}
MILK = {"title": "Milk", "description": ""}


async def keep(client: httpx.AsyncClient, tab: str = "tab", **draft: object) -> None:
    body = {"tab": tab, "browser": "browser", "draft": {**MILK, **draft}}
    assert (await client.put(DRAFTS, json=body)).status_code == 204


async def kept(client: httpx.AsyncClient, **asked: str) -> list[Json]:
    return list((await client.get(DRAFTS, params=asked)).json())


async def test_a_draft_is_kept_for_its_tab_and_its_browser(client: httpx.AsyncClient) -> None:
    base = await add(client)
    await keep(client)
    await keep(client, "other", title="Oats", base=base)
    (draft,) = await kept(client, tab="tab")
    assert (draft["title"], draft["base"], draft["tab"]) == ("Milk", None, "tab")
    assert {each["title"] for each in await kept(client, browser="browser")} == {"Milk", "Oats"}
    assert (await kept(client, tab="other"))[0]["base"] == base
    assert await kept(client) == []


async def test_half_characters_of_a_base_are_repaired(client: httpx.AsyncClient) -> None:
    """As those of the draft itself: a text that is typed is never lost."""
    halves = {"title": f"a{HALF}", "description": f"b{HALF}\0"}
    draft = {**MILK, **halves, "base": await add(client) | halves}
    body = json.dumps({"tab": "tab", "draft": draft}).encode()
    answer = await client.put(DRAFTS, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 204
    (found,) = await kept(client, tab="tab")
    for texts in (found, found["base"]):
        assert (texts["title"], texts["description"]) == ("a?", "b?\ufffd")


@pytest.mark.parametrize("field", ["title", "description"])
async def test_a_base_may_be_as_long_as_a_draft(client: httpx.AsyncClient, field: str) -> None:
    """The notes of other programs may be longer than the API's: people edit them, too."""
    base = await add(client)
    await keep(client, base=base | {field: "x" * LONGEST})
    assert len((await kept(client, tab="tab"))[0]["base"][field]) == LONGEST
    longer = {"base": base | {field: "x" * (LONGEST + 1)}}
    answer = await client.put(DRAFTS, json={"tab": "tab", "draft": MILK | longer})
    assert blamed(answer) == [f"draft.base.{field}"]
    assert "1,000,000" in problem(answer, 422)["detail"]


@pytest.mark.parametrize(
    ("path", "write"), [("notes", {"note": {"title": "Milk"}}), ("edits", {"edits": []})]
)
async def test_a_base_written_along_has_the_same_bound(
    client: httpx.AsyncClient, path: str, write: Json
) -> None:
    base = await add(client) | {"description": "x" * (LONGEST + 1)}
    along = {"tab": "tab", "note_id": 1, "draft": {**MILK, "base": base}}
    answer = await client.post(f"/api/page/{path}", json=write | {"draft": along})
    assert blamed(answer) == ["draft.draft.base.description"]


async def test_a_draft_is_read_anew_each_time(client: httpx.AsyncClient) -> None:
    """A draft moves no feed, whose caches would not know of it."""
    await keep(client)
    etag = (await client.get(DRAFTS, params={"tab": "tab"})).headers["etag"]
    known = {"If-None-Match": etag}
    assert (await client.get(DRAFTS, params={"tab": "tab"}, headers=known)).status_code == 304
    await keep(client, title="Oats")
    assert [each["title"] for each in await kept(client, tab="tab")] == ["Oats"]


async def test_a_field_of_a_draft_can_be_amended(client: httpx.AsyncClient) -> None:
    await keep(client)
    field = {"field": "description", "text": "two"}
    await client.patch(DRAFTS, json={"tab": "tab", "note_id": 0, **field})
    (draft,) = await kept(client, tab="tab")
    assert (draft["title"], draft["description"]) == ("Milk", "two")


async def test_a_draft_that_is_moved_twice_is_told_twice(client: httpx.AsyncClient) -> None:
    """The second answer is the first again, so a lost answer loses no text."""
    await keep(client)
    body = {"from_tab": "tab", "note_id": 0, "tab": "other", "browser": "browser"}
    first = await client.post(f"{DRAFTS}/move", json=body, headers=KEY)
    second = await client.post(f"{DRAFTS}/move", json=body, headers=KEY)
    assert first.json()["draft"]["title"] == "Milk"
    assert second.json() == first.json()
    assert (await client.post(f"{DRAFTS}/move", json=body)).json() == {"draft": None}


async def test_a_draft_that_is_discarded_twice_was_found(client: httpx.AsyncClient) -> None:
    await keep(client)
    body = {"tab": "tab", "note_id": 0}
    for _ in range(2):
        answer = await client.post(f"{DRAFTS}/discard", json=body, headers=KEY)
        assert answer.json() == {"found": True}
    assert (await client.post(f"{DRAFTS}/discard", json=body)).json() == {"found": False}


@pytest.mark.parametrize(("field", "value"), [("tab", ""), ("tab", "a b"), ("browser", "x" * 101)])
async def test_ids_that_no_tab_has_are_refused(
    client: httpx.AsyncClient, field: str, value: str
) -> None:
    body = {"tab": "tab", "draft": MILK} | {field: value}
    assert blamed(await client.put(DRAFTS, json=body)) == [field]
