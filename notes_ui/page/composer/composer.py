"""Makes new notes from what is typed in their form."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Final

from nicegui import background_tasks

from notes_ui.components.fields.pressed_text import Press, PressedText
from notes_ui.components.focus import FocusSignals
from notes_ui.i18n.language import Language
from notes_ui.page.composer.form import Form, FormEvents
from notes_ui.page.composer.making import Create, Making, Taken
from notes_ui.page.composer.replaced import Replaced, nothing
from notes_ui.ports.drafts import Draft

SETTLED: Final = 3.0
"""seconds for which a draft that takes the form's place waits for presses that wait"""


class Composer:
    """The form for a new note: title, description, and Add note.

    Enter in the title adds the note. Enter in the description begins a new line.

    :param typed: called with what is in the fields whenever that has changed
    :param refused: called when what is typed can't be a note, which the fields then say
    :param focus: called also when the button has got the focus, and at each click on the
        description
    """

    def __init__(
        self,
        create: Create,
        typed: Callable[[Draft], None],
        language: Language,
        focus: FocusSignals,
        *,
        refused: Callable[[], None],
    ) -> None:
        self._typed = typed
        self._typed_last = "title"
        self.presses = 0
        """how often the form's text was taken for a note so far, also if that is not made yet"""
        self._replaced: Replaced | None = None
        """the texts before the last draft, until the next press"""
        self._unsure = asyncio.Lock()
        self._waiting: list[Press] = []
        """presses of Add note or Enter that wait until the server knows what the form held"""
        self._form = Form(
            language,
            FormEvents(
                typed=self._tell,
                focus=focus,
                entered=self._enter,
                empty_entered=self._enter_without_a_title,
                pressed=self._add,
            ),
        )
        self._making = Making(self._form, create, refused=refused, brought_back=self._tell)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return self._form.is_empty

    def focus(self, field: str = "title") -> None:
        """Put the keyboard's focus into a field."""
        self._form.focus(field)

    def connected(self) -> None:
        """Show no press as waiting: the browser has just got a connection."""
        self._form.connected()

    def doubt(self) -> None:
        """Ask the browser what the fields hold, because some of it may not have arrived."""
        self._form.doubt()

    def resume(self, draft: Draft) -> None:
        """Put a draft that was typed before into the fields, unless something is typed already."""
        if self.is_empty:
            self.replace(draft)

    def replace(self, draft: Draft, *, added: Callable[[], Awaitable[None]] = nothing) -> None:
        """Put a draft into the fields, in place of their texts.

        :param added: called when the texts that were there before were added as a note, because
            Add note was pressed before the browser showed the draft
        """
        before = self._form.texts
        self._replaced = Replaced(before, draft, added) if any(before.values()) else None
        self._form.write(draft.title, draft.description)

    async def settled(self) -> None:
        """Wait until no press waits, but not for longer than `SETTLED`: the browser may be away."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLED):
                while self._waiting:
                    async with self._unsure:
                        pass
                    await asyncio.sleep(0)  # the task of the press may be about to begin

    def typed(self) -> Draft | None:
        """What the form itself holds, without the texts of presses that wait; None if nothing.

        Letters that were typed in fields that were left go into the form.
        """
        form = self._form
        if not (self._waiting or form.left.asks) and (late := form.left.take()):
            form.title.prepend(late)
        return None if form.is_empty else Draft(**form.texts, field=self._typed_last)

    def draft(self) -> Draft:
        """What is typed, as a draft to store.

        The draft also has what was taken out for presses that wait and for notes that are about to
        be made, and what was typed in fields that were left.
        """
        out = [
            *(texts for _, *texts in self._making.waiting),
            *(press.texts for press in self._waiting),
        ]
        late = self._form.left.received
        kept = {
            name: "".join([late[name], *(texts[place] for texts in out), text])
            for place, (name, text) in enumerate(self._form.texts.items())
        }
        return Draft(**kept, field=self._typed_last)

    def _enter(self, pressed: PressedText, is_late: bool) -> None:
        """Make a note of the title, which the browser has already removed from the field."""
        form, replaced, self._replaced = self._form, self._replaced, None
        if form.left.asks or form.description.in_doubt or self._unsure.locked():
            self.presses += 1
            press = Press([pressed, form.description.take_out()])
            self._waiting.append(press)
            self._tell("title")  # the draft has what waits
            entering = self._enter_when_sure(press, is_late)
            background_tasks.create(entering, name="wait for the fields", context=form.element)
            return
        shown = {"title": pressed.shown, "description": form.description.shown}
        meant = {"title": pressed.text, "description": form.description.text}
        if replaced and replaced.is_shown(shown, meant):
            making = self._enter_replaced(replaced, pressed)
        else:
            making = self._making.make(self._taken_entered(pressed.before + pressed.text, is_late))
        background_tasks.create(making, name="make a note", context=form.element)

    def _enter_replaced(
        self, replaced: Replaced, pressed: PressedText
    ) -> Coroutine[Any, Any, None]:
        """Make a note of texts that a draft has replaced; the browser has emptied the title."""
        title = pressed.before + pressed.shown
        new = self._taken_before(replaced, title, self._form.description.shown)
        if new is None:
            self._form.title.prepend(pressed.before + pressed.text)
        return self._making.make(new, then=replaced.added)

    async def _enter_when_sure(self, press: Press, is_late: bool) -> None:
        """Do the same as `_enter`, in order, when the browser has reported what it was asked."""
        async with self._unsure:
            await self._form.left.told()
            await self._form.description.settled()
        self._waiting.remove(press)
        title, text = press.texts
        if is_late and text != self._form.before:
            self._form.description.prepend(text)
            text = ""
        new = self._making.take(title, text)
        if new is None:
            self._form.prepend(title, text)
        self._tell("title")
        await self._making.make(new)

    async def _enter_without_a_title(self) -> None:
        await self._form.title.settled()  # it may show a text that the server does not know
        if not self._form.title.text and self._form.description.text.strip():
            await self._add()

    def _add(self) -> Awaitable[None]:
        """Make a note of what the browser showed at the press.

        This takes the texts at once. A coroutine would begin only after the server has handled the
        events that came after the press.
        """
        form, replaced = self._form, self._replaced
        self._replaced = None
        if self._unsure.locked() or form.left.asks or not form.is_sure:
            self.presses += 1
            press = Press([field.take_out() for field in form.fields.values()])
            form.left.put_before(press.fields[0])
            self._waiting.append(press)
            return self._add_when_sure(press, form.until_typing())
        if replaced and replaced.is_shown(form.shown, form.texts):
            new = self._taken_before(replaced, *form.shown.values())
            return self._making.make(new, then=replaced.added)
        if late := form.left.take():
            form.title.prepend(late)
        is_other_half = form.is_empty and self._making.has_just_taken
        new = None if is_other_half else self._making.take(form.title.text, form.description.text)
        if new:
            self.presses += 1
            form.leave_empty()
        return self._making.make(new)

    def _taken_before(self, replaced: Replaced, title: str, description: str) -> Taken | None:
        """Take texts that a draft has replaced, and which the browser showed at a press."""
        new = self._making.take(title, description)
        if new is None:
            self._replaced = replaced
        else:
            self.presses += 1
            self._form.write(replaced.by.title, replaced.by.description)
            self._tell("title")
        return new

    async def _add_when_sure(self, press: Press, is_wanted: Callable[[], bool]) -> None:
        """Do the same as `_add`, when the browser has reported what the fields held at the press.

        :param is_wanted: returns whether nobody has gone elsewhere to type since the press
        """
        async with self._unsure:
            await self._form.left.told()
            for field in self._form.fields.values():
                await field.settled()
        self._waiting.remove(press)
        new = None if press.is_void or not any(press.texts) else self._making.take(*press.texts)
        if new is None:
            self._form.prepend(*press.texts)
        else:
            self._form.renew_stale(is_wanted)
        self._tell(self._typed_last)
        await self._making.make(new)

    def _taken_entered(self, title: str, is_late: bool) -> Taken | None:
        """Take a title and the description; if they can't become a note, both stay in the form.

        :param is_late: whether Enter was pressed before the connection was lost; then a description
            that was changed since belongs to the next note
        """
        text = self._form.description.text
        if is_late and text != self._form.before:
            text = ""
        new = self._making.take(title, text)
        if new is None:
            self._form.title.prepend(title)
            return None
        self.presses += 1
        if text:
            self._form.description.empty()
        self._tell("title")
        return new

    def _tell(self, changed: str) -> None:
        self._typed_last = changed
        self._typed(self.draft())
