"""The note that a page edits: opened, kept up to date, kept as a draft, and closed."""

from collections.abc import Awaitable, Callable, Sequence

from api.drafts import Draft
from api.models import NoteCreate, NotePublic
from api.notes import NoteNotFound, Notes
from notes_ui.actions import Actions
from notes_ui.card_text import Look
from notes_ui.draft_keeper import DraftKeeper
from notes_ui.editor_actions import EditorActions
from notes_ui.language import Language
from notes_ui.merge import Merge
from notes_ui.note_editor import NoteEditor
from notes_ui.note_list import NoteList
from notes_ui.presence import Presence


class Editing:
    """At most one note at a time; opening another one saves the first.

    :param look: how a card has to look just now
    :param select: called with a note that is to be selected instead
    :param typing: called when a field has got the keyboard's focus
    :param history: called with a note whose history is to be shown
    """

    def __init__(  # noqa: PLR0913, PLR0917  # it stands between all of them
        self,
        notes: Notes,
        cards: NoteList,
        actions: Actions,
        keeper: DraftKeeper,
        presence: Presence,
        language: Language,
        *,
        look: Callable[[], Look],
        select: Callable[[int], None],
        typing: Callable[[], None],
        history: Callable[[int], Awaitable[None]],
    ) -> None:
        self._notes = notes
        self._list = cards
        self._keeper = keeper
        self._presence = presence
        self._language = language
        self._look = look
        self._select = select
        self._editor: NoteEditor | None = None
        self._bring_back, self._create = actions.bring_back, actions.create
        self._actions = EditorActions(
            save=actions.save,
            type=lambda merge: keeper.keep(merge.draft()),
            close=self._close,
            pin=lambda note: actions.pin([note.id], not note.pinned),
            select=self._select_instead,
            history=lambda note: history(note.id),
            rescue=self._rescue,
            tell=actions.tell,
            focused=typing,
        )

    @property
    def note_id(self) -> int | None:
        """The note that is edited."""
        return self._editor.note_id if self._editor else None

    async def open(self, note: NotePublic) -> None:
        """Edit the note, unless another one that is edited can't be saved."""
        while (before := self._editor) and before.note_id != note.id:
            await before.save(leaving=True)
            if self._editor is before:
                break
        if opened := self._editor is None:
            self._show(Merge.of(note))
        if self._editor:
            self._editor.focus()
        if opened:
            await self.meet()  # the note may have changed while the one before was saved

    def focus(self, field: str) -> None:
        """Put the keyboard's focus into a field of the note that is edited, if there is one."""
        if self._editor:
            self._editor.focus(field)

    async def resume(self, drafts: Sequence[Draft]) -> None:
        """Go on with an edit that was not saved."""
        for draft in drafts:
            if draft.base and self._editor is None:
                self._show(Merge.resumed(draft, draft.base))
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
        card = self._list.hold(merge.base, self._look())
        card.attach("data-editing", "")
        with card:
            self._editor = NoteEditor(merge, self._actions, self._language)
        self._keeper.keep(merge.draft())  # so that it is known what was begun with, come what may
        self._presence.edit(self._list, merge.base.id)

    def _close(self, note: NotePublic, to_card: bool) -> None:
        if self._editor:
            self._editor.remove()
            self._editor = None
        self._keeper.discard(note.id)
        if card := self._list.card(note.id):
            card.attach("data-editing", None)
            if to_card:
                card.focus()
        self._list.release()
        self._presence.edit(self._list, None)

    async def _rescue(self, merge: Merge) -> bool:
        if (back := await self._bring_back(merge.base.id)) is not False:
            return bool(back)
        if await self._create(NoteCreate(**merge.mine)):
            self._close(merge.base, False)
        return False

    async def _select_instead(self, note: NotePublic) -> None:
        """Save what was typed, which goes with the fields; stay with it if it can't be saved."""
        if self._editor:
            await self._editor.save()
        if self._editor is None and self._list.card(note.id):
            self._select(note.id)
