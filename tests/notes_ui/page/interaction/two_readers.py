"""Two readers of the same four notes."""

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader


async def two(open_page: OpenPage, suffix: str = "") -> tuple[Reader, Reader]:
    readers = await open_page(suffix), await open_page()
    for reader in readers:
        await reader.sees(*"DCBA")
        await reader.takes_keys()
    return readers
