"""Notices that the focus has left a form, and has not only moved within it."""

from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from notes_ui.components.debounce import Debounce

ELSEWHERE: Final = 0.2
"""seconds after which a focus that has left a field counts as gone from the form"""


class FocusOut:
    """The keyboard's focus in a form.

    :param arrived: called when a field or a button of the form has got the focus
    :param left: called when the focus has left the form and has not come back within `ELSEWHERE`;
        its argument is whether the focus is elsewhere on the page, and not in another window or tab
    :param until_elsewhere: called at a press or a focus in the form; returns a function that tells
        whether somebody has pressed, or put the focus, elsewhere on the page since
    """

    def __init__(
        self,
        form: ui.element,
        *,
        arrived: Callable[[], None],
        left: Callable[[bool], Awaitable[None]],
        until_elsewhere: Callable[[], Callable[[], bool]],
    ) -> None:
        self._arrived = arrived
        self._until_elsewhere = until_elsewhere
        self._is_elsewhere = until_elsewhere()
        self._elsewhere = Debounce(form, ELSEWHERE, lambda: left(self._is_elsewhere()))
        form.on("pointerdown", self._stay, args=[])
        form.on("focusin", self._arrive, args=[])
        form.on("focusout", self._elsewhere.begin, args=[])

    def forget(self) -> None:
        """Do not call ``left``, if the focus has left the form just now."""
        self._elsewhere.forget()

    def _stay(self) -> None:
        self._is_elsewhere = self._until_elsewhere()

    def _arrive(self) -> None:
        self.forget()
        self._stay()
        self._arrived()
