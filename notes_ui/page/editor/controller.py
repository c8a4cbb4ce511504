"""The note that a page edits: opened, kept up to date, kept as a draft, and closed."""

from collections.abc import Callable, Sequence

from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.actions.undo_session import UndoSession
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.editor.callbacks import EditorActions, PageSignals, Written
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.page.editor.edited_card import EditedCard
from notes_ui.page.editor.note_editor import NoteEditor
from notes_ui.ports.drafts import OLDEST, Draft
from notes_ui.ports.errors import DatabaseUnusable, NoteNotFound
from notes_ui.ports.notes import Edit, NoteCreate, NotePublic
from notes_ui.runtime.presence import Presence
from notes_ui.text.merge import Merge
from notes_ui.text.source_place import Place


class EditorController:
    """Edits one note at a time; opening another one stores and closes the first.

    :param page: the callbacks of the page
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
        self._card = EditedCard(cards, presence, page)
        self._select = page.select
        self._history = page.history
        self.lead = page.focus.leading
        """see `FocusSignals`"""
        self._editor: NoteEditor | None = None
        self._opening: object = None
        """stands for the last opening that reads its note"""
        self._closed: list[NoteEditor] = []
        """editors that are hidden, and may still get letters"""
        self._kept: dict[int, Merge] = {}
        """what could not be stored, by the note's id, until the note is opened again"""
        self._taking_back = UndoSession(actions, language, self._reopen)
        self._actions = EditorActions(
            write=self._write,
            type=lambda merge: keeper.keep(merge.draft()),
            close=self._close,
            set_aside=self._set_aside,
            late=self._tell_late,
            discard=self._discard,
            undo=self._undo,
            pin=lambda note: context.toggles.pin([note]),
            select=self._select_instead,
            history=self._open_history,
            rescue=self._rescue,
            tell=actions.tell_of_text,
            focused=page.focus.typing,
            leading=page.focus.leading,
            until_elsewhere=page.until_elsewhere,
        )

    @property
    def note_id(self) -> int | None:
        """The id of the edited note; None if there is none."""
        return self._editor.note_id if self._editor else None

    async def open(
        self,
        note: NotePublic,
        place: Place | None = None,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Edit the note, unless another note is being edited that can't be stored.

        If the note can't be read, the page says why, and the editor has the text of the card.

        :param place: where to put the caret, if the field still has the same text
        :param is_wanted: returns whether the editor is to get the focus
        """
        with self._page.reading():
            await self._read_and_open(note, place, is_wanted)

    async def _read_and_open(
        self, note: NotePublic, place: Place | None, is_wanted: Callable[[], bool]
    ) -> None:
        if not await self._make_room_for(note.id, is_wanted):
            return
        opening = self._opening = object()
        now: NotePublic | None = (self._kept.get(note.id) or Merge.of(note)).theirs
        try:
            now = await self._read(note.id)  # it may have changed since the card was painted
        finally:
            if self._opening is opening:  # else another one was opened meanwhile
                self._open(self._kept.get(note.id) or Merge.of(now or note), now, place, is_wanted)

    async def _make_room_for(self, note_id: int, is_wanted: Callable[[], bool]) -> bool:
        """Close the editor of another note; return whether none is open any more.

        An editor that stays gets the focus: of this note, or of one that can't be stored.
        """
        while (before := self._editor) and before.note_id != note_id:
            await before.save(leaving=True)
            if self._editor is before:  # it says why it can't be stored
                break
        if self._editor and is_wanted():
            self._editor.focus("title")
        return self._editor is None

    def _open(
        self,
        merge: Merge,
        now: NotePublic | None,
        place: Place | None,
        is_wanted: Callable[[], bool],
    ) -> None:
        """Show an editor; its focus and caret are in the same message as itself.

        :param now: the note as it is now; None if it was deleted
        """
        editor = self._show(merge)
        editor.meet(now)
        if is_wanted():
            still = place if place and merge.mine[place.field] == place.text else None
            field, caret = (still.field, still.at) if still else (merge.field, None)
            editor.begin_with_focus(field, caret)

    async def make_room(self) -> bool:
        """Store and close the open editor; return whether none is open any more."""
        if self._editor:
            await self._editor.save(leaving=True)
        return self._editor is None

    def set_aside(self, note_id: int) -> Draft | None:
        """The draft of a note whose text could not be stored, if there is one."""
        kept = self._kept.get(note_id)
        return kept.draft() if kept else None

    async def flush(self) -> None:
        """Store what was typed, without waiting for the browser, which may be gone."""
        if self._editor:
            await self._editor.store(sure=True)

    def doubt(self) -> None:
        """Ask the browser for the texts of the fields, if a note is edited or was just now."""
        self._closed = [each for each in self._closed if not each.is_gone]
        for closed in self._closed:
            closed.doubt()
        if self._editor:
            self._editor.doubt()

    async def resume(self, drafts: Sequence[Draft], *, focused: bool) -> None:
        """Continue the newest draft of an edit; keep the others until their notes are opened.

        The draft of a note that somebody has opened meanwhile is offered.

        :param focused: whether the editor is to get the focus
        :raises DatabaseUnusable: if the current note can't be read
        """
        opened, newest = self.note_id, None
        for draft in sorted(drafts, key=lambda each: each.saved_at or OLDEST, reverse=True):
            if not draft.base:
                continue
            merge = Merge.resumed(draft, draft.base)
            if opened is None:
                opened, newest = merge.note_id, merge
                self._kept[opened] = merge
            elif draft.has_news and draft.note_id != opened:
                self._keep(merge)
            elif draft.has_news and newest is None:
                await self._offer(draft)
        if newest:
            await self._read_and_open(newest.theirs, None, lambda: focused)

    async def _offer(self, draft: Draft) -> None:
        """Offer the draft of the open editor's note; this tab keeps what is typed in the editor."""
        if self._editor:
            self._keeper.keep(self._editor.draft())
        try:
            await self._keeper.put_aside(draft)
        except DatabaseUnusable:
            if draft.base:
                self._keep(Merge.resumed(draft, draft.base))
            raise

    async def meet(self) -> None:
        """Merge the current note of the database into the open editor, if there is one.

        :raises DatabaseUnusable: if the note can't be read
        """
        if editor := self._editor:
            note_id = editor.note_id
            now = await self._read(note_id)
            if editor is self._editor and note_id == editor.note_id:  # else it is another by now
                editor.meet(now)

    async def _read(self, note_id: int) -> NotePublic | None:
        try:
            return await self._notes.get(note_id)
        except NoteNotFound:
            return None

    def _show(self, merge: Merge) -> NoteEditor:
        self._kept.pop(merge.note_id, None)
        with self._card.hold(merge.theirs):
            editor = self._editor = NoteEditor(merge, self._actions, self._language)
        self._keeper.keep(merge.draft())  # stores the base of the edit, in case of a crash
        return editor

    async def _write(self, edit: Edit, left: Draft | None) -> Written:
        draft = self._keeper.along(edit.note_id, left) if left else None
        return await self._page.write(edit, draft)

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
            return  # the note is open again, and its new editor keeps the draft
        if left:
            self._keeper.keep(merge.draft())
        else:
            self._keeper.discard(merge.note_id)

    def _remove(self, merge: Merge, *, to_card: bool, at_once: bool = False) -> None:
        if self._editor:
            self._editor.remove(at_once=at_once)
            self._closed = [each for each in (*self._closed, self._editor) if not each.is_gone]
            self._editor = None
        self._card.release(merge.note_id, to_card=to_card)

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
        """Open the editor again with what was typed; keep it if another editor can't be closed."""
        self._kept[merge.note_id] = merge
        if await self.make_room():
            await self.open(merge.theirs)

    async def _rescue(self, merge: Merge) -> Merge | None:
        if (back := await self._page.bring_back(merge.note_id)) is not False:
            return merge if back else None
        sent, draft = dict(merge.mine), self._keeper.along(merge.note_id, None)
        if (made := await self._page.create(NoteCreate(**sent), draft=draft)) is None:
            self._keeper.keep(merge.draft())
            return None
        self._keeper.discard(merge.note_id)  # what was typed meanwhile goes on in the new note
        self._card.go_on_as(made)
        anew = merge.made_anew(made, sent)
        self._keeper.keep(anew.draft())
        return anew

    async def _open_history(self, note: NotePublic) -> None:
        """Show the note's history; store what was typed, and close the editor behind it.

        The focus goes to the history, and then to the card: it never comes back to the editor.
        """
        if await self._history(note.id) and self.note_id == note.id:
            await self.make_room()

    async def _select_instead(self, note: NotePublic) -> None:
        """Store what was typed, close the editor and select the note; stay in it if that fails."""
        if self._editor:
            await self._editor.save()
        if self._editor is None and self._list.card(note.id):
            self._select(note.id)
