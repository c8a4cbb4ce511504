"""`/api/page/window` shows what a page shows; `/api/page/start` where it starts."""

import httpx
import pytest

from tests.api.support.rest import Json, add, blamed, note

WINDOW, START = "/api/page/window", "/api/page/start"


async def shown(client: httpx.AsyncClient, **asked: object) -> Json:
    answer = await client.get(WINDOW, params={"sort": "-id", **asked})  # type: ignore[dict-item]
    assert answer.status_code == 200
    return dict(answer.json())


def titles(window: Json) -> list[str]:
    return [each["title"] for each in window["notes"]]


async def test_a_window_has_notes_places_counts_and_tags(client: httpx.AsyncClient) -> None:
    for title in ("Bread #shop", "Milk #shop", "Eggs"):
        await add(client, title)
    await client.patch(note(1), json={"done": True})
    window = await shown(client, limit=2)
    assert titles(window) == ["Eggs", "Milk #shop"]
    assert len(window["places"]) == 2
    assert (window["total"], window["exact"]) == (3, True)
    assert (window["newer"], window["older"]) == (False, True)
    assert window["counts"] == {"open": 2, "done": 1, "trashed": 0}
    assert window["tags"] == [{"tag": "shop", "notes": 2}]


@pytest.mark.parametrize("order", ["-id", "title", "-updated_at", "best"])
async def test_a_window_begins_at_a_place_of_an_earlier_one(
    client: httpx.AsyncClient, order: str
) -> None:
    for number in range(4):
        await add(client, f"Milk {number}")
    asked: dict[str, object] = {"sort": order, "q": "milk"}
    whole = await shown(client, **asked)
    rest = await shown(client, **asked, start=whole["places"][1])
    assert rest["notes"] == whole["notes"][1:]
    assert rest["newer"]


async def test_a_window_starts_so_many_notes_before(client: httpx.AsyncClient) -> None:
    for number in range(4):
        await add(client, f"Milk {number}")
    places = (await shown(client))["places"]
    asked = {"sort": "-id", "start": places[3], "limit": 2}
    assert (await client.get(START, params=asked)).json() == {"start": places[1]}
    assert (await client.get(START, params=asked | {"limit": 3})).json() == {"start": None}


async def test_a_known_window_is_not_sent_again(client: httpx.AsyncClient) -> None:
    etag = (await client.get(WINDOW)).headers["etag"]
    assert (await client.get(WINDOW, headers={"If-None-Match": etag})).status_code == 304
    await add(client)
    assert (await client.get(WINDOW, headers={"If-None-Match": etag})).status_code == 200


@pytest.mark.parametrize("asked", [{"start": "?"}, {"limit": 0}, {"limit": 1001}, {"sort": "x"}])
async def test_a_wrong_window_is_refused_by_name(
    client: httpx.AsyncClient, asked: dict[str, str]
) -> None:
    assert blamed(await client.get(WINDOW, params=asked)) == list(asked)
