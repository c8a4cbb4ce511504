"""What became of a page's text after its process has ended: kept as drafts, or made a note."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from pydantic import ValidationError

from notes_ui.ports.drafts import NEW, DraftStore
from notes_ui.ports.errors import DatabaseUnusable
from notes_ui.ports.notes import NoteCreate
from notes_ui.text.first_line import titled

Create = Callable[[NoteCreate], Awaitable[object]]
logger = logging.getLogger(__name__)


class Typist(NamedTuple):
    """Who typed: a tab, and the browser that it belongs to."""

    tab: str
    browser: str


class OrphanedNotes:
    """Takes what is told one after the other, as it was done."""

    def __init__(self, drafts: DraftStore, create: Create) -> None:
        self._drafts = drafts
        self._create = create
        self._in_order = asyncio.Lock()

    async def keep(self, who: Typist, note_id: int, field: str, text: str) -> None:
        """Keep what was typed in a field."""
        async with self._in_order:
            try:
                await self._drafts.amend(who.tab, note_id, field, text, browser=who.browser)
            except DatabaseUnusable as error:
                logger.warning("What was typed meanwhile could not be kept: %s", error)

    async def enter(self, who: Typist, title: str) -> None:
        """Make a note of a title that Enter was pressed behind, and the description beside it."""
        async with self._in_order:
            await self._make(who, title)

    async def add(self, who: Typist) -> None:
        """Make a note of what was typed for a new one."""
        async with self._in_order:
            await self._make(who, None)

    async def _make(self, who: Typist, title: str | None) -> None:
        try:
            await self._make_note(who, title)
        except DatabaseUnusable as error:
            logger.warning("What was added meanwhile could not be kept: %s", error)

    async def _make_note(self, who: Typist, title: str | None) -> None:
        try:
            drafts = await self._drafts.of(who.tab)
            typed = next((draft for draft in drafts if draft.note_id == NEW), None)
            description = typed.description if typed else ""
            found = title if title is not None else typed.title if typed else ""
            if not (found.strip() or description.strip()):
                return
            made = dict(zip(("title", "description"), titled(found, description), strict=True))
            await self._create(NoteCreate(**made))
            await self._drafts.discard(who.tab, NEW)
        except ValidationError:  # it stays in the draft, where the page says what is wrong
            if title is not None:
                await self._drafts.amend(who.tab, NEW, "title", title, browser=who.browser)
