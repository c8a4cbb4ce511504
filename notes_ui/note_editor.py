"""Editing a note in its place."""

import asyncio

from nicegui import ui
from pydantic import ValidationError

from api.edits import Edit, NoteConflict, NoteNotFound
from api.models import NotePublic, NoteUpdate
from notes_ui import theme, words
from notes_ui.bare import TextButton
from notes_ui.departure import Departure
from notes_ui.editor_actions import EditorActions, Outcome
from notes_ui.editor_fields import EditorFields
from notes_ui.editor_notice import Choices, EditorNotice
from notes_ui.language import Language
from notes_ui.merge import Merge


class NoteEditor:
    """Two fields in the place of a card's text; what others do to the note is shown beside them."""

    def __init__(self, merge: Merge, actions: EditorActions, language: Language) -> None:
        self.merge = merge
        self._actions = actions
        self._say = language.say
        self._writing = asyncio.Lock()
        self._gone = False
        self._closed = False
        with ui.element("form").classes(theme.EDITOR).props("novalidate") as self._form:
            self._fields = EditorFields(self.note_id, merge.mine, language, self._type)
            self._notice = EditorNotice(self._choices(), language)
            self._buttons()
        self._departure = Departure(
            self._form, arrived=actions.focused, left=lambda: self.save(leaving=True)
        )
        self._form.on("submit.prevent", self.save, args=[])
        self._form.on("keydown.ctrl.enter.prevent", self.save, args=[])
        self._form.on("keydown.meta.enter.prevent", self.save, args=[])
        self._form.on("keydown.esc.stop", self.give_up, args=[])
        self._show_notice()

    @property
    def note_id(self) -> int:
        """The note that is edited."""
        return self.merge.base.id

    def focus(self, field: str = "title") -> None:
        """Put the keyboard's focus into a field."""
        self._fields.focus(field)

    def meet(self, now: NotePublic | None) -> None:
        """Take in the note as the database holds it now; None if it was deleted."""
        self._gone = now is None
        if now is None:
            self._show_notice()
            return
        self._pin.text = self._say(words.UNPIN if now.pinned else words.PIN)
        if now != self.merge.theirs:
            for name in self.merge.meet(now):
                self._fields.take(name, self.merge.mine[name])
        self._show_notice()

    async def save(self, *, leaving: bool = False) -> None:
        """Write what was changed, unless it is refused or has to be chosen first.

        While it is being written already, this waits, and writes what was typed since.

        :param leaving: whether the focus is somewhere else, and stays there
        """
        async with self._writing:
            await self._write(to_card=not leaving)

    def give_up(self) -> None:
        """Forget what was typed."""
        self._close(to_card=True)

    def remove(self) -> None:
        """Take the fields off the page."""
        self._closed = True
        self._departure.forget()
        self._form.delete()

    async def _write(self, *, to_card: bool) -> None:
        if self._closed:
            return
        if self._gone:
            self._leave_the_gone()
            return
        if self._shows_errors():
            return
        if self.merge.conflicts():
            self._show_notice()
            return
        edit = self.merge.edit()
        if not edit.values:
            self._close(to_card=to_card)
            return
        outcome = await self._actions.save(edit)
        if not self._closed:  # somebody may have given it up meanwhile
            self._conclude(edit, outcome, to_card=to_card)

    def _leave_the_gone(self) -> None:
        """Close, if nothing is lost with it; else there is something to choose."""
        if self.merge.untouched:
            self._close()
        else:
            self._actions.tell(self._say(words.DELETED_MEANWHILE))

    def _conclude(self, edit: Edit, outcome: Outcome, *, to_card: bool) -> None:
        if isinstance(outcome, NoteConflict):
            self.meet(outcome.current)
        elif isinstance(outcome, NoteNotFound):
            self.meet(None)
        elif outcome:
            self.merge.saved(edit)
            self._close_unless_typed_on(to_card=to_card)

    def _close_unless_typed_on(self, *, to_card: bool) -> None:
        if self.merge.edit().values:
            self._actions.type(self.merge)
            self._show_notice()
        else:
            self._close(to_card=to_card)

    def _close(self, *, to_card: bool = False) -> None:
        if not self._closed:
            self._closed = True
            self._actions.close(self.merge.base, to_card)

    def _type(self, name: str, text: str, over: str | None) -> None:
        if self.merge.mine[name] == text:
            return
        self.merge.mine[name], self.merge.field = text, name
        if over is not None:
            self.merge.unsee(name, over)
            self._show_notice()
        self._actions.type(self.merge)

    def _buttons(self) -> None:
        note = self.merge.base
        pin = words.UNPIN if note.pinned else words.PIN
        with ui.element("div").classes(theme.EDITOR_BUTTONS):
            TextButton(self._say(words.SAVE), self.save).classes(theme.PRIMARY)
            TextButton(self._say(words.CANCEL), self.give_up)
            self._pin = TextButton(self._say(pin), lambda: self._actions.pin(self.merge.base))
            TextButton(self._say(words.SELECT), lambda: self._actions.select(self.merge.base))
            TextButton(self._say(words.HISTORY), lambda: self._actions.history(self.merge.base))

    def _shows_errors(self) -> bool:
        """Whether what was typed can't be a note's, and is told so."""
        try:
            NoteUpdate(**self.merge.edit().values)
        except ValidationError as error:
            self._fields.show_errors(error.errors())
            return True
        return False

    def _show_notice(self) -> None:
        theirs = self.merge.theirs
        met = [(name, str(getattr(theirs, name))) for name in self.merge.conflicts()]
        self._notice.show(met, gone=self._gone)

    def _choices(self) -> Choices:
        return Choices(
            keep_mine=self._keep_mine,
            take_theirs=self._take_theirs,
            edit_on=self._edit_on,
            restore=self._restore,
            let_go=self.give_up,
        )

    async def _keep_mine(self, name: str) -> None:
        self._edit_on(name)
        await self.save()

    def _edit_on(self, name: str) -> None:
        self.merge.accept(name)
        self._chosen(name)

    def _take_theirs(self, name: str) -> None:
        self.merge.take(name)
        self._fields.take(name, self.merge.mine[name])
        self._chosen(name)

    def _chosen(self, name: str) -> None:
        self._actions.type(self.merge)
        self._show_notice()
        self.focus(name)

    async def _restore(self) -> None:
        async with self._writing:  # a second press would make the note a second time
            gone = self._gone and not self._closed
            if gone and not self._shows_errors() and await self._actions.rescue(self.merge):
                self._gone = False
                self._show_notice()
                await self._write(to_card=True)
