"""Several notes at once: which are selected, and what can be done with them together."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from nicegui import background_tasks, ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.components.fields.entry_field import EntryField
from notes_ui.components.fields.too_long import MOST_SENT, at_most
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.notes import TAG_LENGTH, NotePublic, is_tag_of_any_length
from notes_ui.runtime.lean_elements import Bare

Press = Callable[[], Awaitable[object] | None]


class Selection:
    """The selected notes of one page, and the bar that appears while there are any.

    :param leaving: called before selected notes may leave the list
    :param cleared: called when none is selected any more, and the bar is gone
    """

    def __init__(
        self,
        context: PageContext,
        notes: NoteList,
        *,
        leaving: Callable[[], None],
        cleared: Callable[[], None],
    ) -> None:
        self._leaving, self._cleared = leaving, cleared
        self._actions, self._texts = context.actions, context.texts
        self._toggles, self._emptying = context.toggles, context.emptying
        self._list = notes
        self._language = language = context.language
        self._chosen: dict[int, None] = {}
        self._last: int | None = None
        self._trashed: bool | None = None
        self._bar = ui.element("section").classes(theme.SELECTION)
        self._bar.props["aria-label"] = language.say(messages.SELECTION)
        self._count: Bare | None = None
        self._tag: EntryField | None = None
        self._tagged_late: Sequence[int] = ()
        """the notes that were selected when the connection was lost, for an Enter of before that"""
        self._all: Bare | None = None

    def __bool__(self) -> bool:
        return bool(self._chosen)

    def add(self, note_id: int) -> None:
        """Select the note in addition to others."""
        self._last = note_id
        self._chosen[note_id] = None
        self._show()

    def toggle(self, note_id: int) -> None:
        """Select the note, or deselect it."""
        if note_id not in self._chosen:
            self.add(note_id)
            return
        self._last = note_id
        del self._chosen[note_id]
        self._show()

    def extend(self, note_id: int) -> None:
        """Select all notes from the one that was selected or deselected last to this one."""
        ids = self._list.ids()
        if self._last not in ids or note_id not in ids:
            self.toggle(note_id)
            return
        first, last = sorted((ids.index(self._last), ids.index(note_id)))
        self._chosen |= dict.fromkeys(ids[first : last + 1])
        self._show()

    def select_all(self) -> None:
        """Select all notes that are shown."""
        self._chosen = dict.fromkeys(self._list.ids())
        self._show()

    def clear(self) -> None:
        """Select none."""
        self._chosen.clear()
        self._show()
        self._cleared()

    def meet(self) -> None:
        """Deselect notes that are no longer shown, and update the text of *Select all*."""
        self._say_all()
        gone = set(self._chosen).difference(self._list.ids()) if self._chosen else ()
        if gone:
            self._chosen = {note_id: None for note_id in self._chosen if note_id not in gone}
            self._show()

    def doubt(self) -> None:
        """Ask after a handshake for the tag that is being typed, and for a lost Enter."""
        if self._tag is not None:
            if self._tag.is_sure:
                self._tagged_late = tuple(self._chosen)
            self._tag.doubt()

    def notes(self) -> Sequence[NotePublic]:
        """The selected notes, from top to bottom."""
        return [note for note in self._list.notes() if note.id in self._chosen]

    def _show(self) -> None:
        self._list.marks.select(self._chosen)
        trashed = self._list.trashed if self._chosen else None
        if trashed is not self._trashed:
            self._trashed = trashed
            self._bar.clear()
            self._count = self._tag = self._all = None
            if trashed is not None:
                self._fill(trashed=trashed)
        if self._count is not None:
            self._say_all()
            self._count.text = self._language.count(messages.SELECTED, len(self._chosen))

    def _fill(self, *, trashed: bool) -> None:
        with self._bar:
            clear = TextButton(self._language.say(messages.CLEAR_SELECTION), self.clear)
            clear.classes(theme.SELECTION_CLEAR)
            self._count = Bare("span").props("role=status")
            with ui.element("div").classes(theme.SELECTION_TOOLS):
                self._buttons(self._for_trash() if trashed else self._for_notes())
                if not trashed:
                    self._tag = self._tag_field()
                self._all = TextButton("", self.select_all).classes(theme.SELECTION_BUTTON)

    def _say_all(self) -> None:
        window = self._list.window
        if self._all is not None and window is not None:
            some = window.newer or window.older
            self._all.text = self._language.say(
                messages.SELECT_ALL_SHOWN if some else messages.SELECT_ALL
            )

    def _for_trash(self) -> Iterable[tuple[str, Press]]:
        return (
            (messages.RESTORE, lambda: self._do(self._actions.restore)),
            (messages.DELETE_FOR_GOOD, lambda: self._do(self._delete_for_good)),
        )

    def _for_notes(self) -> Iterable[tuple[str, Press]]:
        return (
            (messages.MARK_DONE, lambda: self._set_done(True)),
            (messages.MARK_OPEN, lambda: self._set_done(False)),
            (messages.PIN, self.pin),
            (messages.DELETE, self.delete),
        )

    def _buttons(self, buttons: Iterable[tuple[str, Press]]) -> None:
        for said, pressed in buttons:
            TextButton(self._language.say(said), pressed).classes(theme.SELECTION_BUTTON)

    def _set_done(self, done: bool) -> Awaitable[bool]:
        return self._toggles.set_done([note.id for note in self.notes()], done)

    def pin(self) -> Awaitable[bool]:
        """Pin the selected notes, or unpin them if all are pinned."""
        return self._toggles.pin(self.notes())

    async def delete(self) -> None:
        """Move the selected notes to the trash."""
        await self._do(self._actions.delete)

    async def _delete_for_good(self, note_ids: Sequence[int]) -> bool:
        meant = await self._emptying.is_meant(len(note_ids))
        return meant and await self._emptying.delete_for_good(note_ids)

    async def _do(self, act: Callable[[Sequence[int]], Awaitable[bool]]) -> None:
        chosen = list(self._chosen)
        self._leaving()
        if await act(chosen):
            self.clear()

    def _tag_field(self) -> EntryField:
        label = self._language.say(messages.TAG_NAME)
        field = EntryField(
            placeholder=f"#{self._language.say(messages.TAG).lower()}",
            typed=lambda: None,
            entered=self._enter_tag,
        )
        field.classes(theme.SELECTION_TAG).props(theme.FIELD)
        field.props["maxlength"] = MOST_SENT
        field.props["aria-label"] = label
        return field

    def _enter_tag(self, typed: str, is_late: bool) -> None:
        ids = self._tagged_late if is_late else self._chosen
        notes = [note for note in self._list.notes() if note.id in ids]
        background_tasks.create(self._add_tag(typed, notes), name="tag notes", context=self._bar)

    async def _add_tag(self, entered: str, notes: Sequence[NotePublic]) -> None:
        """Tag the notes; if that fails, the text comes back into the field."""
        typed = entered.strip().lstrip("#")
        if not is_tag_of_any_length(typed):
            self._actions.tell(self._language.say(messages.TAG_REFUSED))
        elif too_long := at_most(TAG_LENGTH, self._language)(typed):
            self._actions.tell(too_long)
        elif await self._texts.tag(notes, typed):
            return
        if self._tag is not None:
            self._tag.prepend(entered)
