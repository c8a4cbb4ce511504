"""Where in a note somebody has clicked."""

import asyncio
from collections.abc import Mapping
from typing import Any

from nicegui import background_tasks

from notes_ui.page.cards.note_card import NoteCard
from notes_ui.page.cards.traced_text import TracedText
from notes_ui.ports.notes import NotePublic
from notes_ui.text.line_merge import plain
from notes_ui.text.source_place import Place, source_place

Finding = asyncio.Task[Place | None]


def find_place(card: NoteCard, click: Mapping[str, Any]) -> Finding | None:
    """Start to find the place of a click in the text of a card.

    :param click: the fields of the browser's event; see `CLICK`
    :return: None if no pointer has clicked, or the note is in the trash
    """
    if not click.get("detail") or "offsetX" not in click or card.note.trashed:
        return None
    finding = _find(card, click["offsetX"], click["offsetY"])
    return background_tasks.create(finding, name="find out where a click was")


async def _find(card: NoteCard, x: float, y: float) -> Place | None:
    note, traced = card.note, TracedText(card, card.html)
    try:
        found = await traced.find(x, y)
    finally:
        if not traced.is_deleted:
            traced.delete()
    return found and _place(note, traced, *found)


def _place(note: NotePublic, traced: TracedText, number: int, offset: int) -> Place:
    in_title = number < traced.titles
    field, first = ("title", 0) if in_title else ("description", traced.titles)
    text = plain(str(getattr(note, field)))
    return Place(field, source_place(text, traced.texts[first : number + 1], offset), text)
