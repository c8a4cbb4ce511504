"""Editing a note in its place."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from nicegui import background_tasks, ui
from pydantic import ValidationError

from api.edits import Edit, NoteConflict, NoteNotFound
from api.models import DESCRIPTION_LENGTH, TITLE_LENGTH, NotePublic, NoteUpdate
from notes_ui import theme, words
from notes_ui.composer import at_most, said_of
from notes_ui.editor_notice import Choices, EditorNotice
from notes_ui.language import Language
from notes_ui.late_typing import name_field
from notes_ui.merge import Merge
from notes_ui.note_card import CardButton
from notes_ui.taking_over import TakingOver

ELSEWHERE: Final = 0.2
"""seconds after which a focus that has left a field has not come to another one"""
Outcome = NoteConflict | NoteNotFound | bool


@dataclass(frozen=True, slots=True)
class EditorActions:
    """What an editor asks of its page."""

    save: Callable[[Edit], Awaitable[Outcome]]
    type: Callable[[Merge], None]
    """called when something was typed, so that it is kept"""
    close: Callable[[NotePublic, bool], None]
    """the note, and whether the focus goes back to its card"""
    pin: Callable[[NotePublic], Awaitable[None]]
    select: Callable[[NotePublic], Awaitable[None]]
    """select it instead, as soon as what was typed is saved"""
    tell: Callable[[str], None]
    history: Callable[[NotePublic], Awaitable[None]]
    delete: Callable[[NotePublic], Awaitable[object]]
    rescue: Callable[[Merge], Awaitable[bool]]
    """bring a note back that was deleted; one that is gone for good is made anew with what was
    typed, and there is nothing left to edit: False"""
    focused: Callable[[], None]


class NoteEditor:
    """Two fields in the place of a card's text; what others do to the note is shown beside them."""

    def __init__(self, merge: Merge, actions: EditorActions, language: Language) -> None:
        self.merge = merge
        self._actions = actions
        self._language, self._say = language, language.say
        self._leaving: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()
        self._gone = False
        self._closed = False
        with ui.element("form").classes(theme.EDITOR).props("novalidate") as self._form:
            self._fields: dict[str, Any] = {"title": self._title(), "description": self._text()}
            for name, field in self._fields.items():
                name_field(field, self.note_id, name)
                field.validate()
            self._taking = {name: TakingOver(field) for name, field in self._fields.items()}
            self._notice = EditorNotice(self._choices(), language)
            self._buttons()
        self._form.on("focusin", self._arrive, args=[])
        self._form.on("focusout", self._leave, args=[])
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
        self._fields[field].run_method("focus")

    def meet(self, now: NotePublic | None) -> None:
        """Take in the note as the database holds it now; None if it was deleted."""
        self._gone = now is None
        if now is None:
            self._show_notice()
            return
        self._pin.text = self._say(words.UNPIN if now.pinned else words.PIN)
        if now != self.merge.theirs:
            for name in self.merge.meet(now):
                self._taking[name].take(self.merge.mine[name])
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
        if self._leaving:
            self._leaving.cancel()
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

    def _arrive(self) -> None:
        self._stay()
        self._actions.focused()

    def _close(self, *, to_card: bool = False) -> None:
        if not self._closed:
            self._closed = True
            self._actions.close(self.merge.base, to_card)

    def _stay(self) -> None:
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None

    def _leave(self) -> None:
        """Save soon, if the focus does not come back: it may be on its way to the next field."""
        self._stay()
        self._leaving = asyncio.get_running_loop().call_later(ELSEWHERE, self._save_soon)

    def _save_soon(self) -> None:
        saving = self.save(leaving=True)
        background_tasks.create(saving, name="save what was edited", context=self._form)

    def _type(self, name: str) -> None:
        before = self._taking[name].changed()
        typed = self._fields[name].value or ""
        if self.merge.mine[name] == typed:
            return
        self.merge.mine[name], self.merge.field = typed, name
        if before is not None:
            self.merge.unsee(name, before)
            self._show_notice()
        self._actions.type(self.merge)

    def _title(self) -> ui.input:
        return (
            ui.input(
                self._say(words.TITLE),
                value=self.merge.mine["title"],
                on_change=lambda: self._type("title"),
                validation=at_most(TITLE_LENGTH, self._language),
            )
            .classes(theme.COMPOSER_TITLE)
            .props(f"{theme.FIELD} enterkeyhint=done dir=auto")
        )

    def _text(self) -> ui.textarea:
        return (
            ui.textarea(
                self._say(words.MARKDOWN),
                value=self.merge.mine["description"],
                on_change=lambda: self._type("description"),
                validation=at_most(DESCRIPTION_LENGTH, self._language),
            )
            .classes(theme.COMPOSER_DESCRIPTION)
            .props(f"{theme.FIELD} autogrow rows=1 dir=auto")
        )

    def _buttons(self) -> None:
        note = self.merge.base
        pin = words.UNPIN if note.pinned else words.PIN
        with ui.element("div").classes(theme.EDITOR_BUTTONS):
            CardButton(self._say(words.SAVE), self.save).classes(theme.PRIMARY)
            CardButton(self._say(words.CANCEL), self.give_up)
            self._pin = CardButton(self._say(pin), lambda: self._actions.pin(self.merge.base))
            CardButton(self._say(words.SELECT), lambda: self._actions.select(self.merge.base))
            CardButton(self._say(words.HISTORY), lambda: self._actions.history(self.merge.base))

    def _shows_errors(self) -> bool:
        """Whether what was typed can't be a note's, and is told so."""
        try:
            NoteUpdate(**self.merge.edit().values)
        except ValidationError as error:
            for found in error.errors():
                self._fields[str(found["loc"][0])].error = said_of(found, self._language)
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
        self._taking[name].take(self.merge.mine[name])
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
