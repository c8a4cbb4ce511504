"""When the value of a field is sent to its browser; uses private parts of NiceGUI's fields.

Until somebody types, NiceGUI sends the value again with each other change of the field. The browser
would then drop letters that are on their way to the server. And it sends a value in two messages:
the first sets it, the second, a call, sets it once more. What is typed between the two is undone,
and reported as if the person had deleted it. Here one message does both.
"""

import asyncio
from collections import deque
from typing import Any, Final

from nicegui import core, ui
from nicegui.elements.mixins.validation_element import ValidationElement

SHOW: Final = "updateValue"
"""the method of a field in the browser that shows its value even if that is the same as before"""
FOREIGN: Final = frozenset({"value", "_autocomplete"})
"""props of a text field that must not be sent to a `q-select`: it would pass them to its input"""


class SentText:
    """A text of a field that the server has set."""

    arrived: bool | None = True
    """whether the browser has received the text; valid only at a handshake

    It is True until the loss is known. It is None until NiceGUI has queued the call that sends the
    text.
    """


class ToldOnce(ui.input):
    """A text field whose value is sent once each time that the server sets it."""

    is_own = False
    """whether the value is just being set by `send_value`"""
    _to_tell: str | None = None
    """the text that the next message sends; None to send none"""
    _is_told = False
    """whether a message has described the field"""
    _is_for_once = False
    """whether NiceGUI must not send the text again, because the caller of `send_value` does"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._last = SentText()
        self._sent: deque[SentText] = deque(maxlen=core.app.config.message_history_length)
        """the last texts of `send_value`; NiceGUI keeps no more messages to send again"""
        super().__init__(*args, **kwargs)

    def take_value(self, shown: str) -> None:
        """Set the value to the text that the browser shows, and send nothing."""
        is_outside = self._send_update_on_value_change
        self._send_update_on_value_change = False
        self.set_value(shown)
        self._send_update_on_value_change = is_outside
        self._client_value = shown

    def send_value(self, text: str, *, shown: str) -> SentText:
        """Send a text to the browser, even if the value is the same: the last message may be lost.

        NiceGUI would send changed values only, nothing while it handles a report, and lost messages
        again; here the caller does that.

        :param shown: the text that the browser shows now
        """
        self.is_own = True
        if self.value == text:
            self.take_value(shown)
        is_outside = self._send_update_on_value_change
        self._send_update_on_value_change = True
        self.set_value(text)
        self._send_update_on_value_change = is_outside
        self.is_own = False
        return self._last

    def _handle_value_change(self, value: Any) -> None:
        if self._send_update_on_value_change:
            if self._to_tell is None:
                self._last = SentText()  # otherwise one message sends the new text instead
            self._to_tell, self._is_for_once = value, self.is_own
        # Skips `ui.input`, which sends the call as a message of its own.
        ValidationElement._handle_value_change(self, value)  # noqa: SLF001

    def lose_value(self) -> None:
        """Note that a text was lost with a connection: the last one that is not known to be."""
        if self._sent:
            self._sent.pop().arrived = False

    def keep_back(self) -> None:
        """Do not send a text of `send_value` that waits: somebody may have typed since."""
        if self._to_tell is not None and self._is_for_once:
            self._to_tell, self._last.arrived = None, False

    def _to_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = super()._to_dict()
        text, self._to_tell = self._to_tell, None
        told["preserved_props"] = [self.VALUE_PROP]
        if text is not None:
            told["props"] = {**told["props"], self.VALUE_PROP: text}
            told["preserved_props"], told["update_method"] = [], SHOW
            if not self._is_for_once:
                del told["preserved_props"]
            elif self._is_told:  # otherwise the field itself would be sent again, with the text
                self._sent.append(self._last)
        self._is_told = True
        return told


class SelectLine(ToldOnce):
    """A `ToldOnce` for the input of a Quasar `q-select`, whose list stays in the browser."""

    _begins_anew = False

    def begin_anew(self) -> None:
        """Empty the list of values in the browser."""
        self._begins_anew = True
        self.update()

    def _handle_value_change(self, value: Any) -> None:
        # Skips `ToldOnce`, whose messages carry the text, and `ui.input`, whose method is missing.
        ValidationElement._handle_value_change(self, value)  # noqa: SLF001
        if self._send_update_on_value_change:
            self.run_method("updateInputValue", value or "", True)
            self._last = SentText()
            self._sent.append(self._last)
            self._last.arrived = None  # NiceGUI queues the call late
            asyncio.get_running_loop().call_soon(self._queue, self._last)

    def _queue(self, text: SentText) -> None:
        if text.arrived is None:
            text.arrived = True

    def _to_dict(self) -> dict[str, Any]:
        told = super()._to_dict()
        told["props"] = {name: told["props"][name] for name in told["props"] if name not in FOREIGN}
        told["preserved_props"] = [] if self._begins_anew else ["model-value"]
        self._begins_anew = False
        return told
