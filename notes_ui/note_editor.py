"""Editing a note in its place."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import Final

from nicegui import ui
from nicegui.events import GenericEventArguments

from api.models import NotePublic
from notes_ui import theme, words
from notes_ui.bare import TextButton
from notes_ui.departure import Departure
from notes_ui.editor_actions import EditorActions
from notes_ui.editor_fields import EditorFields, Told
from notes_ui.editor_notice import Choices, EditorNotice
from notes_ui.editor_status import OthersLines, Saved
from notes_ui.keys import KEY, is_of_input_method
from notes_ui.language import Language
from notes_ui.merge import Merge
from notes_ui.pause import Pause
from notes_ui.storing import Storing

STORED_AFTER: Final = 1.0
"""seconds without a letter"""


class NoteEditor:
    """Two fields in the place of a card's text; what others do to the note is merged with them.

    What is typed is stored by itself, after a pause and whenever a field is left.
    """

    def __init__(self, merge: Merge, actions: EditorActions, language: Language) -> None:
        self._actions = actions
        self._say = language.say
        self._one_at_a_time = asyncio.Lock()
        self._closed = False
        self._storing = Storing(merge, actions.write, self._tell_merged)
        with ui.element("div").classes(theme.EDITOR) as self._form:
            self._fields = EditorFields(
                self.note_id, merge.mine, language, Told(self._type, self._heard, self.store)
            )
            self._others = OthersLines(language)
            self._notice = EditorNotice(self._choices(), language)
            self._buttons(language)
        self._pause = Pause(self._form, STORED_AFTER, self.store)
        self._departure = Departure(
            self._form, arrived=actions.focused, left=lambda: self.save(leaving=True)
        )
        self._fields.title.on("keydown.enter.exact", self._press_done, args=KEY)
        self._form.on("keydown.ctrl.enter.prevent", self._press_done, args=KEY)
        self._form.on("keydown.meta.enter.prevent", self._press_done, args=KEY)
        self._form.on("keydown.esc.stop", self._press_escape, args=KEY)
        self._show_notice()
        if merge.pending():
            self._pause.begin()

    @property
    def merge(self) -> Merge:
        """What is typed, and the note that it is typed in."""
        return self._storing.merge

    @property
    def note_id(self) -> int:
        """The note that is edited."""
        return self.merge.note_id

    def focus(self, field: str = "title") -> None:
        """Put the keyboard's focus into a field."""
        self._fields.focus(field)

    def meet(self, now: NotePublic | None) -> None:
        """Take in the note as the database holds it now; None if it was deleted."""
        self._storing.meet(now)
        if now:
            self._pin.text = self._say(words.UNPIN if now.pinned else words.PIN)
        self._follow()

    async def store(self) -> bool:
        """Write what was typed, all that can be; return whether nothing is left to be written.

        While it is being written already, this waits, and writes what was typed since.
        """
        async with self._one_at_a_time:
            return await self._store()

    async def save(self, *, leaving: bool = False) -> None:
        """Write what was typed and close, unless something has to be put right or chosen first.

        :param leaving: whether the focus is somewhere else, and stays there
        """
        async with self._one_at_a_time:
            if await self._store():
                self._close(to_card=not leaving)
            elif not self._closed:
                self._tell_what_is_left()

    async def keep(self) -> None:
        """Write what was typed and close, also while something has to be chosen: it is kept."""
        async with self._one_at_a_time:
            if await self._store():
                self._close(to_card=True)
            elif not self._closed:
                self._set_aside()

    async def discard(self) -> None:
        """Take back what was typed and stored in this sitting, and close."""
        async with self._one_at_a_time:
            if not self._closed:
                self._closed = await self._actions.discard(self.merge)

    def remove(self) -> None:
        """Take the fields off the page."""
        self._closed = True
        self._departure.forget()
        self._pause.forget()
        self._form.delete()

    async def _store(self) -> bool:
        self._pause.forget()
        if self._closed:
            return False
        sound = await self._storing.store()
        if self._closed:
            return False
        self._actions.type(self.merge)
        self._follow()
        left = bool(self.merge.pending())
        self._saved.show(saved=sound and not left, undo=self.merge.undoing() is not None)
        return sound and not left

    def _tell_what_is_left(self) -> None:
        if self._storing.gone:
            self._actions.tell(self._say(words.DELETED_MEANWHILE))
        self._fields.show_errors(self.merge.errors())

    def _set_aside(self) -> None:
        """Close if nothing but a choice is left; what could never be stored is to be seen."""
        left = set(self.merge.pending()).difference(self.merge.conflicts())
        if left or self._storing.gone:
            self._tell_what_is_left()
        else:
            self._closed = True
            self._actions.set_aside(self.merge)

    def _close(self, *, to_card: bool) -> None:
        if not self._closed:
            self._closed = True
            self._actions.close(self.merge, to_card)

    def _type(self, name: str, text: str, over: str | None) -> None:
        merge = self.merge
        if merge.mine[name] == text:
            return
        merge.mine[name], merge.field = text, name
        if over is not None:
            merge.overlooked(name, over)
        self._saved.show(saved=False, undo=False)
        self._show_notice()
        self._actions.type(merge)
        self._pause.begin()

    def _heard(self, name: str) -> str:
        return self.merge.adopt(name)

    def _follow(self) -> None:
        """Have the fields that nobody types in hold what the note holds now."""
        for name in self._fields.free():
            self.merge.follow(name)
            self._fields.take(name, self.merge.mine[name])
        self._show_notice()

    def _tell_merged(self, told: Mapping[str, Sequence[str]]) -> None:
        if told:
            self._others.show([line for lines in told.values() for line in lines])

    def _buttons(self, language: Language) -> None:
        note = self.merge.theirs
        pin = words.UNPIN if note.pinned else words.PIN
        with ui.element("div").classes(theme.EDITOR_BUTTONS):
            TextButton(self._say(words.CLOSE), self.save)
            self._pin = TextButton(self._say(pin), lambda: self._actions.pin(self.merge.theirs))
            TextButton(self._say(words.SELECT), lambda: self._actions.select(self.merge.theirs))
            TextButton(self._say(words.HISTORY), lambda: self._actions.history(self.merge.theirs))
            TextButton(self._say(words.DISCARD), self.discard)
            self._saved = Saved(language, self._undo)

    def _press_done(self, event: GenericEventArguments) -> Awaitable[None] | None:
        return None if is_of_input_method(event) or self._closes_at_once() else self.save()

    def _press_escape(self, event: GenericEventArguments) -> Awaitable[None] | None:
        return None if is_of_input_method(event) or self._closes_at_once() else self.keep()

    def _closes_at_once(self) -> bool:
        """Close if there is nothing to be written, so that the next key finds the card."""
        done = not (self._one_at_a_time.locked() or self.merge.pending())
        if done:
            self._close(to_card=True)
        return done

    def _show_notice(self) -> None:
        theirs = self.merge.theirs
        met = [(name, str(getattr(theirs, name))) for name in self.merge.conflicts()]
        self._notice.show(met, gone=self._storing.gone)

    def _choices(self) -> Choices:
        return Choices(
            keep_mine=self._keep_mine,
            take_theirs=self._take_theirs,
            edit_on=self._edit_on,
            restore=self._restore,
            let_go=self.discard,
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
        self._pause.begin()

    async def _undo(self) -> None:
        async with self._one_at_a_time:
            if not self._closed and (begun := await self._actions.undo(self.merge)):
                self._storing.merge = begun
                for name, text in begun.mine.items():
                    self._fields.take(name, text)
                await self._store()

    async def _restore(self) -> None:
        async with self._one_at_a_time:  # a second press would make the note a second time
            if self._closed or not self._storing.gone:
                return
            if errors := self.merge.errors():
                self._fields.show_errors(errors)
            elif await self._actions.rescue(self.merge):
                self._storing.gone = False
                self._show_notice()
                if await self._store():
                    self._close(to_card=True)
