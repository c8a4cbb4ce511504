"""Noticing that somebody has left a form, and not only one of its fields for the next."""

from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from notes_ui.components.debounce import Debounce

ELSEWHERE: Final = 0.2
"""seconds after which a focus that has left a field has not come to another one"""


class FocusOut:
    """The keyboard's focus in a form.

    :param arrived: called when a field or a button has got it
    :param left: called when it has left the form, and has not come back at once; with whether it
        went elsewhere on the page, and not to another window or tab
    """

    def __init__(
        self,
        form: ui.element,
        *,
        arrived: Callable[[], None],
        left: Callable[[bool], Awaitable[None]],
        gone_elsewhere: Callable[[], bool],
    ) -> None:
        self._arrived = arrived
        self._elsewhere = Debounce(form, ELSEWHERE, lambda: left(gone_elsewhere()))
        form.on("focusin", self._arrive, args=[])
        form.on("focusout", self._elsewhere.begin, args=[])

    def forget(self) -> None:
        """Call nothing more for what has left so far."""
        self._elsewhere.forget()

    def _arrive(self) -> None:
        self.forget()
        self._arrived()
