"""A bare button, of which a page has hundreds, and events that stay in the browser."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from notes_ui.runtime.lean_elements import Bare


class TextButton(Bare, default_props="type=button"):
    """A bare button, named by its text: a tenth of the cost of a Quasar one in the browser."""

    def __init__(self, text: str, pressed: Callable[[], Any]) -> None:
        super().__init__("button", text)
        self.on("click", pressed, args=[])


def handle_in_browser(element: ui.element, event: str) -> None:
    """Have an event do in the browser what its modifiers say, and never tell the server of it.

    :param event: with modifiers of Vue (https://vuejs.org/guide/essentials/event-handling)
    """
    element.on(
        event, lambda: None, throttle=1.0, leading_events=False, trailing_events=False, args=[]
    )
