"""Two users before the same notes: what most tests of the page begin with."""

import httpx

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader


async def two_who_see(
    open_page: OpenPage, rest: httpx.AsyncClient, *titles: str
) -> tuple[Reader, Reader]:
    """Have notes made, the last title first, and two users see them in this order."""
    first, second = await open_page(), await open_page()
    for title in reversed(titles):
        await rest.post("/api/notes", json={"title": title})
    for reader in (first, second):
        await reader.sees(*titles)
    return first, second
