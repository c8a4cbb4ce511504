"""The note that a page edits: opened, kept up to date, kept as a draft, and closed."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from nicegui import background_tasks

from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.actions.undo_session import UndoSession
from notes_ui.page.cards.note_card import NoteCard
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.editor.callbacks import EditorActions, PageSignals
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.page.editor.note_editor import NoteEditor
from notes_ui.ports.drafts import OLDEST, Draft
from notes_ui.ports.errors import NoteNotFound
from notes_ui.ports.notes import NoteCreate, NotePublic
from notes_ui.runtime import answers
from notes_ui.runtime.presence import Presence
from notes_ui.text.merge import Merge
from notes_ui.text.source_place import Place

SHOWN_AFTER: Final = 0.01
"""seconds after which a new field is sent: a browser puts the caret of a new one at its end"""


class EditorController:
    """At most one note at a time; opening another one stores the first.

    :param page: what it asks of the page
    """

    def __init__(
        self,
        context: PageContext,
        cards: NoteList,
        keeper: DraftAutosave,
        presence: Presence,
        page: PageSignals,
    ) -> None:
        self._notes = context.notes
        self._page = actions = context.actions
        self._language = language = context.language
        self._list = cards
        self._keeper = keeper
        self._presence = presence
        self._look = page.look
        self._select = page.select
        self._until_typing = page.until_typing
        self._editor: NoteEditor | None = None
        self._kept: dict[int, Merge] = {}
        """what could not be stored, by its note, until that is opened again"""
        self._taking_back = UndoSession(actions, language, self._reopen)
        self._actions = EditorActions(
            write=actions.write,
            type=lambda merge: keeper.keep(merge.draft()),
            close=self._close,
            set_aside=self._set_aside,
            late=self._tell_late,
            discard=self._discard,
            undo=self._undo,
            pin=lambda note: actions.pin([note.id], not note.pinned),
            select=self._select_instead,
            history=lambda note: page.history(note.id),
            rescue=self._rescue,
            tell=actions.tell,
            focused=page.typing,
            gone_elsewhere=page.gone_elsewhere,
        )

    @property
    def note_id(self) -> int | None:
        """The note that is edited."""
        return self._editor.note_id if self._editor else None

    async def open(
        self,
        note: NotePublic,
        place: Place | None = None,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Edit the note, unless another one that is edited can't be stored.

        :param place: where the caret is to be, if there is still the same text
        :param is_wanted: whether the focus is to go there
        """
        await self._open(self._kept.get(note.id) or Merge.of(note), place, is_wanted)

    async def _open(
        self, merge: Merge, place: Place | None = None, is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        while (before := self._editor) and before.note_id != merge.note_id:
            await before.save(leaving=True)
            if self._editor is before:
                break
        if opened := self._editor is None:
            self._show(merge)
        if opened and place and merge.mine[place.field] == place.text:
            await asyncio.sleep(SHOWN_AFTER)
            if self._editor and self._editor.note_id == merge.note_id and is_wanted():
                self._editor.focus(place.field, place.at)
        elif self._editor and is_wanted():
            self._editor.focus(merge.field)
        if opened:
            await self.meet()  # the note may have changed while the one before was saved

    async def make_room(self) -> bool:
        """Store what is edited and close it; return whether nothing is edited any more."""
        if self._editor:
            await self._editor.save(leaving=True)
        return self._editor is None

    def set_aside(self, note_id: int) -> Draft | None:
        """What is kept of a note until that is opened again, if anything is."""
        kept = self._kept.get(note_id)
        return kept.draft() if kept else None

    async def flush(self) -> None:
        """Store what is typed, and not yet stored: whoever has typed it may be gone."""
        if self._editor:
            await self._editor.store(sure=True)  # nobody may be there to ask

    def doubt(self) -> None:
        """Have the browser say what the fields hold, if a note is edited."""
        if self._editor:
            self._editor.doubt()

    def focus(self, field: str) -> None:
        """Put the keyboard's focus into a field of the note that is edited, if there is one."""
        if self._editor:
            self._editor.focus(field)

    async def resume(self, drafts: Sequence[Draft]) -> None:
        """Go on with the edit that was typed last; others are kept until their notes are opened."""
        for draft in sorted(drafts, key=lambda each: each.saved_at or OLDEST, reverse=True):
            if not draft.base:
                continue
            merge = Merge.resumed(draft, draft.base)
            if self._editor is None:
                self._show(merge)
            elif draft.has_news and draft.note_id != self.note_id:
                self._keep(merge)
        await self.meet()

    async def meet(self) -> None:
        """Take in what others have done to the note."""
        if self._editor:
            try:
                now = await self._notes.get(self._editor.note_id)
            except NoteNotFound:
                self._editor.meet(None)
            else:
                self._editor.meet(now)

    def _show(self, merge: Merge) -> None:
        self._kept.pop(merge.note_id, None)
        card = self._list.hold(merge.theirs, self._look())
        card.attach("data-editing", "")
        with card:
            self._editor = NoteEditor(merge, self._actions, self._language)
        self._keeper.keep(merge.draft())  # so that it is known what was begun with, come what may
        self._presence.edit(self._list, merge.note_id)

    def _close(self, merge: Merge, to_card: bool) -> None:
        self._remove(merge, to_card=to_card)
        self._keeper.discard(merge.note_id)
        self._taking_back.offer(messages.SAVED, merge)

    def _set_aside(self, merge: Merge) -> None:
        self._remove(merge, to_card=True)
        self._keep(merge)

    def _keep(self, merge: Merge) -> None:
        self._kept[merge.note_id] = merge
        self._taking_back.offer(messages.CHANGE_KEPT, merge, always=True)

    def _tell_late(self, merge: Merge) -> None:
        left = bool(merge.pending())
        if left:
            self._keep(merge)
        else:
            self._taking_back.offer(messages.SAVED, merge)
        if self.note_id == merge.note_id:
            return  # it has a draft of its own by now
        if left:
            self._keeper.keep(merge.draft())
        else:
            self._keeper.discard(merge.note_id)

    def _remove(self, merge: Merge, *, to_card: bool, at_once: bool = False) -> None:
        if self._editor:
            self._editor.remove(at_once=at_once)
            self._editor = None
        if card := self._list.card(merge.note_id):
            card.attach("data-editing", None)
            if to_card:
                going = self._go_to(card, self._until_typing())
                background_tasks.create(going, name="go to a card", context=card)
        self._list.release()
        self._presence.edit(self._list, None)

    async def _go_to(self, card: NoteCard, is_wanted: Callable[[], bool]) -> None:
        """Give a card the focus, unless somebody has gone on to type elsewhere.

        That is known when the browser has answered: it has told before what came before.
        """
        with suppress(TimeoutError):
            await card.get_computed_prop("tabIndex", timeout=answers.ANSWERED)
            if self._editor is None and is_wanted() and not card.is_deleted:
                card.focus()

    async def _discard(self, merge: Merge) -> bool:
        if await self._taking_back.take_back(merge, messages.DISCARDED) is None:
            return False
        self._remove(merge, to_card=True, at_once=True)
        self._keeper.discard(merge.note_id)
        return True

    async def _undo(self, merge: Merge) -> Merge | None:
        taken = await self._taking_back.take_back(merge, messages.UNDONE)
        if taken is None:
            return None
        return Merge.of(taken[-1].after if taken else merge.theirs)

    async def _reopen(self, merge: Merge) -> None:
        """Go on with what was given up, as soon as there is room for it."""
        self._kept[merge.note_id] = merge
        if await self.make_room():
            await self.open(merge.theirs)

    async def _rescue(self, merge: Merge) -> bool:
        if (back := await self._page.bring_back(merge.note_id)) is not False:
            return bool(back)
        if await self._page.create(NoteCreate(**merge.mine)):
            self._remove(merge, to_card=False, at_once=True)
            self._keeper.discard(merge.note_id)
        return False

    async def _select_instead(self, note: NotePublic) -> None:
        """Store what was typed, which goes with the fields; stay with it if it can't be."""
        if self._editor:
            await self._editor.save()
        if self._editor is None and self._list.card(note.id):
            self._select(note.id)
