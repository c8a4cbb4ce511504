"""Keeps what is typed on one page, soon after it was typed."""

import asyncio
import logging
import uuid
from collections.abc import Collection, Sequence
from typing import Final

from notes_ui.ports.drafts import Draft, DraftStore
from notes_ui.ports.errors import DatabaseUnusable

AGAIN: Final = 3.0
"""seconds after which it is tried again what has failed: who waits for a file has a log to read"""
SOON: Final = 0.3
"""seconds: what is lost at most when the server loses its power"""
logger = logging.getLogger(__name__)


class DraftAutosave:
    """The drafts of one browser tab, written a moment after the last letter.

    What is not yet written is written at once when the browser goes away, or the server ends.
    """

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self._waiting: dict[int, Draft | None] = {}
        self._due: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self.tab: str | None = None
        """whose drafts they are; known once a browser has connected"""
        self.browser = ""
        """whose tab that is"""

    def begin(self, tab: str) -> None:
        """Keep for a tab what is typed, and what was typed before the tab was known."""
        self.tab = tab
        if self._waiting:
            self._start()

    def keep(self, draft: Draft) -> None:
        """Keep the draft, in the place of the one before for the same note."""
        nothing = draft.base is None and not draft.title and not draft.description
        self._wait(draft.note_id, None if nothing else draft)

    def discard(self, note_id: int) -> None:
        """Forget the draft for a note (0: for the new one)."""
        self._wait(note_id, None)

    async def put_aside(self, draft: Draft) -> None:
        """Keep a draft as if its tab was closed: it can be taken up from anywhere.

        :raises DatabaseUnusable: if it can't be kept
        """
        await self._drafts.keep(uuid.uuid4().hex, draft, browser=self.browser)

    async def left(self, open_tabs: Collection[str]) -> Sequence[Draft]:
        """The drafts of this browser's tabs that are closed.

        :raises DatabaseUnusable: if they can't be read
        """
        return await self._drafts.left_by(self.browser, open_tabs=open_tabs)

    async def discard_left(self, draft: Draft) -> None:
        """Forget a draft of a closed tab.

        :raises DatabaseUnusable: if that fails
        """
        await self._drafts.discard(draft.tab, draft.note_id)

    async def take_up(self, draft: Draft) -> None:
        """Have a draft of another tab be one of this tab.

        :raises DatabaseUnusable: if that fails
        """
        if self.tab:
            await self.flush()
            await self._drafts.move(draft, self.tab)

    async def flush(self) -> None:
        """Write what is not yet written; aside, if the tab is not yet known.

        One call waits for the other: when both fail, what is kept to be tried again is the newest.
        """
        async with self._one_at_a_time:
            await self._write_all()

    async def _write_all(self) -> None:
        if self._due:
            self._due.cancel()
            self._due = None
        waiting, self._waiting = self._waiting, {}
        for note_id, draft in waiting.items():
            try:
                await self._write(self.tab or uuid.uuid4().hex, note_id, draft)
            except DatabaseUnusable as error:
                logger.warning("A draft could not be kept: %s", error)
                self._wait(note_id, self._waiting.get(note_id, draft), within=AGAIN)

    def _wait(self, note_id: int, draft: Draft | None, *, within: float = SOON) -> None:
        self._waiting[note_id] = draft
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(within, self._start)

    def _start(self) -> None:
        self._due = None
        if self.tab is not None:  # else it is written as soon as it is
            self._writing = asyncio.create_task(self.flush())

    async def _write(self, tab: str, note_id: int, draft: Draft | None) -> None:
        if draft:
            await self._drafts.keep(tab, draft, browser=self.browser)
        else:
            await self._drafts.discard(tab, note_id)
