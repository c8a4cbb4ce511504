"""Four notes, from D at the top to A."""

import httpx
import pytest


@pytest.fixture
async def fill(rest: httpx.AsyncClient) -> None:
    for title in "ABCD":
        await rest.post("/api/notes", json={"title": title})
