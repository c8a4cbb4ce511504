"""Restores the drafts of a browser's tab on a new page in the same tab."""

from operator import attrgetter
from typing import Protocol

from nicegui import Client

from notes_ui.page.composer.composer import Composer
from notes_ui.page.drafts.offers import DraftOffers
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.page.interaction.shortcuts import Shortcuts
from notes_ui.ports.drafts import Draft, DraftStore
from notes_ui.runtime.orphaned.notes import OrphanedNotes


class Parts(Protocol):
    """The parts of a page that have to do with drafts."""

    composer: Composer
    editing: EditorController
    shortcuts: Shortcuts
    unfinished: DraftOffers
    keeper: DraftAutosave


class DraftRestore:
    """Puts drafts back where they were typed, once for each page.

    :param orphaned: what the tab's former page may still be writing
    """

    def __init__(
        self, drafts: DraftStore, orphaned: OrphanedNotes, client: Client, parts: Parts
    ) -> None:
        self._drafts = drafts
        self._orphaned = orphaned
        self._client = client
        self._composer = parts.composer
        self._editing = parts.editing
        self._shortcuts = parts.shortcuts
        self._unfinished = parts.unfinished
        self._keeper = parts.keeper
        self._has_restored = self._has_offered = False

    async def resume(self) -> None:
        """Restore the drafts of the tab, as soon as the tab is known, and offer those of others.

        :raises DatabaseUnusable: if the database fails; the next call goes on from there
        """
        if not self._client.tab_id:
            return
        if not self._has_restored:
            await self._restore(self._client.tab_id)
        if not self._has_offered:
            await self._unfinished.show()
            self._has_offered = True

    async def _restore(self, tab: str) -> None:
        await self._orphaned.settled()
        drafts = await self._drafts.of(tab)
        for draft in drafts:
            if draft.base is None:
                await self._take_up(draft)
        self._has_restored = True
        self._keeper.begin(tab)
        last = max(drafts, key=attrgetter("saved_at"), default=None)
        going_on = last if last and last.is_recent else None
        focused = going_on is not None and going_on.base is not None
        try:
            await self._editing.resume(drafts, focused=focused)
        finally:  # the editor is open; what others have made of its note is read again later
            self._focus(going_on)

    async def _take_up(self, draft: Draft) -> None:
        """Restore the draft of a new note; if something is typed already, offer the draft."""
        if self._composer.is_empty:
            self._composer.resume(draft)
            self._keeper.restored(self._composer.draft())
        else:
            await self._keeper.put_aside(draft)

    def _focus(self, going_on: Draft | None) -> None:
        """Focus the field in which somebody typed last; an editor has the focus already.

        :param going_on: the last draft, if it was typed within the last minute
        """
        if going_on is None:
            self._shortcuts.release()
            return
        self._shortcuts.hold()
        if going_on.base is None:
            self._composer.focus(going_on.field)
