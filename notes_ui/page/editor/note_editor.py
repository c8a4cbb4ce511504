"""Editing a note in its place."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.components.debounce import Debounce
from notes_ui.components.fields.keys import KEY, is_of_input_method
from notes_ui.components.focus import all_told
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.editor.buttons import EditorButtons, SessionPresses
from notes_ui.page.editor.callbacks import EditorActions
from notes_ui.page.editor.conflict_notice import Choices, ConflictNotice
from notes_ui.page.editor.edit_session import EditSession
from notes_ui.page.editor.fields.focus_out import FocusOut
from notes_ui.page.editor.fields.late_letters import LateLetters
from notes_ui.page.editor.fields.merged_fields import FieldEvents, MergedFields
from notes_ui.page.editor.status import OthersLines
from notes_ui.ports.drafts import Draft
from notes_ui.ports.notes import NotePublic
from notes_ui.text.merge import Merge

Pressed = Callable[[GenericEventArguments], Awaitable[None] | None]
STORED_AFTER: Final = 1.0
"""seconds without a letter, after which the note is stored"""
AGAIN: Final = 10.0
"""seconds after which a failed store is tried again"""


class NoteEditor:
    """Two fields in the place of a card's text; changes by others are merged with what is typed.

    The editor stores what is typed by itself, after a pause and whenever a field is left.
    """

    def __init__(self, merge: Merge, actions: EditorActions, language: Language) -> None:
        self._actions = actions
        self._say = language.say
        self._sitting = EditSession(merge, actions, self)
        with ui.element("div").classes(theme.EDITOR) as self._form:
            events = FieldEvents(self._type, self._lose, self.store)
            self._merged = MergedFields(lambda: self._sitting.merge, language, events)
            self._fields = self._merged.fields
            self._others = OthersLines(language)
            self._notice = ConflictNotice(self._choices(), language)
            sitting = self._sitting
            presses = SessionPresses(self.save, sitting.discard, self._undo)
            self._buttons = EditorButtons(lambda: sitting.merge.theirs, presses, actions, language)
        self._pause = Debounce(self._form, STORED_AFTER, self.store)
        self._again = Debounce(self._form, AGAIN, self.store)
        self._late = LateLetters(self._form, self._fields, self._sitting.store_late)
        self._departure = FocusOut(
            self._form,
            arrived=actions.focused,
            left=self._leave,
            until_elsewhere=actions.until_elsewhere,
        )
        self._listen_for_keys()
        self._show_choices()
        if merge.pending():
            self._pause.begin()

    @property
    def is_gone(self) -> bool:
        """Whether the fields are removed from the page; before that, they may be hidden."""
        return self._form.is_deleted

    @property
    def _is_open(self) -> bool:
        return not self._form.is_deleted and self._form.visible

    @property
    def note_id(self) -> int:
        """The id of the edited note."""
        return self._sitting.merge.note_id

    def draft(self) -> Draft:
        """What is to be kept until it is written."""
        return self._sitting.merge.draft()

    def begin_with_focus(self, field: str, caret: int | None = None) -> None:
        """Have the keyboard's focus in a field from the first on, unless somebody types elsewhere.

        :param caret: how many characters come before the caret; None to have it at the end
        """
        self._fields.begin_with_focus(field, caret)
        self._actions.leading(self._settle_focus)

    def focus(self, field: str) -> None:
        """Put the keyboard's focus into a field."""
        self._fields.focus(field)
        self._actions.leading(lambda: all_told(self._form))

    def meet(self, now: NotePublic | None) -> None:
        """Merge the current note of the database; None if it was deleted."""
        self._sitting.meet(now)
        if now:
            self._buttons.meet(now)

    def doubt(self) -> None:
        """Ask the browser for the texts of the fields; stores wait for the answer."""
        self._fields.doubt()
        background_tasks.create(self._follow_when_sure(), name="write into an editor again")

    async def store(self, *, sure: bool = False) -> None:
        """Write what was typed, and stay open.

        :param sure: whether to store the known texts, without waiting for the browser
        """
        if not sure:
            await self._fields.settled()
        self._pause.forget()
        await self._sitting.store()
        if self._sitting.has_failed:
            self._again.begin()

    async def save(self, *, leaving: bool = False) -> None:
        """Write what was typed and close, unless something has to be put right or chosen first.

        :param leaving: whether the focus is elsewhere and stays there; otherwise the card gets it
        """
        await self._fields.settled()
        await self._sitting.save(to_card=not leaving)

    async def _leave(self, elsewhere: bool) -> None:
        """Store, and close if the focus is elsewhere on the page.

        The editor stays open for a person who looks at another window or tab.
        """
        if elsewhere:
            await self.save(leaving=True)
        else:
            await self.store()

    def remove(self, *, at_once: bool = False) -> None:
        """Remove the fields from the page.

        :param at_once: whether to drop letters that are still typed in them; otherwise the hidden
            fields stay until the browser has heard of the end
        """
        self._sitting.end()
        self._departure.forget()
        self._pause.forget()
        self._again.forget()
        if at_once:
            self._form.delete()
        else:
            self._late.wait()

    # The view of the sitting

    def show_merged(self, told: Mapping[str, Sequence[str]]) -> None:
        """Show for a moment what others have written."""
        if told:
            self._others.show([line for lines in told.values() for line in lines])

    def follow(self) -> None:
        """Write the current note into the fields that nobody types in."""
        self._merged.follow()
        self._show_choices()

    def show_stored(self, *, all_of_it: bool) -> None:
        """Say that the note is saved, if it is, and offer to undo that."""
        merge = self._sitting.merge
        wrote = merge.first is not None and not self._sitting.gone
        self._buttons.saved.show(saved=all_of_it and wrote, undo=merge.undoing() is not None)

    def tell_what_is_left(self) -> None:
        """Say at the fields what is wrong with them, and if the note is gone."""
        if self._sitting.gone:
            self._actions.tell(self._say(messages.DELETED_MEANWHILE))
        for said in self._fields.show_errors(self._sitting.merge.errors()):
            self._actions.tell(said)  # a long text hides what stands below it

    def _show_choices(self) -> None:
        merge = self._sitting.merge
        met = [(name, str(getattr(merge.theirs, name))) for name in merge.conflicts()]
        if met or self._sitting.gone:
            self._others.hide()  # theirs is told once
            self._buttons.saved.show(saved=False, undo=False)
        self._notice.show(met, gone=self._sitting.gone)

    # Typing and presses

    def _type(self) -> None:
        if not self._late.hear():
            self._buttons.saved.show(saved=False, undo=False)
            self._changed()

    def _lose(self) -> None:
        if not self._late.hear():
            self._changed()

    def _changed(self) -> None:
        self._show_choices()
        self._actions.type(self._sitting.merge)
        self._pause.begin()

    async def _settle_focus(self) -> None:
        await all_told(self._form)
        self._fields.settle_focus()
        if self._is_open:
            self.follow()

    async def _follow_when_sure(self) -> None:
        await self._fields.settled()
        if self._is_open:
            self.follow()

    def _listen_for_keys(self) -> None:
        sitting = self._sitting

        def press(end: Callable[[], Awaitable[None]]) -> Pressed:
            def pressed(event: GenericEventArguments) -> Awaitable[None] | None:
                if is_of_input_method(event):
                    return None
                if self._fields.in_doubt:
                    return self._when_sure(end)
                return None if sitting.close_at_once() else end()

            return pressed

        self._fields.title.on("keydown.enter.exact", press(sitting.save), args=KEY)
        self._form.on("keydown.ctrl.enter.prevent", press(sitting.save), args=KEY)
        self._form.on("keydown.meta.enter.prevent", press(sitting.save), args=KEY)
        self._form.on("keydown.esc.stop", press(sitting.keep), args=KEY)

    async def _when_sure(self, end: Callable[[], Awaitable[None]]) -> None:
        await self._fields.settled()
        if not self._sitting.close_at_once():
            await end()

    def _choices(self) -> Choices:
        return Choices(
            keep_mine=self._keep_mine,
            take_theirs=self._take_theirs,
            edit_on=self._edit_on,
            restore=self._sitting.restore,
            let_go=self._sitting.discard,
        )

    async def _keep_mine(self, name: str) -> None:
        self._edit_on(name)
        await self.save()

    def _edit_on(self, name: str) -> None:
        self._sitting.merge.accept(name)
        self._chosen(name)

    async def _take_theirs(self, name: str) -> None:
        await self._fields.settled()
        if name in self._sitting.merge.conflicts() and self._is_open:
            self._merged.take_theirs(name)  # nothing else was pressed meanwhile
            self._chosen(name)

    def _chosen(self, name: str) -> None:
        self._changed()
        self.focus(name)

    async def _undo(self) -> None:
        await self._fields.settled()
        bases = dict(self._sitting.merge.base)
        if await self._sitting.undo():
            self._merged.begin_anew(bases)
            await self.store()
