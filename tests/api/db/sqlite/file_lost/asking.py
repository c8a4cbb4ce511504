"""What somebody asks of a server whose file may be away: whether it is ready, and to write."""

import asyncio

import httpx

from tests.api.support.rest import NOTES
from tests.support.waiting import PATIENCE


async def answers(http: httpx.AsyncClient, status: int, part: str = "") -> str:
    """Wait until whether it is ready is answered so; return what it says."""
    async with asyncio.timeout(PATIENCE):
        answer = await http.get("/readyz")
        while answer.status_code != status or part not in answer.text:
            await asyncio.sleep(0)
            answer = await http.get("/readyz")
    return answer.text


async def post(http: httpx.AsyncClient, title: str) -> int:
    return (await http.post(NOTES, json={"title": title})).status_code
