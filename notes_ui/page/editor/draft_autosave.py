"""Stores drafts of what is typed on one page, soon after it was typed."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Collection, Sequence
from typing import Final

from notes_ui.page.editor.draft_moves import InPlace, LostMove, TakenUp, with_later
from notes_ui.ports.drafts import Draft, DraftStore, DraftWrite
from notes_ui.ports.errors import DatabaseUnusable

AGAIN: Final = 3.0
"""seconds after which a failed write is tried again; each failure is a line in the log"""
SOON: Final = 0.3
"""seconds from the first unwritten letter to the write; a crash of the server loses the letters"""
logger = logging.getLogger(__name__)


class DraftAutosave:
    """The drafts of one browser tab, written a moment after the first unwritten letter.

    `flush` writes the rest at once, when the browser disconnects or the server stops.

    :param offers_changed: called when drafts of closed tabs have come, gone or moved
    """

    def __init__(self, drafts: DraftStore, offers_changed: Callable[[], object]) -> None:
        self._drafts = drafts
        self._offers_changed = offers_changed
        self._waiting: dict[int, Draft | None] = {}
        self._due: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._sent: dict[int, object] = {}
        """an object for the last write that was sent, by the note's id"""
        self._one_at_a_time = asyncio.Lock()
        self._moving: int | None = None
        """the note of the draft that is being moved to this tab"""
        self._lost_move: LostMove | None = None
        self.tab: str | None = None
        """the id of the tab; None until `begin`"""
        self.browser = ""
        """the id of the tab's browser; empty if unknown"""

    def begin(self, tab: str) -> None:
        """Set the tab, and write what was typed before the tab was known."""
        self.tab = tab
        if self._waiting:
            self._start()

    def keep(self, draft: Draft) -> None:
        """Write the draft soon; it replaces the tab's draft for the same note.

        An empty draft of a new note is deleted instead.
        """
        self._wait(draft.note_id, _unless_empty(draft))

    def restored(self, draft: Draft) -> None:
        """Have the draft, which is stored, replaced or deleted by no older write that waits."""
        if draft.note_id in self._waiting:
            self._waiting[draft.note_id] = draft

    def discard(self, note_id: int) -> None:
        """Delete the tab's draft for a note soon; 0 stands for the new note."""
        self._wait(note_id, None)

    def along(self, note_id: int, draft: Draft | None) -> DraftWrite | None:
        """The write of a draft that a change to its note is to carry out in its transaction.

        It takes the place of earlier writes of this draft, whether they wait or are to be tried
        again. So the caller begins the change at once, and calls `keep` if that fails.

        :param draft: what is left to be saved; an empty draft of a new note is deleted
        :return: None while the tab is unknown, or a draft of the note is moved to it, or may have
            been; what is left is written later, since the change would take the draft that was
            moved
        """
        left = draft and _unless_empty(draft)
        is_lost = self._lost_move is not None and note_id == self._lost_move.note_id
        if self.tab is None or note_id == self._moving or is_lost:
            self._wait(note_id, left)
            return None
        self._waiting.pop(note_id, None)
        self._sent[note_id] = object()
        return DraftWrite(self.tab, note_id, left, self.browser)

    async def put_aside(self, draft: Draft) -> None:
        """Store a draft as one of a closed tab, so that all tabs of the browser offer it.

        :raises DatabaseUnusable: if it can't be stored
        """
        await self._drafts.keep(uuid.uuid4().hex, draft, browser=self.browser)
        self._offers_changed()

    async def left(self, open_tabs: Collection[str]) -> Sequence[Draft]:
        """The drafts of this browser's closed tabs, newest first.

        :param open_tabs: the ids of all open tabs
        :raises DatabaseUnusable: if they can't be read
        """
        return await self._drafts.left_by(self.browser, open_tabs=open_tabs)

    async def discard_left(self, draft: Draft, open_tabs: Collection[str]) -> bool:
        """Delete a draft of a closed tab; return whether it was still there.

        :param open_tabs: the ids of all open tabs
        :raises DatabaseUnusable: if that fails
        """
        if draft.tab in open_tabs:
            return False
        was_there = await self._drafts.discard(draft.tab, draft.note_id)
        self._offers_changed()
        return was_there

    async def take_up(
        self, draft: Draft, here: InPlace, open_tabs: Collection[str]
    ) -> TakenUp | None:
        """Move a draft of a closed tab to this tab.

        :param here: what is typed in its place; this is put aside
        :param open_tabs: the ids of all open tabs
        :return: None if the draft is gone, and then nothing has changed
        :raises DatabaseUnusable: if that fails
        """
        await here.settled()
        async with self._one_at_a_time:
            if self.tab is None or draft.tab in open_tabs:
                return None
            self._moving = draft.note_id
            try:
                taken = await self._move(draft, self.tab, here)
            finally:
                self._moving = None
        self._offers_changed()
        return taken

    async def _move(self, draft: Draft, tab: str, here: InPlace) -> TakenUp | None:
        typed, presses = here.draft(), here.presses()
        aside = typed and typed.model_copy(update={"tab": uuid.uuid4().hex})
        await self._undo_lost_move()
        try:
            taken = await self._drafts.move(draft, tab, aside=aside, browser=self.browser)
        except DatabaseUnusable:
            self._lost_move = LostMove(draft, tab, aside)
            self._wait(draft.note_id, here.draft())
            raise
        if taken is None:
            return None
        await here.settled()
        is_added = here.presses() != presses
        taken = with_later(taken, None if is_added else aside, here.draft())
        self.keep(taken)  # in place of what was put aside, should that still wait
        return TakenUp(taken, aside, is_added)

    async def drop(self, aside: Draft) -> None:
        """Delete a draft that was put aside, because its text is elsewhere: write that text first.

        :raises DatabaseUnusable: if that fails
        """
        await self.flush()
        await self._drafts.discard(aside.tab, aside.note_id)
        self._offers_changed()

    async def flush(self) -> None:
        """Write all drafts that are not yet written; without a tab, as those of a closed tab.

        A failed write is logged and tried again. Calls wait for each other, so that after two
        failures the newest draft is tried again.
        """
        async with self._one_at_a_time:
            await self._write_all()

    async def _write_all(self) -> None:
        if self._due:
            self._due.cancel()
            self._due = None
        for note_id in tuple(self._waiting):
            if note_id in self._waiting:  # else a change to its note has carried it out
                await self._write_one(note_id, self._waiting.pop(note_id))

    async def _write_one(self, note_id: int, draft: Draft | None) -> None:
        self._sent[note_id] = sent = object()
        try:
            await self._undo_lost_move()
            await self._write(self.tab or uuid.uuid4().hex, note_id, draft)
        except DatabaseUnusable as error:
            logger.warning("A draft could not be kept: %s", error)
            if self._sent[note_id] is sent:
                self._wait(note_id, self._waiting.get(note_id, draft), within=AGAIN)

    async def _undo_lost_move(self) -> None:
        if lost := self._lost_move:
            await lost.undo(self._drafts, self.browser)
            self._lost_move = None
            self._offers_changed()

    def _wait(self, note_id: int, draft: Draft | None, *, within: float = SOON) -> None:
        self._waiting[note_id] = draft
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(within, self._start)

    def _start(self) -> None:
        self._due = None
        if self.tab is not None:  # else `begin` writes the drafts
            self._writing = asyncio.create_task(self.flush())

    async def _write(self, tab: str, note_id: int, draft: Draft | None) -> None:
        if draft:
            await self._drafts.keep(tab, draft, browser=self.browser)
        else:
            await self._drafts.discard(tab, note_id)


def _unless_empty(draft: Draft) -> Draft | None:
    """The draft; None if it is an empty one of a new note."""
    return draft if draft.base or draft.title or draft.description else None
