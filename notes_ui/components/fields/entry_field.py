"""A line whose text goes with Enter, in the browser and by the key press itself.

A server that empties a field does it a round trip late, and what was typed meanwhile is dropped.
Quasar's `q-select` empties its own text at Enter (https://quasar.dev/vue-components/select, "Create
new values") and appends it to a list of values that stays in the browser: so an Enter that was lost
with a dead connection is found in that list when there is a connection again.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from nicegui.events import GenericEventArguments

from notes_ui.components.fields import keys
from notes_ui.components.fields.entry_list import EntryList, flat
from notes_ui.components.fields.leavable_field import Tasks
from notes_ui.components.fields.shown_text import ShownText
from notes_ui.components.fields.typed_field import LineField, Typed
from notes_ui.runtime import answers
from notes_ui.runtime.field_values import SelectLine
from notes_ui.text.overlay import Overlay

SELECT: Final = {
    "use-input": True,
    "multiple": True,
    "hide-selected": True,
    "hide-dropdown-icon": True,
    "new-value-mode": "add",
    "input-debounce": 0,
    "behavior": "menu",
    "options": [],
    "model-value": [],
    "loopback": False,  # the browser keeps the list, and the server only hears of it
}
LINE: Final = dict.fromkeys(
    ("role", "aria-autocomplete", "aria-expanded", "aria-controls", "aria-readonly")
)
"""what a `q-select` says of itself to a screen reader, taken away: it is a line of text"""
SELDOM: Final = 1.0
"""seconds between two events that tell the text beside those for each letter"""
TEXT: Final = "inputValue"
ENTRIES: Final = "update:modelValue"
Entered = Callable[[str, bool], object]
"""a text, and whether its Enter was lost on the way, and was found only now"""


class EntryField(SelectLine, LineField):
    """One line. Its value is what is being typed; what was entered is told once, in order.

    :param entered: called with each text that Enter was pressed behind, and whether it is late
    """

    _asked = "modelValue"

    def __init__(self, *args: Any, typed: Typed, entered: Entered, **kwargs: Any) -> None:
        super().__init__(*args, typed=typed, **kwargs)
        self.tag = "q-select"
        self._entered = entered
        self._entries = EntryList()
        self._left: list[Overlay] = []
        """what was shown and meant before the browser has emptied the line, as far as is known"""
        self._before: list[list[Overlay]] = []
        """what was shown, and what may have been meant, each time that the connection was lost"""
        self.props.update(SELECT | LINE)
        self.on(TEXT, self._tell, args=[None])
        self.on(ENTRIES, self._hear_new, args=[None])
        # The text is told as the search of a select, too. That is the one way to ask for it.
        self.on("filter", self._tell_all, args=[None], throttle=SELDOM, trailing_events=False)
        self.on("keydown.enter", self._press_enter, args=keys.KEY)
        keys.take_while_composed(self)
        # A `q-select` that hears of it drops its text when the focus goes elsewhere.
        self.watch_focus(leaving="focusout.stop")

    def take_focus(self) -> None:
        """Have typing go here from now on. Quasar focuses only what has a tab index."""
        self.props["tabindex"] = 0
        super().take_focus()

    def doubt(self) -> None:
        """Ask the browser what was entered, and what it shows."""
        self._lose_sent()
        self._read_two_ways()
        super().ask()

    def ask_again(self, *, after: Tasks = ()) -> asyncio.Task[None]:
        """The same of a line that is left."""
        self._lose_sent()
        self._read_two_ways()
        self._unsure = True
        return super().ask_again(after=after)

    def _read_two_ways(self) -> None:
        """Take in what is heard from now on with and without an Enter that was lost before it."""
        if not self._before or not self._unsure:
            self._before.append(self._now())
            self._anew.append(ShownText())

    async def settled(self) -> None:
        """Wait until it is sure what the line holds."""
        await super().settled()
        if self._unsure:
            await self._reveal()

    async def _settle(self) -> None:
        await self._ask(lambda _: self._end_writing(None))
        await self._reveal()
        self._doubts = None

    async def _hand_on_all(self, after: Tasks) -> None:
        """Hand over what was typed, also if letters of it may have been lost."""
        if self._unsure:
            await self._ask(lambda _: None)
            await self._reveal()
            self._send_on()
        await super()._hand_on_all(after)

    async def _reveal(self) -> None:
        """Have the browser tell the text that it shows. The focus stays where it is.

        Quasar tells it when it is to show a popup, of which there is none; not if it has told a
        letter just before. The line would have the focus then, if it had a tab index. So that is
        given back only when the browser has answered: a question may still be on its way.
        """
        self.props["tabindex"] = None
        await asyncio.sleep(0)
        await self._ask_for_text()
        if self._unsure:
            await asyncio.sleep(SELDOM)
            await self._ask_for_text()
        self.props["tabindex"] = 0 if self.heir is None else -1
        self._learn(None)

    async def _ask_for_text(self) -> None:
        while not self.is_deleted and not self.client.is_deleted:
            with suppress(TimeoutError):
                await self.run_method("showPopup", timeout=answers.ANSWERED)
                return

    async def _write_at_a_pause(self) -> None:
        """Write into the line only if it is known what it holds."""
        await self.settled()
        await super()._write_at_a_pause()

    def _tell_all(self, event: GenericEventArguments) -> None:
        """Hear the text that is shown, with no letter typed just now."""
        if self._unsure:
            self._learn(str(event.args or ""))
        else:
            self._tell(event)

    def _tell(self, event: GenericEventArguments) -> None:
        value = str(event.args or "")
        if value:
            self._left = []
        elif self.value:
            self._left = self._now()
        if value != self.value:
            self.take_value(value)
        elif value != self._meant.shown:
            self._hear()
        else:
            for anew in self._anew:
                anew.hear(value)

    def _now(self) -> list[Overlay]:
        return [meant.overlay() for meant in self._possible()]

    def _hear_new(self, event: GenericEventArguments) -> None:
        entries = flat(event.args)
        if self._unsure and self._pressed and entries:  # it was pressed right before this Enter
            self._pressed[0].text = entries[-1]
            self._pressed.clear()
            self._left = [Overlay(entries[-1], meant="")]
        self._unsure = False
        left, new = self._left or self._now(), self._entries.new_in(entries)
        reading = self._take_lost(new[:-1])
        for entry in new[-1:]:
            self._take_entry(entry, left[min(reading, len(left) - 1)], is_late=False)
        if self._entries.begins_anew():
            self.begin_anew()

    def _take_lost(self, entries: Sequence[str]) -> int:
        """Take entries whose Enter was lost with the connection; what was heard since is behind it.

        With that it is known whether any was, and at which loss of the connection the last one.

        :return: which reading of what was heard since is right
        """
        anew, self._anew = self._anew or [ShownText()], []
        before, self._before = self._before or [self._now()], []
        over, last, reading = before[0][0], 0, 0
        for entry in entries:
            if at := _goes_on(entry, before, last):
                over, last = before[at][reading], at
            self._take_entry(entry, over, is_late=True)
            over, reading = Overlay(), last + 1
        if entries:
            self._meant.take_over(anew[last])
            for pressed in self._read_twice:
                if last < len(pressed.anew):  # else the connection was lost again since
                    pressed.text = pressed.anew[last]
        self._read_twice.clear()
        return reading

    def _take_entry(self, entry: str, over: Overlay, *, is_late: bool) -> None:
        """Take one entry.

        :param over: what was shown and meant before: the entry was typed over that
        """
        self._left = []
        self._meant.empty()
        over.type(entry)
        self._entered(over.meant, is_late)

    def _press_enter(self, event: GenericEventArguments) -> None:
        """Do what a browser does by itself for a simulated user, who has none."""
        if event.args == {} and (text := self.text):
            self.take_value("")
            self._meant.empty()
            self._entered(text, False)

    def _read(self, said: Any) -> None:
        """Take the entries: that takes no focus, and what comes before the answer is older."""
        if isinstance(said, list):
            self._take_lost(self._entries.new_in(flat(said)))


def _goes_on(entry: str, before: Sequence[Sequence[Overlay]], last: int) -> int | None:
    """The last loss of the connection at which the entry had been begun, but for the first."""
    later = range(len(before) - 1, last, -1)
    return next(
        (at for at in later if (shown := before[at][0].shown) and entry.startswith(shown)), None
    )
