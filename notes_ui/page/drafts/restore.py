"""What was typed before, in this tab of the browser, is taken up when it is back."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from nicegui import Client

from notes_ui.page.composer.composer import Composer
from notes_ui.page.drafts.offers import DraftOffers
from notes_ui.page.editor.controller import EditorController
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.page.interaction.shortcuts import Shortcuts
from notes_ui.ports.drafts import Draft, DraftStore


class Parts(Protocol):
    """The parts of a page that have to do with drafts."""

    composer: Composer
    editing: EditorController
    shortcuts: Shortcuts
    unfinished: DraftOffers
    keeper: DraftAutosave


class DraftRestore:
    """Puts drafts back where they were typed, once for each page."""

    def __init__(self, drafts: DraftStore, client: Client, parts: Parts) -> None:
        self._drafts = drafts
        self._client = client
        self._composer = parts.composer
        self._editing = parts.editing
        self._shortcuts = parts.shortcuts
        self._unfinished = parts.unfinished
        self._keeper = parts.keeper
        self._done = False

    async def resume(self) -> None:
        """Go on with what was typed before, as soon as the tab is known.

        :raises DatabaseUnusable: if it can't be read; the next call tries again
        """
        if self._done or not self._client.tab_id:
            return
        drafts = await self._drafts.of(self._client.tab_id)
        for draft in drafts:
            if draft.base is None:
                await self._take_up(draft)
        self._done = True
        self._keeper.begin(self._client.tab_id)
        await self._editing.resume(drafts)
        self._focus(drafts)
        await self._unfinished.show()

    async def _take_up(self, draft: Draft) -> None:
        """Go on with a new note; what is typed here already stays, and the draft is offered."""
        if self._composer.is_empty:
            self._composer.resume(draft)
        else:
            await self._keeper.put_aside(draft)

    def _focus(self, drafts: Sequence[Draft]) -> None:
        """Have the focus where somebody typed, if that was just now."""
        last = max(drafts, key=attrgetter("saved_at"), default=None)
        if last is None or not last.is_recent:
            self._shortcuts.release()
            return
        self._shortcuts.hold()
        place = self._composer if last.base is None else self._editing
        place.focus(last.field)
