"""When the value of a field is sent to its browser; uses private parts of NiceGUI's fields.

Until somebody types, NiceGUI sends the value again with each other change of the field. The browser
would then drop letters that are on their way to the server.
"""

import asyncio
from typing import Any, Final

from nicegui import ui
from nicegui.elements.mixins.validation_element import ValidationElement

FOREIGN: Final = frozenset({"value", "_autocomplete"})
"""props of a text field that must not be sent to a `q-select`: it would pass them to its input"""


class ToldOnce(ui.input):
    """A text field whose value is sent once each time that the server sets it."""

    is_own = False
    """whether the value is just being set by `send_value`"""
    _to_tell: str | None = None
    """the text that the next message sends; None to send none"""
    has_arrived: bool | None = True
    """whether the last text of `send_value` has reached the browser, to be read at a handshake

    None if it has received that text, and not the call that shows it; or if it is still to be sent.
    """
    _is_for_once = False
    """whether NiceGUI must not send the text again, because the caller of `send_value` does"""

    def take_value(self, shown: str) -> None:
        """Set the value to the text that the browser shows, and send nothing."""
        self._send_update_on_value_change = False
        self.set_value(shown)
        self._send_update_on_value_change = True
        self._client_value = shown

    def send_value(self, text: str, *, shown: str) -> None:
        """Send a text to the browser, even if the value is the same: the last message may be lost.

        NiceGUI would send changed values only, and lost messages again; here the caller does that.

        :param shown: the text that the browser shows now
        """
        self.is_own, self.has_arrived = True, True
        if self.value == text:
            self.take_value(shown)
        self.set_value(text)
        if not self._send_update_on_value_change:
            self.has_arrived = False  # NiceGUI sends nothing while it handles a report
        self.is_own = False

    def _handle_value_change(self, value: Any) -> None:
        if self._send_update_on_value_change:
            self._to_tell, self._is_for_once = value, self.is_own
        super()._handle_value_change(value)
        if self._send_update_on_value_change:
            self._await_call()

    @property
    def is_told_once(self) -> bool:
        """Whether the last text is one of `send_value`, which must not be sent again."""
        return self._is_for_once

    def lose_value(self, *, wholly: bool) -> None:
        """Note that the last text, or only the call that shows it, was lost with a connection."""
        if wholly or self.has_arrived:
            self.has_arrived = False if wholly else None

    def keep_back(self) -> None:
        """Do not send a text of `send_value` that waits: somebody may have typed since."""
        if self._to_tell is not None and self._is_for_once:
            self._to_tell, self.has_arrived = None, False

    def _await_call(self) -> None:
        """Note that the call that shows the text is still to be sent: NiceGUI queues it late."""
        self.has_arrived = None
        asyncio.get_running_loop().call_soon(self._queue)

    def _queue(self) -> None:
        if self.has_arrived is None:
            self.has_arrived = True

    def _to_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = super()._to_dict()
        text, self._to_tell = self._to_tell, None
        told["preserved_props"] = [self.VALUE_PROP]
        if text is not None:
            told["props"] = {**told["props"], self.VALUE_PROP: text}
            told["preserved_props"] = []
            if not self._is_for_once:
                del told["preserved_props"]
        return told


class SelectLine(ToldOnce):
    """A `ToldOnce` for the input of a Quasar `q-select`, whose list stays in the browser."""

    _begins_anew = False

    def begin_anew(self) -> None:
        """Empty the list of values in the browser."""
        self._begins_anew = True
        self.update()

    def _handle_value_change(self, value: Any) -> None:
        # Skips `ui.input`, which calls a method that a `q-select` does not have.
        ValidationElement._handle_value_change(self, value)  # noqa: SLF001
        if self._send_update_on_value_change:
            self.run_method("updateInputValue", value or "", True)
            self._await_call()

    def _to_dict(self) -> dict[str, Any]:
        told = super()._to_dict()
        told["props"] = {name: told["props"][name] for name in told["props"] if name not in FOREIGN}
        told["preserved_props"] = [] if self._begins_anew else ["model-value"]
        self._begins_anew = False
        return told
