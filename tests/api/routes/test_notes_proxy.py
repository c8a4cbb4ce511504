"""Behind a proxy that takes a prefix off the path, addresses in answers lead back through it."""

import httpx
import pytest
from fastapi import FastAPI

from tests.api.support.rest import NOTES, add

PREFIXES = ["", "/one", "/other/one"]


async def test_links_lead_back_through_the_proxy_that_was_asked(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    for _ in range(2):
        await add(client)
    for prefix in PREFIXES:
        transport = httpx.ASGITransport(app, root_path=prefix)
        async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as behind:
            answer = await behind.get(f"{prefix}{NOTES}?limit=1")
            assert answer.links["next"]["url"].startswith(f"{prefix}{NOTES}?")
            following = await behind.get(answer.links["next"]["url"])
            assert len(following.json()) == 1


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_a_new_note_has_an_address_behind_the_proxy(app: FastAPI, prefix: str) -> None:
    transport = httpx.ASGITransport(app, root_path=prefix)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as behind:
        made = await behind.post(f"{prefix}{NOTES}", json={"title": "milk"})

        assert made.headers["location"] == f"{prefix}{NOTES}/{made.json()['id']}"
        assert (await behind.get(made.headers["location"])).json() == made.json()
