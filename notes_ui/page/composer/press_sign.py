"""Shows that a press of Add note waits for the server, even if the server is out of reach."""

from collections.abc import Awaitable

from notes_ui import theme
from notes_ui.runtime.lean_elements import Bare


class PressSign(Bare):
    """An invisible part of a Quasar form; whether it counts as valid says that a press waits.

    Its value breaks its rule. So it is in error once its value has changed, which the server does.
    The button resets the form, and Quasar then takes the error away in the browser
    (https://quasar.dev/vue-components/form): that is the sign, which the CSS shows.
    """

    def __init__(self) -> None:
        super().__init__("q-field")
        self._pressed = self._ended = 0
        self.put("rules", ["email"])  # any rule that no number obeys
        self.put("model-value", 0)
        self.put("no-error-icon", True)  # its name is a text, which is in no language

    async def shown_during(self, press: Awaitable[None]) -> None:
        """Carry the press out; the sign ends when all presses have ended that have arrived."""
        self._pressed += 1
        try:
            await press
        finally:
            self._pressed -= 1
            if not self._pressed:
                self.end()

    def end(self) -> None:
        """End the sign, until the next press."""
        self._ended += 1
        self.classes(theme.PRESS_SIGN)  # from the first on: before it, a form is not in error
        self.attach("model-value", self._ended)
