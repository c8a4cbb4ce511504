"""A field of one line that the browser itself empties when Enter is pressed.

If the server emptied the field, it would do so a round trip late, and the browser would drop what
was typed in the meantime. Quasar's `q-select` empties its own text at Enter
(https://quasar.dev/vue-components/select, "Create new values"), and appends the text to a list of
values. The list stays in the browser. So if an Enter was lost with a dead connection, the server
finds its text in the list when there is a connection again.

The server sends the list back as it has received it, as an option without a label. A `q-select`
shows an option in the place of an equal value ("Map options"). So while the lists are equal nothing
is shown, and otherwise the last entered text: it is the browser that shows it, without the server.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from nicegui.events import GenericEventArguments

from notes_ui.components.fields import keys
from notes_ui.components.fields.entry_list import EntryList, flat
from notes_ui.components.fields.leavable_field import Tasks
from notes_ui.components.fields.lost_enters import found_late
from notes_ui.components.fields.shown_text import ShownText
from notes_ui.components.fields.typed_field import LineField, Typed
from notes_ui.runtime import answers
from notes_ui.runtime.field_values import SelectLine
from notes_ui.text.overlay import Overlay

LABEL: Final = "1"
"""the label of an option, and the place of the last entry in the browser's list: each list contains
the previous list, and one new entry after it"""
SELECT: Final = {
    "use-input": True,
    "multiple": True,
    "map-options": True,
    "option-label": LABEL,
    "hide-dropdown-icon": True,
    "new-value-mode": "add",
    "input-debounce": 0,
    "behavior": "menu",
    "options": [],
    "model-value": [],
    "loopback": False,  # the browser keeps the list, and only reports it to the server
}
LINE: Final = dict.fromkeys(
    ("role", "aria-autocomplete", "aria-expanded", "aria-controls", "aria-readonly")
)
"""attributes by which a `q-select` describes itself to a screen reader; None removes them, because
the field is a line of text"""
SELDOM: Final = 1.0
"""minimum seconds between two "filter" events; these report the text in addition to the events for
each letter"""
TEXT: Final = "inputValue"
ENTRIES: Final = "update:modelValue"
Entered = Callable[[str, bool], object]
"""called with an entered text, and whether its Enter was lost on the way and found only later"""


class EntryField(SelectLine, LineField):
    """A field of one line. Its value is the text that is being typed.

    The field passes on each entered text once, in the order in which the texts were entered.

    :param entered: called with each entered text, and whether its Enter was found late
    """

    _asked = "modelValue"

    def __init__(self, *args: Any, typed: Typed, entered: Entered, **kwargs: Any) -> None:
        super().__init__(*args, typed=typed, **kwargs)
        self.tag = "q-select"
        self._entered = entered
        self._entries = EntryList()
        self.entry = ""
        """the last entered text as the browser showed it; another one may have been meant"""
        self._left: list[Overlay] = []
        """what was shown and what was meant just before the browser emptied the field, in each
        possible reading, as far as the server knows it"""
        self._before: list[list[Overlay]] = []
        """what was shown, and what may have been meant, at each loss of the connection"""
        self.props.update(SELECT | LINE)
        self.on(TEXT, self._tell, args=[None])
        self.on(ENTRIES, self._hear_new, args=[None])
        # The browser also reports the text as the search text of a select. That is the only way in
        # which the server can ask for it.
        self.on("filter", self._tell_all, args=[None], throttle=SELDOM, trailing_events=False)
        self.on("keydown.enter", self._press_enter, args=keys.KEY)
        keys.take_while_composed(self)
        # A `q-select` that gets this event drops its text when the focus goes elsewhere.
        self.watch_focus(leaving="focusout.stop")

    def take_focus(self) -> None:
        """Put the keyboard's focus into this field. Quasar focuses only what has a tab index."""
        self.props["tabindex"] = 0
        super().take_focus()

    def doubt(self) -> None:
        """Ask the browser which texts were entered, and which text it shows."""
        self._lose_sent()
        self._read_two_ways()
        super().ask()

    def ask_again(self, *, after: Tasks = ()) -> asyncio.Task[None]:
        """Ask the browser the same as `doubt` does, about a field that was left."""
        self._lose_sent()
        self._read_two_ways()
        self._unsure = True
        return super().ask_again(after=after)

    def _read_two_ways(self) -> None:
        """From now on, read the browser's reports in two ways: with and without a lost Enter.

        Until the browser has reported its list, the server does not know whether an Enter was lost
        before these reports.
        """
        if not self._before or not self._unsure:
            self._before.append(self._now())
            self._anew.append(ShownText())

    async def settled(self) -> None:
        """Wait until the server knows what the field holds."""
        await super().settled()
        if self._unsure:
            await self._reveal()

    async def _settle(self) -> None:
        await self._ask(lambda _: self._end_writing(None))
        await self._reveal()
        self._doubts = None

    async def _hand_on_all(self, after: Tasks) -> None:
        """Pass on what was typed; if letters may have been lost, ask for the text first."""
        if self._unsure:
            await self._ask(lambda _: None)
            await self._reveal()
            self._send_on()
        await super()._hand_on_all(after)

    async def _reveal(self) -> None:
        """Make the browser report the text that it shows. The focus stays where it is.

        Quasar reports the text in a "filter" event when `showPopup` is called; there is no popup to
        show. The browser leaves the event out if it has just sent another one, for a letter. Then
        the server asks a second time.

        `showPopup` would focus the field, if it had a tab index. So the server removes the tab
        index, and restores it only when the browser has answered: until then a question may still
        be on its way.
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
        """Write into the field only when the server knows what the field holds."""
        await self.settled()
        await super()._write_at_a_pause()

    def _tell_all(self, event: GenericEventArguments) -> None:
        """Take in the text of a "filter" event.

        While the text is in doubt, the browser shows this text, and no letter was typed just now.
        """
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

    def _tell_heard(self, entries: Any) -> None:
        """Have the browser show no entry any more that is in the list as the server knows it."""
        if not self.is_deleted:  # a field that was left may be gone when its answer comes
            self.props["options"] = [{LABEL: "", "value": entries}]

    def _hear_new(self, event: GenericEventArguments) -> None:
        self._tell_heard(event.args)
        entries = flat(event.args)
        if self._unsure and self._pressed and entries:  # Add note was pressed right before Enter
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
        """Take the entries whose Enter was lost with the connection.

        :return: the number of the right reading of the later reports; see `Found`
        """
        anew, self._anew = self._anew or [ShownText()], []
        before, self._before = self._before or [self._now()], []
        found = found_late(entries, before)
        for entry, over in found.entries:
            self._take_entry(entry, over, is_late=True)
        if loss := found.reading:
            self._meant.take_over(anew[loss - 1])
            for pressed in self._read_twice:
                if loss <= len(pressed.anew):  # else that Enter was lost after the press
                    pressed.text = pressed.anew[loss - 1]
        self._read_twice.clear()
        return found.reading

    def _take_entry(self, entry: str, over: Overlay, *, is_late: bool) -> None:
        """Take one entry.

        :param over: the shown and the meant text over which the entry was typed
        """
        self._left = []
        self._meant.empty()
        self.entry = entry
        over.type(entry)
        self._entered(over.meant, is_late)

    def _press_enter(self, event: GenericEventArguments) -> None:
        """Do the browser's part for NiceGUI's simulated user, who has no browser."""
        if event.args == {} and (text := self.text):
            self.entry = self.shown
            self.take_value("")
            self._meant.empty()
            self._entered(text, False)

    def _read(self, said: Any) -> None:
        """Take the entries of the answer; return None, because it does not contain the text.

        Asking for the entries does not move the focus. What the server has received before the
        answer is older than the answer.
        """
        if isinstance(said, list):
            self._tell_heard(said[-1] if said else said)
            self._take_lost(self._entries.new_in(flat(said)))
