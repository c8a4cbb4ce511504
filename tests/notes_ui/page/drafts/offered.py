"""What a page offers of the texts that closed tabs of its browser have left."""

import asyncio

from notes_ui import theme
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation


async def close(reader: Reader, simulation: Simulation) -> None:
    """Close the tab, and wait until the server has written what was typed there."""
    reader.disconnect()
    await asyncio.sleep(0)
    await eventually(lambda: simulation.idle)


def offered(reader: Reader) -> list[str]:
    return [
        text
        for one in reader.elements()
        if theme.UNFINISHED_TEXT in one.classes
        for text in reader.texts(one)
    ]


async def left_behind(simulation: Simulation, *titles: str, text: str = "") -> Reader:
    """A new tab of a browser, in whose other tabs these titles were being typed.

    :param text: the description that was typed with each of them
    """
    tab = await simulation.open_page()
    for title in titles:
        type_note(tab, title, text)
        await close(tab, simulation)
        tab = await simulation.open_page(beside=tab)
    await eventually(lambda: len(offered(tab)) == len(titles))
    return tab
