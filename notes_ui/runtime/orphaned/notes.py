"""Stores texts from pages whose process has ended: as drafts, or as new notes."""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from notes_ui.ports.drafts import NEW, Draft, DraftStore, DraftWrite
from notes_ui.ports.errors import DatabaseUnusable
from notes_ui.ports.notes import NoteCreate
from notes_ui.text.first_line import titled

logger = logging.getLogger(__name__)


class Create(Protocol):
    """Makes notes."""

    def __call__(self, new: NoteCreate, *, draft: DraftWrite) -> Awaitable[object]:
        """Make a note; see `NotesGateway.create`."""
        ...


class Typist(NamedTuple):
    """Who typed: a tab, and the browser that it belongs to."""

    tab: str
    browser: str


class OrphanedNotes:
    """Stores texts one after the other, in the order of the calls.

    A failure of the database is logged and not raised.

    :param create: makes a note
    :param changed: called with the id of a browser whose drafts have changed
    """

    def __init__(
        self,
        drafts: DraftStore,
        create: Create,
        *,
        changed: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._drafts = drafts
        self._changed = changed
        self._create = create
        self._in_order = asyncio.Lock()

    async def keep(self, who: Typist, note_id: int, field: str, text: str) -> None:
        """Store the text of a field in the draft of its tab.

        :param note_id: the note that is edited; 0 for a new one
        :param field: title or description
        """
        async with self._in_order:
            try:
                await self._drafts.amend(who.tab, note_id, field, text, browser=who.browser)
            except DatabaseUnusable as error:
                logger.warning("What was typed meanwhile could not be kept: %s", error)

    async def settled(self) -> None:
        """Wait until the texts of all earlier calls are stored."""
        async with self._in_order:
            pass

    async def enter(self, who: Typist, title: str) -> None:
        """Make a note of a title that was entered, and of the description in the tab's draft."""
        async with self._in_order:
            await self._make(who, title)

    async def add(self, who: Typist) -> None:
        """Make a note of the tab's draft for a new note, unless it is blank."""
        async with self._in_order:
            await self._make(who, None)

    async def _make(self, who: Typist, title: str | None) -> None:
        try:
            await self._make_note(who, title)
        except ValidationError:  # the text stays a draft, and the page says what is wrong
            await self._put_aside(who, title)
        except DatabaseUnusable as error:
            logger.warning("What was added meanwhile could not be kept: %s", error)
            await self._put_aside(who, title)

    async def _make_note(self, who: Typist, title: str | None) -> None:
        drafts = await self._drafts.of(who.tab)
        typed = next((draft for draft in drafts if draft.note_id == NEW), None)
        description = typed.description if typed else ""
        found = title if title is not None else typed.title if typed else ""
        if not (found.strip() or description.strip()):
            return
        made = dict(zip(("title", "description"), titled(found, description), strict=True))
        await self._create(NoteCreate(**made), draft=DraftWrite(who.tab, NEW))
        self._changed(who.browser)

    async def _put_aside(self, who: Typist, title: str | None) -> None:
        """Offer a title that its field no longer holds: the tab's draft gets the next one."""
        if not (title and who.browser):
            return
        try:
            draft = Draft(title=title, description="")
            await self._drafts.keep(uuid.uuid4().hex, draft, browser=who.browser)
        except DatabaseUnusable as error:
            logger.warning("What was entered meanwhile could not be kept: %s", error)
        self._changed(who.browser)
