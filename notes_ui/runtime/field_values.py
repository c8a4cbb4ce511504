"""When a browser is told the value of a field: the private parts of NiceGUI's fields that are used.

NiceGUI tells the value again with whatever else has changed, until something was typed: a browser
would drop the letters that are on their way.
"""

from typing import Any, Final

from nicegui import ui
from nicegui.elements.mixins.validation_element import ValidationElement

FOREIGN: Final = frozenset({"value", "_autocomplete"})
"""what NiceGUI tells a text field and a `q-select` would pass on to its line"""


class ToldOnce(ui.input):
    """A text field whose value is told once, each time that the server sets it."""

    is_own = False
    """whether the value is just being set by `send_value`"""
    _to_tell: str | None = None
    """what the next message has the browser show; None to leave it what it shows"""
    _is_for_once = False
    """whether the caller tells it again if need be, and so NiceGUI must not"""

    def take_value(self, shown: str) -> None:
        """Take what the browser shows for the value, without telling it."""
        self._send_update_on_value_change = False
        self.set_value(shown)
        self._send_update_on_value_change = True
        self._client_value = shown

    def send_value(self, text: str, *, shown: str) -> None:
        """Have the browser show a text, also if that was sent before, and got lost.

        NiceGUI sends only what is new, and sends a lost value again; here the caller does that.

        :param shown: what the browser shows now
        """
        self.is_own = True
        if self.value == text:
            self.take_value(shown)
        self.set_value(text)
        self.is_own = False

    def _handle_value_change(self, value: Any) -> None:
        if self._send_update_on_value_change:
            self._to_tell, self._is_for_once = value, self.is_own
        super()._handle_value_change(value)

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
    """The same as the line of a Quasar `q-select`, whose list of values stays in the browser."""

    _begins_anew = False

    def begin_anew(self) -> None:
        """Have the browser's list be empty."""
        self._begins_anew = True
        self.update()

    def _handle_value_change(self, value: Any) -> None:
        # Past `ui.input`, which has a `q-input` do what a `q-select` can't.
        ValidationElement._handle_value_change(self, value)  # noqa: SLF001
        if self._send_update_on_value_change:
            self.run_method("updateInputValue", value or "", True)

    def _to_dict(self) -> dict[str, Any]:
        told = super()._to_dict()
        told["props"] = {name: told["props"][name] for name in told["props"] if name not in FOREIGN}
        told["preserved_props"] = [] if self._begins_anew else ["model-value"]
        self._begins_anew = False
        return told
